import { MANAGED_PHASE } from '../../cloudflare';
import { ManagedRule } from '../../managed-rules';
import { executed, isSwitchedOff, type Rule, runsOnly, stillOn, switchedOffBy } from '../../rulesets';
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
    const problem =
      left === undefined
        ? thresholdProblem(rule)
        : `${switchedOffText(rule)} switches ${WHOLE} off, and ${left}`;
    return problem === undefined
      ? []
      : [
          {
            message: problem,
            help: 'remove it from the overrides, or narrow what is skipped with an exception',
          },
        ];
  },
);

const WHOLE = 'every rule of its ruleset';
const { id: THRESHOLD, ruleset: OWASP } = ManagedRule.OWASP_949110;

function switchedOffText(rule: Rule): string {
  return switchedOffBy(rule) === 'enabled'
    ? '`overrides.enabled: false`'
    : '`enabled: false` of all four paranoia levels';
}

/** OWASP rules only score: what acts on their sum may be off. */
function thresholdProblem(rule: Rule): string | undefined {
  return executed(rule) === OWASP.id && runsOnly(rule, THRESHOLD) === false
    ? 'the overrides switch the rule 949110 off, which blocks for all OWASP rules: none of them blocks'
    : undefined;
}

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
