import { reviewOf } from './support/plan';
import { custom } from './support/plans';
import { block, EXACT, exception } from './support/rules';

/** One letter for each rule: exceptions in lower case, foreign rules in upper case. */
function rulesOf(letters: string) {
  return Array.from(letters).map((letter) =>
    letter === letter.toLowerCase() ? exception(letter, EXACT) : block(letter, 'ssl'),
  );
}

test.each<[before: string, after: string, changes: readonly string[]]>([
  ['AB', 'AB', []],
  ['AB', 'aAB', ['added a']],
  ['ABCD', 'abABCD', ['added a', 'added b']],
  ['aAB', 'AB', ['removed a']],
  ['Aa', 'aA', ['moved a']],
  ['aA', 'Aa', ['moved a']],
  ['ABCa', 'aABC', ['moved a']],
  ['abcA', 'Aabc', ['moved a', 'moved b', 'moved c']],
  ['abc', 'cab', ['moved c']],
  ['ABC', 'CAB', ['moved C']],
  ['aABb', 'bBAa', ['moved b', 'moved A', 'moved a']],
  ['', 'a', ['added a']],
])('%s to %s', (before, after, changes) => {
  const [entryPoint] = reviewOf(custom(rulesOf(before), rulesOf(after))).zones[0]?.entryPoints ?? [];
  expect(
    entryPoint?.changes.map(({ kind, ref }) => `${kind} ${ref.replace('wafx__dashboard__', '')}`),
  ).toEqual(changes);
});

test('a rule whose `ref` comes twice is two rules', () => {
  const twice = [block('a', 'ssl'), block('a', 'not ssl')];
  const [entryPoint] =
    reviewOf(custom(twice, [...twice, block('a', 'http.host eq "x"')])).zones[0]?.entryPoints ?? [];
  expect(entryPoint?.changes.map(({ kind, from, to }) => ({ kind, from, to }))).toEqual([
    { kind: 'added', from: undefined, to: 2 },
  ]);
  expect(entryPoint?.untouched).toEqual({ exceptions: 0, foreign: 2 });
});

test('a changed rule is told field by field and condition by condition', () => {
  const before = exception('a', EXACT);
  const after = {
    ...before,
    expression: `${EXACT.replace(' and ssl', '')} and ip.src eq 192.0.2.1`,
    enabled: false,
  };
  const [entryPoint] = reviewOf(custom([before], [after])).zones[0]?.entryPoints ?? [];
  expect(entryPoint?.changes[0]?.fields.map(({ field }) => field)).toEqual(['enabled', 'expression']);
  expect(entryPoint?.changes[0]?.clauses).toEqual({
    joined: 'and',
    removed: ['ssl'],
    added: ['ip.src eq 192.0.2.1'],
    kept: 4,
  });
});
