import { readRemovals, removalsIn } from '../../../lib/ci/reports/due-removals';

const due = (...kinds: readonly string[]) => kinds.map((kind) => ({ kind, advice: 'remove?' }));
const rule = (label: string, parts: object = {}) => ({
  kind: 'exception',
  label,
  ref: `wafx__dashboard__${label}`,
  due: due('unused'),
  ...parts,
});
const status = (...zones: readonly (readonly object[])[]) => ({ zones: zones.map((rules) => ({ rules })) });
const OURS = ['wafx__dashboard__'];

test.each<[title: string, status: unknown, removals: readonly (readonly [id: string, reason: string])[]]>([
  ['one that is unused', status([rule('a')]), [['a', 'unused']]],
  ['the certain reason', status([rule('a', { due: due('unused', 'ended') })]), [['a', 'ended']]],
  ['one of another namespace', status([rule('a', { ref: 'wafx__shop__a' })]), []],
  ['a rule of others', status([rule('a', { kind: 'foreign' })]), []],
  ['one for a person to judge', status([rule('a', { due: [{ kind: 'unused', advice: 'look' }] })]), []],
  ['one with another thing due', status([rule('a', { due: due('ends-soon', 'blocked-again') })]), []],
  ['nothing due', status([rule('a', { due: [] })]), []],
  ['two zones without a use', status([rule('a')], [rule('a')]), [['a', 'unused']]],
  ['a second zone that needs it', status([rule('a')], [rule('a', { due: [] })]), []],
  [
    'several',
    status([rule('a'), rule('b', { due: due('nothing-to-skip') })]),
    [
      ['a', 'unused'],
      ['b', 'nothing-to-skip'],
    ],
  ],
  ['no report', undefined, []],
])('%s', (_, report, removals) => {
  expect(removalsIn(report, OURS).map(({ id, reason }) => [id, reason])).toEqual(removals);
});

test.each([
  [undefined, 'REMOVALS is not set'],
  ['', 'REMOVALS is not set'],
  ['{}', 'REMOVALS must be the output `removals` of the drift step, got: `{}`'],
])('REMOVALS of %p is refused', (text, message) => {
  expect(() => readRemovals(text)).toThrow(message);
});
