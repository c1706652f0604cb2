import { ForeignRules } from '../../lib';
import { refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';

test('stay', () => {
  expect(ForeignRules.keep()).toMatchObject({ policy: 'keep', reason: undefined });
});

test('go for a reason', () => {
  expect(ForeignRules.removeAllButManagedRulesets({ reason: ' 0123456789 ' })).toMatchObject({
    policy: 'remove',
    reason: '0123456789',
  });
});

test.each<[string, unknown, string, string, string]>([
  [
    'a reason of 9 characters',
    '123456789',
    'foreign-rules/reason',
    '`reason` must have at least 10 characters, got: `123456789`',
    'say who agreed that rules made in the dashboard are deleted',
  ],
  [
    'blanks for a reason',
    ' '.repeat(20),
    'foreign-rules/reason',
    `\`reason\` must have at least 10 characters, got: \`${' '.repeat(20)}\``,
    'say who agreed that rules made in the dashboard are deleted',
  ],
  [
    'no reason',
    undefined,
    'literal/string',
    '`reason` must be a string, got: `undefined`',
    'give `reason` a value',
  ],
])('do not go for %s', (_title, reason, code, message, help) => {
  expect(refusalOf(() => ForeignRules.removeAllButManagedRulesets({ reason: reason as string }))).toEqual({
    code,
    message,
    help,
  });
});

test.each(TOKENS)('do not go for %s', (_title, token) => {
  expect(refusalOf(() => ForeignRules.removeAllButManagedRulesets({ reason: token as string }))).toEqual(
    tokenRefusal('reason'),
  );
});
