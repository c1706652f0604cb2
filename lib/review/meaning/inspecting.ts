import { executed, isSwitchedOff, type Rule, runsOnly } from '../../rulesets';
import type { Condition } from './condition';
import type { Protection } from './protection';
import type { ZoneMeaning } from './zone-meaning';

/**
 * Which requests a protection looks at unless a rule skips it: those that match one of the conditions. `undefined` where
 * the plan does not hold what runs it; then any request may be one of them.
 */
export function inspecting(
  { managed, zone }: Pick<ZoneMeaning, 'managed' | 'zone'>,
  protection: Protection,
): readonly Condition[] | undefined {
  if (!zone.isManagedKnown) return undefined;
  const [kind = '', id = ''] = protection.split(/:(.*)/s);
  switch (kind) {
    case 'managed':
      return managed.map(({ condition }) => condition);
    case 'ruleset':
      return managed.filter(({ rulesetId }) => rulesetId === id).map(({ condition }) => condition);
    case 'rule': {
      const [rulesetId, ruleId = ''] = id.split('/');
      return managed.filter((one) => one.rulesetId === rulesetId).flatMap((one) => ofRule(one, ruleId));
    }
    default:
      return undefined;
  }
}

/** A rule that runs a managed ruleset, whole or in part. */
export interface Executing {
  readonly rule: Rule;
  readonly rulesetId: string;
  readonly condition: Condition;
}

/** The rules of a managed phase that are on and run something. */
export function executingRules(
  managed: readonly Rule[],
  conditionOf: (rule: Rule) => Condition,
): readonly Executing[] {
  return managed
    .filter((rule) => rule.enabled !== false && !isSwitchedOff(rule))
    .flatMap((rule) => {
      const rulesetId = executed(rule);
      return rulesetId === undefined ? [] : [{ rule, rulesetId, condition: conditionOf(rule) }];
    });
}

/**
 * Overrides may switch one rule of a ruleset off, or all but some. Where they switch categories, the plan does not say whether
 * the rule has one of them: it is taken for one that runs, so that no loss is missed. Other overrides are compared elsewhere.
 */
function ofRule({ rule, condition }: Executing, ruleId: string): readonly Condition[] {
  return runsOnly(rule, ruleId) === false ? [] : [condition];
}
