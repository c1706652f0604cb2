import { ruleLint } from '../rule';

const FORM = /^\s*\([\s\S]*\)\s*(?:and|&&)\s*cf\.zone\.plan\s*(?:eq|==)\s*"ENT"\s*$/;

export const accountExpression = ruleLint(
  'account-expression',
  'a rule of the account that is not limited to Enterprise zones',
  ({ rule, list: { kind }, expression }) =>
    kind !== 'root' || expression === undefined || FORM.test(rule.expression)
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
