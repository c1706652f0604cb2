import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import { isSkippable, Skip, type SkippableFeature } from '../exceptions';
import { ManagedRule, ManagedRuleset } from '../managed-rules';
import { rulesById, type Rule, skipKeys, texts } from '../rulesets';

/**
 * What a skip rule skips, as an exception says it; a text says why none can.
 *
 * @param above The rules before it: an exception comes before all of them.
 */
export function skipOf(rule: Rule, phase: string, above: readonly Rule[]): Skip | string {
  const skip = ownSkipOf(rule, phase);
  if (typeof skip === 'string') return skip;
  const executed = above.filter(({ action, enabled }) => action === 'execute' && enabled !== false);
  const skipsExecuted =
    phase === MANAGED_PHASE &&
    executed.some(
      ({ parameters = {} }) =>
        skip.phase !== MANAGED_PHASE || skip.rulesetIds.includes(String(parameters['id'])),
    );
  return skipsExecuted
    ? 'it comes after managed rules that it does not skip, but an exception comes first and would skip them'
    : skip;
}

function ownSkipOf(rule: Rule, phase: string): Skip | string {
  const keys = skipKeys(rule);
  const only = (...wanted: readonly string[]) => keys.length > 0 && keys.every((key) => wanted.includes(key));
  if (keys.includes('ruleset')) {
    // Whatever is left of the managed phase is what skipping that phase skips.
    if (phase === MANAGED_PHASE && only('ruleset') && skipsCurrent(rule)) return Skip.allManagedRules();
    return 'it skips the rest of its ruleset (`ruleset: current`), including custom rules, which no exception does';
  }
  if (phase === MANAGED_PHASE && only('rules')) {
    const rules = [...rulesById(rule)].flatMap(([ruleset, ids]) =>
      ids.map((id) => ManagedRule.fromId(ManagedRuleset.fromId(ruleset), id)),
    );
    const [first, ...others] = rules;
    return first === undefined ? 'it skips nothing' : Skip.managedRules(first, ...others);
  }
  if (phase === MANAGED_PHASE && only('rulesets')) {
    const [first, ...others] = texts(rule, 'rulesets').map((id) => ManagedRuleset.fromId(id));
    return first === undefined ? 'it skips nothing' : Skip.managedRulesets(first, ...others);
  }
  if (phase !== CUSTOM_PHASE || !only('phases', 'products')) {
    return 'an exception cannot express what it skips';
  }
  const all = [...texts(rule, 'phases'), ...texts(rule, 'products')];
  const features = all.filter((name) => name !== MANAGED_PHASE);
  const unknown = features.find((name) => !isSkippable(name));
  if (unknown !== undefined) return `it skips \`${unknown}\`, which no exception does`;
  const [first, ...others] = features as readonly SkippableFeature[];
  if (all.includes(MANAGED_PHASE))
    return Skip.allManagedRules(first === undefined ? {} : { alsoSkip: [first, ...others] });
  return first === undefined ? 'it skips nothing' : Skip.features(first, ...others);
}

/** Whether a rule skips the rules after it in its own ruleset. */
export function skipsCurrent({ action, parameters = {} }: Rule): boolean {
  return action === 'skip' && parameters['ruleset'] === 'current';
}
