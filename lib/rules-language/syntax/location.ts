/** A place in a text, both numbers from 1. */
export interface Location {
  readonly line: number;
  /** In bytes of UTF-8, as Cloudflare counts. */
  readonly column: number;
}

/**
 * The line and column of a place in a text.
 *
 * @param offset in UTF-16 units, as in {@link Range}
 * @example
 * locationOf('ssl\nand http.host', 8); // { line: 2, column: 5 }
 */
export function locationOf(text: string, offset: number): Location {
  const { start, line } = lineAt(text, offset);
  return { line, column: Buffer.byteLength(text.slice(start, offset), 'utf8') + 1 };
}

/** The line that holds an offset: its number, from 1, and the offsets of its first character and of its end. */
export function lineAt(
  text: string,
  offset: number,
): { readonly line: number; readonly start: number; readonly end: number } {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) line++;
  return { line, start, end: newline === -1 ? text.length : newline };
}
