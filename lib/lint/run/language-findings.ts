import type { Finding } from '../../rules-language';
import type { Found } from '../rule';
import type { RuleSubject } from '../subject';

/** What `check` calls a name that this phase, or this plan, does not have. */
export const AVAILABILITY_CODES: readonly string[] = ['expression/phase', 'expression/plan'];

/** What Cloudflare refuses in the expressions of a rule, as findings of lint: those whose code is asked for. */
export function errorsIn(
  { errors, countingErrors, rule: { counting } }: RuleSubject,
  isAsked: (code: string) => boolean,
  toFound: (error: Finding) => Found = withCode,
): readonly Found[] {
  if (errors.length + countingErrors.length === 0) return NOTHING;
  return [
    ...errors.filter(({ code }) => isAsked(code)).map(toFound),
    ...countingErrors
      .filter(({ code }) => isAsked(code))
      .map(toFound)
      .map(({ message, ...found }) => ({
        ...found,
        ...counting,
        message: `the counting expression: ${message}`,
      })),
  ];
}

const NOTHING: readonly Found[] = [];

/** Its code stays in the message, for it says more than our id. */
function withCode({ code, message, help, range }: Finding): Found {
  return { message: `${message} [${code}]`, help: help ?? 'correct the expression', range };
}
