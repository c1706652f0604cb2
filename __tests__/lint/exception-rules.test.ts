import { PROP_FINDINGS } from '../../lib/exceptions';
import { EXCEPTION_RULES } from '../../lib/lint/exception-rules';
import { LINT_RULES } from '../../lib/lint/rules';

/** Lint rules about one rule that a construct need not run, and why. Those about lists and files cannot run there. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.keys(PROP_FINDINGS).map((id) => [id, 'the props tell it, in their own words']),
  ),
  'account-expression': 'an exception is a rule of a zone',
  'action-name': 'an exception skips',
  'description-length': 'the props have limits of their own',
  'execute-disabled': 'an exception does not execute',
  expired: 'an error of the synth, which nobody can accept',
  'logging-not-skip': 'an exception skips',
  'missing-description': 'it is made of the reason, which is required',
  'missing-ref': 'it always has one',
  'mixed-operators': 'a text has parentheses, and a tree has not',
  'octal-integer': 'a text has leading zeros, and a tree has not',
  'paranoia-levels': 'an exception does not execute',
  'rate-limit-parameters': 'an exception is no rate limit',
  'skip-in-account-entry-point': 'an exception is a rule of a zone',
  'unknown-key': 'its keys are those of the library',
  'value-form': 'the props are checked, and the types are those of the library',
  'time-unit': 'the construct turns the last day into seconds',
};

test('a construct runs every lint rule about one rule, but those with a reason', () => {
  const run = LINT_RULES.filter(
    ({ id, scope }) => scope !== 'list' && scope !== 'document' && !Object.hasOwn(LEFT_OUT, id),
  );
  expect(EXCEPTION_RULES.map(({ id }) => id)).toEqual(run.map(({ id }) => id));
});

test('each reason is that of a lint rule', () => {
  const ids: readonly string[] = [...LINT_RULES.map(({ id }) => id), 'unused-accept'];
  expect(Object.keys(LEFT_OUT).filter((id) => !ids.includes(id))).toEqual([]);
});
