import type { RegexScanner } from './scanner';

/** What `(?...)` has switched on at a place of the pattern. */
export type RegexFlags = Readonly<Record<(typeof FLAGS)[number], boolean>>;

const FLAGS = ['i', 'm', 's', 'U', 'u', 'R', 'x'] as const;

/** At the beginning of a pattern. */
export const NO_FLAGS: RegexFlags = { i: false, m: false, s: false, U: false, u: false, R: false, x: false };

/** The flags as the letters of `(?...)` change them. */
export function changeFlags(scanner: RegexScanner, letters: string, at: number): RegexFlags {
  const changed = { ...scanner.flags };
  const [on = '', off, extra] = letters.split('-');
  if (extra !== undefined || off === '') scanner.invalid(`\`${letters}\` is no set of flags`, at);
  if (new Set(letters).size !== letters.length) scanner.invalid('a flag stands twice', at);
  for (const [part, value] of [
    [on, true],
    [off ?? '', false],
  ] as const) {
    for (const letter of part) {
      const flag = FLAGS.find((name) => name === letter);
      if (flag === undefined) scanner.invalid(`\`${letter}\` is no flag`, at);
      changed[flag] = value;
    }
  }
  return changed;
}
