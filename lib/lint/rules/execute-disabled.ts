import { MANAGED_PHASE } from '../../cloudflare';
import { isSwitchedOff, type Rule, stillOn } from '../../rulesets';
import { ruleLint } from '../rule';

export const executeDisabled = ruleLint(
  'execute-disabled',
  'warning',
  'a managed ruleset that is turned off',
  ({ rule, list: { phase } }) => {
    if (rule.action !== 'execute' || phase !== MANAGED_PHASE) return [];
    if (rule.enabled === false) {
      return [
        {
          message: 'the rule is disabled: its managed ruleset does not run',
          help: 'enable it, or narrow what is skipped with an exception',
        },
      ];
    }
    const left = isSwitchedOff(rule) ? 'none on again' : leftText(rule);
    return left === undefined
      ? []
      : [
          {
            message: `\`overrides.enabled: false\` switches every rule of its ruleset off, and ${left}`,
            help: 'remove it from the overrides, or narrow what is skipped with an exception',
          },
        ];
  },
);

/** What the overrides switch on again; `undefined` if they switch nothing off as a whole. */
function leftText(rule: Rule): string | undefined {
  const on = stillOn(rule);
  if (on === undefined) return undefined;
  const { rules, categories } = on;
  const parts = [
    counted(rules.length, 'rule', 'rules'),
    counted(categories.length, 'category', 'categories'),
  ];
  return `only ${parts.filter((part) => part !== '').join(' and ')} on again`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
