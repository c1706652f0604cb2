import { CUSTOM_PHASE, MANAGED_PHASE, RATE_LIMIT_PHASE } from '../../cloudflare';
import type { Expression } from '../../rules-language';
import { ruleLint } from '../rule';

/** Phases of the WAF: an account has its own rules there. Bulk redirects and DDoS overrides have no such form. */
const PHASES: readonly unknown[] = [CUSTOM_PHASE, MANAGED_PHASE, RATE_LIMIT_PHASE];
const FORM = /^\s*\([\s\S]*\)\s*(?:and|&&)\s*cf\.zone\.plan\s*(?:eq|==)\s*"ENT"\s*$/;
/** Every Enterprise zone. */
const ALL = /^[\s(]*cf\.zone\.plan\s*(?:eq|==)\s*"ENT"[\s)]*$/;

export const accountExpression = ruleLint(
  'account-expression',
  'error',
  'a rule of the account that is not limited to Enterprise zones',
  ({ rule, list: { kind, phase }, expression }) =>
    kind !== 'root' ||
    expression === undefined ||
    !PHASES.includes(phase) ||
    hasForm(rule.expression, expression)
      ? []
      : [
          {
            message:
              'the expression of an account rule ends with `and cf.zone.plan eq "ENT"`, behind parentheses',
            help: 'write (...) and cf.zone.plan eq "ENT"',
            range: expression.range,
          },
        ],
);

/** In `(a) or (b) and cf.zone.plan eq "ENT"`, the plan holds for `b` only. */
function hasForm(text: string, expression: Expression): boolean {
  const isConjunction = expression.kind === 'logical' && expression.operator === 'and';
  return ALL.test(text) || (isConjunction && FORM.test(text));
}
