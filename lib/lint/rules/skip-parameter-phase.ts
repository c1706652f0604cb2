import { skipKeysOf } from '../../cloudflare/rule/skip-parameters';
import { skipKeys } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

export const skipParameterPhase = ruleLint(
  'skip-parameter-phase',
  'error',
  'a skip parameter that the phase of the rule does not have',
  ({ rule, list: { phase = '' } }) => {
    const allowed = skipKeysOf(phase);
    if (rule.action !== 'skip' || allowed === undefined) return [];
    return skipKeys(rule)
      .filter((key) => !allowed.includes(key))
      .map((key) => ({
        message: `\`${key}\` cannot be skipped from the phase \`${phase}\``,
        help: `use one of: ${allowed.join(', ')}`,
      }));
  },
);
