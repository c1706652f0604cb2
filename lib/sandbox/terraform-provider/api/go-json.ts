import type { Json } from '../values/encode-request';

/** Characters that Go's JSON writes escaped inside strings, and JavaScript's does not. */
const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Writes JSON byte for byte as the provider (a Go program) does: keys sorted, no blanks, `<`, `>` and `&` escaped. */
export function goJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${goString(key)}:${goJson(member)}`).join(',')}}`;
  }
  if (typeof value === 'string') return goString(value);
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

function goString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character);
}

/** What Go's JSON decoder says of a text that is no JSON; `null` if the text is JSON. */
export function goJsonError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    if (text.trim() === '') return 'EOF';
    // Node names the character it stumbled over; where it names none, the text ended too soon.
    const character = /Unexpected token '(.)'/su.exec(String(error))?.[1];
    return character === undefined
      ? 'unexpected EOF'
      : `invalid character '${character}' looking for beginning of value`;
  }
}
