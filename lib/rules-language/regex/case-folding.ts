import { contains, type Ranges, rangesOf } from './ranges';
import { classOf } from './unicode-classes';

/** What JavaScript takes for the same letter, as Rust does: by the simple case folding of Unicode. */
const IS_SAME = /^(.)\1$/isu;
const FOLDED = new WeakMap<Ranges, Ranges>();
let groups: ReadonlyMap<number, Ranges> | undefined;

/** The set with every case of the letters in it: with `k` also `K` and the Kelvin sign. */
export function foldCharacters(set: Ranges): Ranges {
  groups ??= caseGroups();
  const [first] = set;
  // Most sets are one letter of a text.
  if (set.length === 1 && first?.[0] === first?.[1]) return groups.get(first?.[0] ?? 0) ?? set;
  let folded = FOLDED.get(set);
  if (folded === undefined) {
    const letters = [...groups].flatMap(([code, group]) => (contains(set, code) ? group : []));
    folded = rangesOf([...set, ...letters]);
    FOLDED.set(set, folded);
  }
  return folded;
}

/** For each letter those that differ from it in case only, with itself. */
function caseGroups(): ReadonlyMap<number, Ranges> {
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
  const sets = new Map([...new Set(found.values())].map((group) => [group, setOf(group)]));
  return new Map([...found].map(([code, group]) => [code, sets.get(group) ?? setOf(group)]));
}

function setOf(group: readonly number[]): Ranges {
  return rangesOf(group.map((code): [number, number] => [code, code]));
}

function isSame(left: number, right: number): boolean {
  return IS_SAME.test(String.fromCodePoint(left, right));
}

function join(groupsByCode: Map<number, number[]>, left: number, right: number): void {
  const [a, b] = [groupsByCode.get(left) ?? [left], groupsByCode.get(right) ?? [right]];
  const whole = a === b ? a : [...a, ...b];
  for (const code of whole) groupsByCode.set(code, whole);
}
