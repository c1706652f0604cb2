import type { Rule } from '../../rulesets';
import { type Condition, conditionOf, unless } from './condition';
import { type Executing, executingRules } from './inspecting';
import type { ListMeaning } from './list-contents';
import { contains, deployedIn, endsPhase, type Protection, skippedBy, type ZoneRules } from './protection';

/** One skip rule that is on. */
export interface Skipping {
  readonly rule: Rule;
  readonly condition: Condition;
  readonly protections: readonly Protection[];
}

/** What the rules of a zone do to requests, at one point in time. */
export interface ZoneMeaning {
  readonly zone: ZoneRules;
  readonly skipping: readonly Skipping[];
  /** Rules that end every request they match. */
  readonly blocking: readonly Condition[];
  readonly deployed: readonly string[];
  /** Rules that run a managed ruleset. */
  readonly managed: readonly Executing[];
  readonly lists: ListMeaning;
}

export function meaningOf(zone: ZoneRules, lists: ListMeaning): ZoneMeaning {
  const skipping: Skipping[] = [];
  const blocking: Condition[] = [];
  const stops: Condition[] = [];
  for (const rule of zone.custom.filter(isOn)) {
    const own = conditionOf(rule, lists);
    // A custom rule does nothing for requests that an earlier one lets pass all that follows.
    const condition = unless(own, stops);
    if (rule.action === 'block') blocking.push(condition);
    if (rule.action !== 'skip') continue;
    skipping.push({ rule, condition, protections: skippedBy(rule, zone) });
    if (endsPhase(rule)) stops.push(own);
  }
  for (const rule of zone.managed.filter(isOn)) {
    if (rule.action !== 'skip') continue;
    skipping.push({ rule, condition: conditionOf(rule, lists), protections: skippedBy(rule, zone) });
  }
  const managed = executingRules(zone.managed, (rule) => conditionOf(rule, lists));
  return { zone, skipping, blocking, deployed: deployedIn(zone.managed), managed, lists };
}

/** The rules that take a protection away. */
export function skippingOf({ skipping, zone }: ZoneMeaning, protection: Protection): readonly Skipping[] {
  if (!protection.startsWith(SINGLE)) {
    return skipping.filter(({ protections }) => protections.some((whole) => contains(whole, protection)));
  }
  const position = zone.custom.findIndex(({ ref }) => ref === protection.slice(SINGLE.length));
  const earlier = new Set(zone.custom.slice(0, Math.max(0, position)));
  return skipping.filter(({ rule }) => endsPhase(rule) && earlier.has(rule));
}

const SINGLE = 'custom:';

/**
 * Custom rules, as `custom:<ref>`, of which one version of the zone may skip more than the other: one for all that the
 * same skip rules are before.
 */
export function singleRules(before: ZoneRules, after: ZoneRules): readonly Protection[] {
  const old = stopsBefore(before);
  const groups = new Map<string, Protection>();
  for (const [ref, stops] of stopsBefore(after)) {
    const was = old.get(ref);
    if (was === undefined || stops + was === 0) continue;
    const group = `${was},${stops}`;
    if (!groups.has(group)) groups.set(group, `${SINGLE}${ref}`);
  }
  return [...groups.values()];
}

/** By the `ref` of each rule that is no skip rule: how many rules before it leave out what follows. */
function stopsBefore({ custom }: ZoneRules): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let stops = 0;
  for (const rule of custom) {
    if (isOn(rule) && endsPhase(rule)) stops += 1;
    if (rule.action !== 'skip' && rule.ref !== undefined) counts.set(rule.ref, stops);
  }
  return counts;
}

function isOn({ enabled }: Rule): boolean {
  return enabled !== false;
}
