import { CUSTOM_RULES_BY_PLAN } from '../cloudflare';
import { type CustomRuleLimits } from '../exceptions';
import { expression, type TerraformObject } from './terraform-text';
import { zoneKey, zoneProvider, type ZoneReference } from './zone-address';

/** The local with the zone's Cloudflare plan, such as `pro`; null where Cloudflare names none that we know. */
export function planLocal(zone: ZoneReference): string {
  return `local.${zoneKey(zone)}_plan`;
}

/**
 * The zone's plan as Cloudflare holds it: code may be wrong about it, and a plan that allows less is refused at the
 * write. In a `for`, so that a provider that no longer has the attribute means "not known".
 *
 * @param isNeeded False leaves a zone that is named by its id unread.
 */
export function zonePlanTerraform(zone: ZoneReference, isNeeded: boolean): TerraformObject {
  const key = zoneKey(zone);
  if ('id' in zone && !isNeeded) return { locals: { [`${key}_plan`]: expression('null') } };
  const zones = 'id' in zone ? `[data.cloudflare_zone.${key}]` : `data.cloudflare_zones.${key}.result`;
  return {
    ...('id' in zone
      ? { data: { cloudflare_zone: { [key]: { ...zoneProvider(zone), zone_id: zone.id } } } }
      : {}),
    locals: { [`${key}_plan`]: expression(`one([for z in ${zones} : ${knownPlan('z.plan.legacy_id')}])`) },
  };
}

/**
 * The attribute is deprecated, because it cannot be set any more, and no other one says it. OpenTofu 1.12 warns of each value
 * that derives from it, at every plan; what `can` answers derives from nothing.
 */
function knownPlan(attribute: string): string {
  return `one([for p in ${JSON.stringify(Object.keys(CUSTOM_RULES_BY_PLAN))} : p if can(regex("^\${p}$", ${attribute}))])`;
}

/** Terraform expression: the zone's plan is one that we know. */
export function isKnownPlan(zone: ZoneReference): string {
  return `${planLocal(zone)} != null`;
}

/** Terraform expression: the zone's number of these limits; null where none is known. */
export function limitExpression(zone: ZoneReference, { other, ...limits }: CustomRuleLimits): string {
  return `try(${JSON.stringify(limits)}[${planLocal(zone)}], ${JSON.stringify(other)})`;
}
