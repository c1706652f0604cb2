/**
 * The fields of a record, as RFC 4180 quotes them. A quote within a field that does not begin with one is a mere character.
 *
 * @returns `open` if a quote is open at the end, and `wrong` if more than a delimiter follows a closing one
 */
export function csvFields(text: string, delimiter: string): readonly string[] | 'open' | 'wrong' {
  // Most records have no quote.
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  for (let start = 0; start <= text.length;) {
    const isQuoted = text.startsWith('"', start);
    const end = isQuoted ? endOfQuoted(text, start + 1) : ends(text.indexOf(delimiter, start), text);
    if (end < 0) return 'open';
    if (end < text.length && !text.startsWith(delimiter, end)) return 'wrong';
    fields.push(isQuoted ? text.slice(start + 1, end - 1).replaceAll('""', '"') : text.slice(start, end));
    start = end + delimiter.length;
  }
  return fields;
}

/** The place behind the closing quote, or -1 if there is none. */
function endOfQuoted(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (text.startsWith('""', at)) at = text.indexOf('"', at + 2);
  return at < 0 ? -1 : at + 1;
}

function ends(found: number, text: string): number {
  return found < 0 ? text.length : found;
}
