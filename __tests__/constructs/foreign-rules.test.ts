import { ForeignRules } from '../../lib';
import { refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';

test('stay', () => {
  expect(ForeignRules.keep()).toMatchObject({ policy: 'keep', because: undefined });
});

test('go for a reason', () => {
  expect(ForeignRules.removeAllRulesNotDeclaredInCode({ because: ' 0123456789 ' })).toMatchObject({
    policy: 'remove',
    because: '0123456789',
  });
});

test.each<[string, unknown, string, string, string]>([
  [
    'a reason of 9 characters',
    '123456789',
    'foreign-rules/because',
    '`because` must have at least 10 characters, got: `123456789`',
    'say who agreed that rules made in the dashboard are deleted',
  ],
  [
    'blanks for a reason',
    ' '.repeat(20),
    'foreign-rules/because',
    `\`because\` must have at least 10 characters, got: \`${' '.repeat(20)}\``,
    'say who agreed that rules made in the dashboard are deleted',
  ],
  [
    'no reason',
    undefined,
    'literal/string',
    '`because` must be a string, got: `undefined`',
    'give `because` a value',
  ],
])('do not go for %s', (_title, because, code, message, help) => {
  expect(
    refusalOf(() => ForeignRules.removeAllRulesNotDeclaredInCode({ because: because as string })),
  ).toEqual({ code, message, help });
});

test.each(TOKENS)('do not go for %s', (_title, token) => {
  expect(refusalOf(() => ForeignRules.removeAllRulesNotDeclaredInCode({ because: token as string }))).toEqual(
    tokenRefusal('because'),
  );
});
