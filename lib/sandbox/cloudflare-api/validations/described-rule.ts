import { readValue, ruleShape } from '../../../cloudflare/rule';
import { apiError } from '../http/errors';
import type { Rule } from '../state/state';

/** Checks what a rule holds against the description of a rule with its action: keys, types and ranges of values. */
export function describedRule(rule: Rule, pointer: string): void {
  const [problem] = readValue(rule, ruleShape(rule.action)).problems;
  if (problem === undefined) return;
  const at = `${pointer}${pointerOf(problem.path)}`;
  throw apiError('field', [problem.path, 'rule', `it ${problem.reason}`], at);
}

/** The JSON pointer of a path such as `action_parameters.overrides.rules[0].id`. */
function pointerOf(path: string): string {
  const steps = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)];
  return steps.map(([, quoted, index, name]) => `/${quoted ?? index ?? name ?? ''}`).join('');
}
