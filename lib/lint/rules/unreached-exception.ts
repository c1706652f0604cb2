import type { Rule } from '../../rulesets';
import { skipsAllOf } from '../questions/coverage';
import { Barriers } from '../questions/unreached';
import { type FoundInList, listLint } from '../rule';

export const unreachedException = listLint(
  'unreached-exception',
  'warning',
  'an exception that none of its requests reaches',
  ({ list: { rules }, expressions }) => {
    const barriers = new Barriers();
    return rules.flatMap((rule, position): FoundInList[] => {
      const expression = expressions[position];
      if (expression === undefined || rule.enabled === false || rule.unknown !== undefined) return [];
      const barrier = rule.action === 'skip' ? barriers.before(expression) : undefined;
      if (isBarrier(rule)) barriers.add({ position, expression });
      const before = barrier && rules[barrier.position];
      // Of one that skips the same, `shadowed-exception` and `duplicate-exception` tell.
      if (barrier === undefined || before === undefined || isSame(before, rule)) return [];
      const name = `rule ${barrier.position + 1}`;
      return [
        {
          message:
            before.action === 'block'
              ? `${name} blocks every request of this exception before it: nothing is skipped`
              : `${name} skips the rest of the rules for every request of this exception, and so the exception too`,
          help: `move it before ${name}, or remove it`,
          rule: position,
        },
      ];
    });
  },
);

/** It ends the request, or what follows is not evaluated for it. Whoever passes a challenge goes on. */
function isBarrier({ action, parameters = {} }: Rule): boolean {
  const skipsRest = parameters['ruleset'] === 'current' || parameters['phase'] === 'current';
  return action === 'block' || (action === 'skip' && skipsRest);
}

function isSame(before: Rule, rule: Rule): boolean {
  return before.action === 'skip' && skipsAllOf(before, rule);
}
