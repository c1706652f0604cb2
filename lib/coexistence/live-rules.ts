import type { Phase } from '../exceptions';
import { zoneKey, type ZoneReference } from './zone-address';

/** Every rule of the live entry point as the resource takes it. */
export function liveRulesExpression(key: string): string {
  // By exclusion, so that whatever a newer provider can read is carried along. `logging` belongs to skip rules only,
  // and Cloudflare fills in its default.
  return (
    `flatten([for d in data.cloudflare_ruleset.${key} : [for r in coalesce(d.rules, []) : merge(` +
    `{ for k, v in r : k => v if !contains(["id", "categories"], k) }, ` +
    `{ logging = r.action == "skip" ? coalesce(r.logging, { enabled = true }) : null })]])`
  );
}

/** The set with the id of the live entry point, empty if there is none. */
export function entryPointIdsExpression(zone: ZoneReference, phase: Phase, knownId?: string): string {
  if (knownId !== undefined) return `toset(["${knownId}"])`;
  const rulesets = `data.cloudflare_rulesets.${zoneKey(zone)}.rulesets`;
  return `toset([for r in ${rulesets} : r.id if r.kind == "zone" && r.phase == "${phase}"])`;
}
