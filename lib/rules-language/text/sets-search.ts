import type { LiteralSearch } from './literal-search';

/**
 * Prepares the search for bytes that follow on each other, each out of a set of ranges. JavaScript's engine skips what no
 * such sequence can hold; they have one length, so it never goes back far.
 */
export function setsSearch(
  sets: readonly (readonly (readonly [first: number, last: number])[])[],
): LiteralSearch {
  let regex: RegExp | undefined;
  return (text, from) => {
    regex ??= new RegExp(sets.map(classOf).join(''), 'g');
    regex.lastIndex = from;
    return regex.test(text) ? regex.lastIndex - sets.length : -1;
  };
}

function classOf(set: readonly (readonly [first: number, last: number])[]): string {
  const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
  return `[${set.map(([first, last]) => `${hex(first)}-${hex(last)}`).join('')}]`;
}
