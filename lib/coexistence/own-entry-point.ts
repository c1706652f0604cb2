import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { readVersion } from './live-rules';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneIdValue, zoneProvider } from './zone-address';

type Place = Pick<EntryPointSpec, 'zone' | 'phase'>;

/**
 * The entry point that the state of this stack knows, whatever the list of rulesets shows, is read once more after
 * Terraform has refreshed the state: what is compared with the code was read before that.
 *
 * A plan that writes nothing needs no such reading: Terraform found the rules that the first one found, and knows their
 * version. Where it plans a write of which that reading knows nothing, because someone changed the rules in between,
 * an answer was incomplete, or the state was not refreshed, the version is unknown until the apply. A `for_each` takes
 * nothing unknown, so it refuses the plan; Terraform shows the comment with it.
 */
export function readOwn(place: Place): TerraformObject {
  const key = entryPointKey(place.zone, place.phase);
  const isOther = `try(r.version != ${readVersion(key)}, true)`;
  return {
    [`${key}_own`]: {
      ...zoneProvider(place.zone),
      // A direct reference to the resource would put the reading off to the apply, which is too late.
      for_each: expression(
        `/* ${refusal(place)} */ { for k, r in local.${key}_state : k => r.id if local.${key}_in_sync && length(local.${key}_ids) > 0 ? ${isOther} : true }`,
      ),
      zone_id: zoneIdValue(place.zone),
      id: expression('each.value'),
    },
  };
}

/** What the state says, and what reading it again found; each with the one reference that Terraform unpacks rules for. */
export function readOwnLocals({ zone, phase }: Place): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    [`${key}_state`]: expression(
      `{ for k, r in cloudflare_ruleset.${key} : k => { id = r.id, version = r.version } }`,
    ),
    [`${key}_own`]: expression(`{ for k, r in local.${key}_state : k => r.id }`),
    [`${key}_own_read`]: expression(
      `{ for k, d in data.cloudflare_ruleset.${key}_own : k => { version = d.version, rules = d.rules } }`,
    ),
  };
}

/** Stands in the line that Terraform shows, before advice of its own that would pass by the checks. */
function refusal(place: Place): string {
  return `Someone changed ${entryPointTitle(place)} while this plan was made, or Cloudflare gave two different answers. Nothing was written: plan again, and without -target.`;
}

/** What to say where two readings of one plan found two versions. */
export function changedMeanwhile(place: Place): string {
  return `Someone changed ${entryPointTitle(place)} while this plan was made. Nothing was written: plan again.`;
}
