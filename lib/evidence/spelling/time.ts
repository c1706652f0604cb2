/**
 * A time in milliseconds since 1970, from each form that Logpush writes: RFC 3339 (of seconds, ms, ns), Unix seconds, and
 * Unix nanoseconds as number or text. What is beyond a millisecond is dropped. `undefined` if it is none of them.
 */
export function normalTime(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return fromUnix(Number(value));
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return fromUnix(Number(text));
  // More digits of a second than JavaScript reads.
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(time) ? undefined : time;
}

/** Beyond these seconds, milliseconds and so on there is no date in JavaScript, and no log. */
const LATEST = 1e20;

/** The size shows the unit: of this century, seconds have 10 digits, milliseconds 13, and so on. */
function fromUnix(number: number): number | undefined {
  if (!(number > 0 && number < LATEST)) return undefined;
  if (number < 1e11) return Math.floor(number * 1e3);
  if (number < 1e14) return Math.floor(number);
  if (number < 1e17) return Math.floor(number / 1e3);
  return Math.floor(number / 1e6);
}
