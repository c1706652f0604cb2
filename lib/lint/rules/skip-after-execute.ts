import { ID_PATTERN, MANAGED_PHASE } from '../../cloudflare';
import { show } from '../../errors';
import { RULE_OWNERS } from '../../managed-rules';
import { executed, rulesById, texts } from '../../rulesets';
import { type FoundInList, listLint } from '../rule';

export const skipAfterExecute = listLint(
  'skip-after-execute',
  'warning',
  'an exception after the rule that it should affect',
  ({ list: { rules, phase, isWhole } }) => {
    if (phase !== MANAGED_PHASE) return [];
    const lastRun = new Map<string, number>();
    for (const [position, rule] of rules.entries()) {
      const id = executed(rule);
      if (id !== undefined) lastRun.set(id, position);
    }
    const last = Math.max(-1, ...lastRun.values());
    return rules.flatMap((rule, position): FoundInList[] => {
      if (rule.action !== 'skip') return [];
      if (rule.parameters?.['ruleset'] === 'current') {
        return last >= 0 && position > last
          ? [
              {
                message: 'no managed ruleset runs after this exception: it skips nothing',
                help: 'move it to the top of the list',
                rule: position,
              },
            ]
          : [];
      }
      const targets = new Set([...texts(rule, 'rulesets'), ...rulesById(rule).keys()]);
      return [...targets].filter(canBeRuleset).flatMap((id): FoundInList[] => {
        const run = lastRun.get(id);
        if (run === undefined) {
          if (isWhole !== true || lastRun.size === 0) return [];
          return [
            {
              message: `no rule executes the ruleset ${show(id)}: nothing of it is skipped`,
              help: 'name a ruleset that the zone deploys',
              rule: position,
            },
          ];
        }
        return run > position
          ? []
          : [
              {
                message: `rule ${run + 1} has executed the ruleset ${show(id)} already: nothing of it is skipped`,
                help: `move the exception before rule ${run + 1}`,
                rule: position,
              },
            ];
      });
    });
  },
);

/** Of something else, `managed-id-form` and `managed-rule-not-in-ruleset` tell. */
function canBeRuleset(id: string): boolean {
  return ID_PATTERN.test(id) && !RULE_OWNERS.has(id);
}
