import { lossesOf } from '../../lib/preflight/carried/carried-rule';
import { CARRIED, execute, LOSSES, rule } from './rule-shapes';

test.each(CARRIED)('%s is carried without a word', (_name, shape) => {
  expect(lossesOf(shape)).toEqual([]);
});

test.each(LOSSES)('%s is reported', (_name, shape, expected) => {
  expect(lossesOf(shape).map(({ effect, path }) => `${effect} ${path}`)).toEqual(expected);
});

test('a loss holds the live value and tells what would happen', () => {
  expect(lossesOf(execute({ version: '41', overrides: { enabled: true, status: { a: 1 } } }))).toEqual([
    {
      effect: 'lost',
      path: 'action_parameters.version',
      value: '41',
      reason: 'Terraform cannot pin a version of a ruleset: the rule would run the latest one',
    },
    {
      effect: 'lost',
      path: 'action_parameters.overrides.status',
      value: { a: 1 },
      reason: 'Terraform does not know it and would write the rule without it',
    },
  ]);
});

test.each([
  ['cafe\u0301 x', 'U+0065 U+0301 would become U+00E9 at character 4'],
  ['\ud83d\ude80u\u0308', 'U+0075 U+0308 would become U+00FC at character 2'],
  ['a\ud800', 'U+D800 would become U+FFFD at character 2'],
])('text that looks the same is told apart by code points: %j', (description, change) => {
  expect(lossesOf(rule({ action: 'block', description }))).toEqual([
    expect.objectContaining({
      value: description,
      reason: `Terraform brings text to Unicode form C: ${change}`,
    }),
  ]);
});
