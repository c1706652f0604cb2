import type { ExceptionPhase } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { READABLE_PARAMETERS } from './rule-expressions';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneKey, type ZoneReference } from './zone-address';

type Place = Pick<EntryPointSpec, 'zone' | 'phase'>;

/** What the first reading found, and its rules as the resource takes them. */
export function liveRulesLocals({ zone, phase }: Place): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    // The one reference to the data source: Terraform unpacks all of its rules for each of them.
    [`${key}_read`]: expression(
      `{ for id, d in data.cloudflare_ruleset.${key} : id => { phase = d.phase, kind = d.kind, version = d.version, rules = d.rules } }`,
    ),
    // By exclusion, so that whatever a newer provider can read is carried along. The provider makes an object of nulls
    // of parameters that a rule does not have, and then checks each of them at each plan. `logging` belongs to skip
    // rules only, and Cloudflare fills in its default.
    [`${key}_live`]: expression(
      `flatten([for d in local.${key}_read : [for r in coalesce(d.rules, []) : merge(` +
        `{ for k, v in r : k => v if !contains(["id", "categories"], k) }, ` +
        `{ action_parameters = length(${READABLE_PARAMETERS}) == 0 ? null : r.action_parameters, ` +
        `logging = r.action == "skip" ? coalesce(r.logging, { enabled = true }) : null })]])`,
    ),
  };
}

/** Whether the reading found an entry point: a data source turns a malformed answer into nulls, as if it had no rules. */
export function isAnswerComplete({ zone, phase }: Place): string {
  return `alltrue([for d in local.${entryPointKey(zone, phase)}_read : try(d.phase == "${phase}" && d.kind == "zone" && tonumber(d.version) >= 0, false)])`;
}

/** The version that the first reading found. */
export function readVersionLocal({ zone, phase }: Place): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    [`${key}_version`]: expression(`try(coalesce(one(values(local.${key}_read)).version), "none")`),
  };
}

/** Terraform expression: the version that the first reading found, or a word that is no number. */
export function readVersion(key: string): string {
  return `local.${key}_version`;
}

/** The id of the live entry point, as a set or a map of one element; empty if there is none. */
export function entryPointIdsExpression(
  zone: ZoneReference,
  phase: ExceptionPhase,
  knownId?: string,
): string {
  // Terraform shows the key beside Cloudflare's 404, which no condition can catch.
  if (knownId !== undefined) return `{ "${KEY_OF_KNOWN_ID}" = "${knownId}" }`;
  const rulesets = `data.cloudflare_rulesets.${zoneKey(zone)}.rulesets`;
  return `toset([for r in ${rulesets} : r.id if r.kind == "zone" && r.phase == "${phase}"])`;
}

const KEY_OF_KNOWN_ID =
  'entryPointIds of the ZoneWaf names it: if it is not found, someone deleted it, so remove the id';
