import { MANAGED_PHASE, skippableTitle } from '../cloudflare';
import type { DeployedRuleset, EffectiveRule } from '../deployed-rules';
import { type Rule, rulesById, texts } from '../rulesets';
import { rulesetTitle, ruleTitle } from '../trace';
import type { LastChange } from './live-zone';
import type { SkippedEffect, SkippedStatus } from './report';

/** What each thing that a rule skips would do, were it not skipped. */
export function skippedOf(
  rule: Rule,
  deployed: readonly DeployedRuleset[],
  changes: ReadonlyMap<string, LastChange>,
): readonly SkippedStatus[] {
  const all = (): Found => best(deployed.map(ofRuleset));
  const isAll = rule.parameters?.['ruleset'] === 'current' || rule.parameters?.['phase'] === 'current';
  return [
    ...texts(rule, 'phases').map((phase) =>
      phase === MANAGED_PHASE
        ? status('every managed rule', all())
        : status(skippableTitle(phase), { effect: 'unknown' }),
    ),
    ...texts(rule, 'products').map((product) => status(skippableTitle(product), { effect: 'unknown' })),
    // Among the custom rules these are rules of the zone, which nothing here judges.
    ...(isAll ? [status('all rules after it', { effect: 'unknown' })] : []),
    ...texts(rule, 'rulesets').map((id) => status(nameOf(id), best(byId(id).map(ofRuleset)))),
    ...[...rulesById(rule)].flatMap(([rulesetId, ids]) =>
      ids.map((id) => status(titleOf(id), best(byId(rulesetId).map((ruleset) => ofRule(ruleset, id))))),
    ),
  ];

  function byId(id: string): readonly DeployedRuleset[] {
    return deployed.filter((ruleset) => ruleset.id === id);
  }

  function nameOf(id: string): string {
    return byId(id)[0]?.name ?? rulesetTitle(id);
  }

  function titleOf(id: string): string {
    const known = deployed.flatMap(({ rules = [] }) => rules).find((one) => one.id === id);
    if (known !== undefined) return known.title;
    const title = ruleTitle(id);
    return title === id ? `rule ${id}` : title;
  }

  function status(title: string, { effect, from = [] }: Found): SkippedStatus {
    // It is so since the last change of whatever makes it so, or longer.
    const times = from.flatMap((id) => changes.get(id)?.at ?? []);
    const isKnown = effect !== 'acts' && effect !== 'unknown' && times.length > 0;
    return { title, effect, since: isKnown ? Math.max(...times) : undefined };
  }
}

interface Found {
  readonly effect: SkippedEffect;
  /** Ids of the rules and rulesets that make it so. */
  readonly from?: readonly string[];
}

/** From what protects most to what does not protect. */
const ORDER: readonly SkippedEffect[] = ['acts', 'unknown', 'logs', 'disabled', 'gone'];

/** What several together do: as much as the one that does most. */
function best(found: readonly Found[]): Found {
  const effect = ORDER.find((one) => found.some((other) => other.effect === one));
  if (effect === undefined) return { effect: 'gone' };
  return { effect, from: found.flatMap(({ from = [] }) => from) };
}

function ofRuleset(ruleset: DeployedRuleset): Found {
  const from = sourcesOf(ruleset);
  if (!ruleset.isRunning) return { effect: 'disabled', from };
  if (ruleset.rules === undefined) return { effect: 'unknown' };
  return best(ruleset.rules.map((rule) => ({ effect: effectOf(rule, ruleset), from })));
}

function ofRule(ruleset: DeployedRuleset, id: string): Found {
  const from = sourcesOf(ruleset);
  if (!ruleset.isRunning) return { effect: 'disabled', from };
  if (ruleset.rules === undefined) return { effect: 'unknown' };
  const rule = ruleset.rules.find((one) => one.id === id);
  return rule === undefined
    ? { effect: 'gone', from: [ruleset.id] }
    : { effect: effectOf(rule, ruleset), from };
}

function effectOf(rule: EffectiveRule, { rules = [] }: DeployedRuleset): SkippedEffect {
  if (!rule.isEnabled) return 'disabled';
  if (rule.action !== 'score') return rule.action === 'log' ? 'logs' : 'acts';
  // A score is worth what the rule does that acts on it.
  const acting = rules.filter(({ scoreThreshold }) => scoreThreshold !== undefined);
  if (acting.length === 0 || acting.some(({ isEnabled, action }) => isEnabled && action !== 'log'))
    return 'acts';
  return acting.some(({ isEnabled }) => isEnabled) ? 'logs' : 'disabled';
}

/** What decides about the rules of a ruleset: the rule that executes it, and Cloudflare's own defaults. */
function sourcesOf({ id, by }: DeployedRuleset): readonly string[] {
  return by.id === undefined ? [id] : [by.id, id];
}
