/** What could steer a terminal, line breaks aside. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Looked for first: most texts have nothing of it, and the other pattern takes several times as long. */
const BEYOND_ASCII = /[^\n\x20-\x7e]/;

/**
 * JSON in which whatever could steer a terminal is an escape: still the same data for every reader. Integers beyond
 * JSON's range become text.
 *
 * @param indent Blanks a level; 0 for one line.
 */
export function safeJson(value: unknown, indent = 2): string {
  const json = JSON.stringify(
    value,
    (_, member: unknown) => (typeof member === 'bigint' ? member.toString() : member),
    indent,
  );
  if (!BEYOND_ASCII.test(json)) return json;
  return json.replace(UNSAFE, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
