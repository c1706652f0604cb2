import { MANAGED_PHASE } from '../../cloudflare';
import { show } from '../../errors';
import { executed, rulesById, type Rule, texts } from '../../rulesets';
import { documentLint } from '../rule';

export const accountRulesRemain = documentLint(
  'account-rules-remain',
  'warning',
  'an exception of a zone for a managed ruleset that the account executes too',
  ({ lists }) => {
    const ofAccount = new Set(
      lists
        .filter(({ list: { kind, phase } }) => kind === 'root' && phase === MANAGED_PHASE)
        .flatMap(({ list: { rules } }) => rules.filter(({ enabled }) => enabled !== false).map(executed)),
    );
    return lists.flatMap(({ list: { kind, phase, rules } }, where) => {
      if (kind === 'root' || phase !== MANAGED_PHASE) return [];
      return rules.flatMap((rule, position) =>
        targetsOf(rule)
          .filter((id) => ofAccount.has(id))
          .map((id) => ({
            message: `the account executes the ruleset ${show(id)} as well, before the zone does: there it stays on`,
            help: 'write the exception into the entry point of the account',
            where,
            rule: position,
          })),
      );
    });
  },
);

function targetsOf(rule: Rule): readonly string[] {
  return rule.action === 'skip' && rule.enabled !== false
    ? [...new Set([...texts(rule, 'rulesets'), ...rulesById(rule).keys()])]
    : [];
}
