import type { Rule } from '../../../scripts/demo/entry-points';
import { compareForeignRules } from '../../../scripts/demo/foreign-rules';

const rule = (ref: string, other: Partial<Rule> = {}): Rule => ({
  id: `id of ${ref}`,
  ref,
  action: 'block',
  enabled: true,
  ...other,
});
const OURS = 'wafx__us__a';
const THEIRS = 'wafx__them__b';
const compare = (before: readonly Rule[], after: readonly Rule[]) =>
  compareForeignRules([{ phase: 'p', rules: before }], [{ phase: 'p', rules: after }], [OURS]);

test('rules that stay as they are, below ours', () => {
  expect(compare([rule('x'), rule('y')], [rule(OURS), rule('x'), rule('y')])).toEqual({
    kept: 'all 2 rules of others have the same content, id, ref and version, in the same order',
  });
});

test('an exception of others that ours lifts above the other rules is named', () => {
  const before = [rule('x'), rule('y'), rule(THEIRS)];
  expect(compare(before, [rule(THEIRS), rule(OURS), rule('x'), rule('y')])).toEqual({
    kept: `all 3 rules of others have the same content, id, ref and version, in the same order but for ${THEIRS} (from 3 to 1): exceptions go above all other rules`,
  });
  // On top already: ours only comes between.
  expect(compare([rule(THEIRS), rule('x')], [rule(OURS), rule(THEIRS), rule('x')])).toEqual({
    kept: 'all 2 rules of others have the same content, id, ref and version, in the same order',
  });
});

test.each<[string, readonly Rule[], string]>([
  ['a rule is gone', [rule('x')], 'the rule y of p is gone'],
  ['a rule is switched off', [rule('x'), rule('y', { enabled: false })], 'the rule y of p changed'],
  ['two change places', [rule('y'), rule('x')], 'the order of the rules of others in p changed'],
  [
    'there is one that nobody declared',
    [rule('x'), rule('y'), rule('z\u001b[2J')],
    'p has a rule that no stack declares: z\\u{1b}[2J',
  ],
])('says that %s', (_title, after, problem) => {
  expect(compare([rule('x'), rule('y')], [rule(OURS), ...after])).toEqual({ problem });
});
