import { ManagedRuleset } from '../../managed-rules';
import type { Phase } from '../../rules-language';
import { executed, type Rule } from '../../rulesets';
import { skipKeys } from '../../rulesets/skip-parameters';

const MANAGED = 'http_request_firewall_managed';
const CUSTOM = 'http_request_firewall_custom';
const REQUEST_RULESETS: ReadonlySet<string | undefined> = new Set(ManagedRuleset.all.map(({ id }) => id));

/** The phase of rules that do not tell theirs, where what they do is possible in one only. */
export function likelyPhase(rules: readonly Rule[]): Phase | undefined {
  const phases = new Set(rules.flatMap(phasesOf));
  const [phase] = phases;
  return phases.size === 1 ? phase : undefined;
}

function phasesOf(rule: Rule): readonly Phase[] {
  if (REQUEST_RULESETS.has(executed(rule))) return [MANAGED];
  if (rule.action !== 'skip') return [];
  return skipKeys(rule).flatMap((key): readonly Phase[] => {
    if (key === 'rules' || key === 'rulesets') return [MANAGED];
    return key === 'phases' || key === 'products' ? [CUSTOM] : [];
  });
}
