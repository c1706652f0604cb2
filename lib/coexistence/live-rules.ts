import type { Phase } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { entryPointKey, zoneKey, type ZoneReference } from './zone-address';

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

/** Whether the reading found an entry point: a data source turns a malformed answer into nulls, as if it had no rules. */
export function isAnswerComplete({ zone, phase }: Pick<EntryPointSpec, 'zone' | 'phase'>): string {
  const read = `data.cloudflare_ruleset.${entryPointKey(zone, phase)}`;
  return `alltrue([for d in ${read} : try(d.phase == "${phase}" && d.kind == "zone" && can(tonumber(d.version)), false)])`;
}

/** The id of the live entry point, as a set or a map of one element; empty if there is none. */
export function entryPointIdsExpression(zone: ZoneReference, phase: Phase, knownId?: string): string {
  // Terraform shows the key beside Cloudflare's 404, which no condition can catch.
  if (knownId !== undefined) return `{ "${KEY_OF_KNOWN_ID}" = "${knownId}" }`;
  const rulesets = `data.cloudflare_rulesets.${zoneKey(zone)}.rulesets`;
  return `toset([for r in ${rulesets} : r.id if r.kind == "zone" && r.phase == "${phase}"])`;
}

const KEY_OF_KNOWN_ID =
  'entryPointIds of the ZoneWaf names it: if it is not found, somebody deleted it, so remove the id';
