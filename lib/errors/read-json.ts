/** Where a JavaScript number may no longer be the number that was written. */
const MAY_BE_LONG = /\d{16}/;
const INTEGER = /^-?[1-9]\d{15,}$/;
const NUMBER = /[-+.\deE]+/y;
/** No text of others begins with it. Made for the first text that needs it: few do. */
let ownMark: string | undefined;

/**
 * JSON with every integer as it was written: one that a JavaScript number cannot hold exactly is a `bigint`, and not rounded
 * in silence as `JSON.parse` does.
 *
 * @throws SyntaxError
 */
export function readJson(text: string): unknown {
  if (!MAY_BE_LONG.test(text)) return JSON.parse(text) as unknown;
  const begin = (ownMark ??= `${crypto.randomUUID()}:`);
  const marked = markLongIntegers(text, begin);
  // The ids of a large plan hold such digits; a reviver takes several times as long.
  if (marked === text) return JSON.parse(text) as unknown;
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(begin) ? BigInt(value.slice(begin.length)) : value,
  ) as unknown;
}

/** By hand, and not by one pattern: a text may be as long as a line. */
function markLongIntegers(text: string, mark: string): string {
  let marked = '';
  let copied = 0;
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '-' || (character >= '0' && character <= '9')) {
      NUMBER.lastIndex = at;
      const [number = character] = NUMBER.exec(text) ?? [];
      if (INTEGER.test(number) && !Number.isSafeInteger(Number(number))) {
        marked += `${text.slice(copied, at)}"${mark}${number}"`;
        copied = at + number.length;
      }
      at += number.length;
    } else at++;
  }
  return marked + text.slice(copied);
}

function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text.charAt(quote - 1 - escapes) === '\\') escapes++;
    if (escapes % 2 === 0) return quote + 1;
  }
  return text.length;
}
