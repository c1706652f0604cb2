import { type CheckedPhase, CUSTOM_PHASE, MANAGED_PHASE, RATE_LIMIT_PHASE } from '../../cloudflare';
import { ManagedRuleset } from '../../managed-rules';
import { executed, type Rule } from '../../rulesets';
import { skipKeys } from '../../rulesets/skip-parameters';

const REQUEST_RULESETS: ReadonlySet<string | undefined> = new Set(ManagedRuleset.all.map(({ id }) => id));

/** The phase of rules that do not tell theirs, where what they do is possible in one only. */
export function likelyPhase(rules: readonly Rule[]): CheckedPhase | undefined {
  const phases = new Set(rules.flatMap(phasesOf));
  const [phase] = phases;
  return phases.size === 1 ? phase : undefined;
}

function phasesOf(rule: Rule): readonly CheckedPhase[] {
  if (rule.rateLimit !== undefined) return [RATE_LIMIT_PHASE];
  if (REQUEST_RULESETS.has(executed(rule))) return [MANAGED_PHASE];
  if (rule.action !== 'skip') return [];
  return skipKeys(rule).flatMap((key): readonly CheckedPhase[] => {
    if (key === 'rules' || key === 'rulesets') return [MANAGED_PHASE];
    return key === 'phases' || key === 'products' ? [CUSTOM_PHASE] : [];
  });
}
