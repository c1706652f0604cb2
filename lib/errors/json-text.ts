/** The value as one line of JSON, keys in their order: what `readJson` reads, long integers included. */
export function jsonText(value: unknown): string {
  // Few values hold one, and a replacer makes the text of the others several times as slow.
  return holdsLongInteger(value) ? textOf(value) : JSON.stringify(value);
}

function holdsLongInteger(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsLongInteger);
}

function textOf(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map((item: unknown) => textOf(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`).join(',')}}`;
}
