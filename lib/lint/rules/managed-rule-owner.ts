import { ManagedRule } from '../../managed-rules';
import { rulesById } from '../../rulesets';
import { ruleLint } from '../rule';

const OWNERS = new Map(ManagedRule.all.map((rule) => [rule.id, rule]));

export const managedRuleOwner = ruleLint(
  'managed-rule-owner',
  'a managed rule under a ruleset that does not have it',
  ({ rule }) =>
    [...rulesById(rule)].flatMap(([rulesetId, ids]) =>
      ids.flatMap((id) => {
        const known = OWNERS.get(id);
        if (known === undefined || known.ruleset.id === rulesetId) return [];
        return [
          {
            message: `the rule \`${id}\` (${known.title}) is not part of the ruleset named here`,
            help: `name it under \`${known.ruleset.id}\`, the ${known.ruleset.title}`,
          },
        ];
      }),
    ),
);
