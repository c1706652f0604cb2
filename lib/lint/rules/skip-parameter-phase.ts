import { type SkipKey, skipKeys } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

/** What a skip rule may name, by the phase that it stands in. */
const KEYS_BY_PHASE: Readonly<Partial<Record<string, readonly SkipKey[]>>> = {
  http_request_firewall_custom: ['ruleset', 'phase', 'phases', 'products'],
  http_request_firewall_managed: ['ruleset', 'rulesets', 'rules'],
};

export const skipParameterPhase = ruleLint(
  'skip-parameter-phase',
  'error',
  'a skip parameter that the phase of the rule does not have',
  ({ rule, list: { phase = '' } }) => {
    const allowed = KEYS_BY_PHASE[phase];
    if (rule.action !== 'skip' || allowed === undefined) return [];
    return skipKeys(rule)
      .filter((key) => !allowed.includes(key))
      .map((key) => ({
        message: `\`${key}\` cannot be skipped from the phase \`${phase}\``,
        help: `use one of: ${allowed.join(', ')}`,
      }));
  },
);
