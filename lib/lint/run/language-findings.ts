import type { ExpressionUse } from '../../cloudflare/rule';
import type { ExpressionFinding } from '../../rules-language';
import type { Found } from '../rule';
import type { RuleSubject } from '../subject';

/** What `check` calls a name that this phase, or this plan, does not have. */
export const AVAILABILITY_CODES: readonly string[] = ['expression/phase', 'expression/plan'];

/** What Cloudflare refuses in the expressions of a rule, as findings of lint: those whose code is asked for. */
export function errorsIn(
  { errors, innerErrors }: RuleSubject,
  isAsked: (code: string) => boolean,
  toFound: (error: ExpressionFinding) => Found = withCode,
): readonly Found[] {
  if (errors.length + innerErrors.length === 0) return NOTHING;
  return [
    ...errors.filter(({ code }) => isAsked(code)).map(toFound),
    ...innerErrors.flatMap(({ of, errors: inner }) =>
      inner
        .filter(({ code }) => isAsked(code))
        .map(toFound)
        .map(({ message, ...found }) => ({
          ...found,
          expression: of.text,
          path: of.path,
          message: `${TITLES[of.use]}: ${message}`,
        })),
    ),
  ];
}

const TITLES: Readonly<Record<ExpressionUse, string>> = {
  characteristic: 'a characteristic',
  counting: 'the counting expression',
  value: 'the expression for a value',
};
const NOTHING: readonly Found[] = [];

/** Its code stays in the message, for it says more than our id. */
function withCode({ code, message, help, range }: ExpressionFinding): Found {
  return { message: `${message} [${code}]`, help: help ?? 'correct the expression', range };
}
