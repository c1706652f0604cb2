import { ManagedRule } from '../../managed-rules';
import { rulesById, texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

const { id, ruleset } = ManagedRule.OWASP_949110;

export const owaspThreshold = ruleLint(
  'owasp-threshold',
  'warning',
  "an exception for the rule that acts on OWASP's score",
  ({ rule }) =>
    rule.action === 'skip' &&
    !texts(rule, 'rulesets').includes(ruleset.id) &&
    rulesById(rule).get(ruleset.id)?.includes(id) === true
      ? [
          {
            message:
              'the rule 949110 blocks for all OWASP rules: without it none of them blocks these requests',
            help: 'skip the rules that scored, which the Security Event lists, or name the whole ruleset',
          },
        ]
      : [],
);
