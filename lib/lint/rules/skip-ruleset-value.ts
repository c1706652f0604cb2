import { show } from '../../errors';
import { ruleLint } from '../rule';

export const skipRulesetValue = ruleLint(
  'skip-ruleset-value',
  'error',
  '`ruleset` or `phase` with another value than `current`',
  ({ rule: { action, parameters = {} } }) =>
    action !== 'skip'
      ? []
      : (['ruleset', 'phase'] as const)
          .filter(
            (key) => ![undefined, null, 'current'].includes(parameters[key] as string | null | undefined),
          )
          .map((key) => ({
            message: `\`${key}\` can only be \`current\`, got: ${show(parameters[key])}`,
            help: key === 'ruleset' ? 'for other rulesets use `rulesets`' : 'for other phases use `phases`',
          })),
);
