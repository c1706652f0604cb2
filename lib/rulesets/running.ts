import type { Rule } from './rule';
import { executed } from './skip-parameters';
import { isSwitchedOff } from './switched-off';

/** Whether an `execute` rule runs any rule of its ruleset, for the requests that it matches. */
export function isRunning(rule: Rule): boolean {
  return (
    executed(rule) !== undefined &&
    rule.enabled !== false &&
    rule.expression.trim() !== 'false' &&
    !isSwitchedOff(rule)
  );
}
