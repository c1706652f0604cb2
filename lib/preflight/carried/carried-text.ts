/** Code points of a change that its description lists on each side. */
const MAX_LISTED = 4;

/** Text as it comes back out of Terraform: JSON decoding replaces lone surrogates, and every string is brought to form C. */
export function carriedText(text: string): string {
  return text.toWellFormed().normalize('NFC');
}

/** How two texts that may look the same differ, by the code points of their first difference. */
export function describeTextChange(before: string, after: string): string {
  const from = Array.from(before);
  const to = Array.from(after);
  const start = from.findIndex((character, index) => character !== to[index]);
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  const listed = (characters: readonly string[]): string => {
    const changed = characters.slice(start, characters.length - end).map(codePointText);
    return changed.length > MAX_LISTED ? `${changed.slice(0, MAX_LISTED).join(' ')} ...` : changed.join(' ');
  };
  return `${listed(from)} would become ${listed(to)} at character ${start + 1}`;
}

function codePointText(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
