import { contains, type Ranges, rangesOf } from './ranges';
import { classOf } from './unicode-classes';

/** What JavaScript takes for the same letter, as Rust does: by the simple case folding of Unicode. */
const IS_SAME = /^(.)\1$/isu;
const FOLDED = new WeakMap<Ranges, Ranges>();
let groups: readonly (readonly number[])[] | undefined;

/** The set with every case of the letters in it: with `k` also `K` and the Kelvin sign. */
export function foldCharacters(set: Ranges): Ranges {
  const known = FOLDED.get(set);
  if (known !== undefined) return known;
  groups ??= caseGroups();
  const letters = groups.filter((group) => group.some((code) => contains(set, code))).flat();
  const folded = rangesOf([...set, ...letters.map((code): [number, number] => [code, code])]);
  FOLDED.set(set, folded);
  return folded;
}

/** The letters that differ in case only, together. */
function caseGroups(): readonly (readonly number[])[] {
  const found = new Map<number, number[]>();
  const byForm = new Map<string, number[]>();
  const cased = classOf('\\p{Changes_When_Casemapped}\\p{Changes_When_Casefolded}');
  for (const [first, last] of cased) {
    for (let code = first; code <= last; code++) {
      const letter = String.fromCodePoint(code);
      for (const form of [`l${letter.toLowerCase()}`, `u${letter.toUpperCase()}`]) {
        const same = byForm.get(form) ?? [];
        byForm.set(form, same);
        for (const other of same) if (isSame(code, other)) join(found, code, other);
        same.push(code);
      }
    }
  }
  return [...new Set(found.values())];
}

function isSame(left: number, right: number): boolean {
  return IS_SAME.test(String.fromCodePoint(left, right));
}

function join(groupsByCode: Map<number, number[]>, left: number, right: number): void {
  const [a, b] = [groupsByCode.get(left) ?? [left], groupsByCode.get(right) ?? [right]];
  const whole = a === b ? a : [...a, ...b];
  for (const code of whole) groupsByCode.set(code, whole);
}
