import type { ExceptionPhase } from '../exceptions';
import { PHASES } from '../exceptions';
import { expression } from './terraform-text';

/**
 * How a stack names one zone in Terraform. The names follow from the zone and the phase alone, so that moving or
 * renaming constructs and variables in code never moves an object in the state.
 */
export type ZoneReference =
  { readonly id: string } | { readonly name: string; readonly accountId: string | undefined };

/** Start of every Terraform name that belongs to the zone. Dots are the one character that names cannot carry. */
export function zoneKey(zone: ZoneReference): string {
  return `waf_${'id' in zone ? zone.id : zone.name.replaceAll('.', '_')}`;
}

/** Name of everything that belongs to one entry point of the zone. */
export function entryPointKey(zone: ZoneReference, phase: ExceptionPhase): string {
  return `${zoneKey(zone)}_${PHASES[phase]}`;
}

/** The zone's id where Terraform expects a string: the id itself, or what the lookup by name found. */
export function zoneIdValue(zone: ZoneReference): string {
  return 'id' in zone ? zone.id : expression(`local.${zoneKey(zone)}_id`);
}

/** The zone as messages name it. */
export function zoneTitle(zone: ZoneReference): string {
  return 'id' in zone ? zone.id : zone.name;
}

/**
 * Alias of the provider configuration that the zone's entry points and data sources use, and nothing else does. When the construct
 * vanishes from the code, so does the alias, and Terraform refuses the plan instead of deleting the entry point; its
 * message quotes this name.
 */
export function providerAlias(zone: ZoneReference): string {
  return `${zoneKey(zone)}_removal_needs_letting_go`;
}

/**
 * Where the data sources of a zone read from. The same configuration as that of its entry points: each configuration is
 * a process of the provider, which has to start.
 */
export function zoneProvider(zone: ZoneReference): { readonly provider: string } {
  return { provider: `cloudflare.${providerAlias(zone)}` };
}
