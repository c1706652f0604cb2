import type { TerraformResource } from '../../rulesets';
import type { DocumentSubject } from '../document';
import { isSameZone, knownZones, type TerraformZone, zoneOfResource } from './terraform-zones';

type Source = Pick<DocumentSubject, 'resources' | 'locals'>;

/** An entry point that Terraform manages. */
interface TerraformEntryPoint {
  readonly resource: TerraformResource;
  readonly phase: string;
  /** The id of its zone or account, or the template for it; `undefined` if it is not known yet. */
  readonly scope: string | undefined;
  /** Whether it is that of a `ZoneWaf`, whose rules are put together from the live ones. */
  readonly isShared: boolean;
}

/** One with what is known of its zone. */
export interface ComparedEntryPoint extends TerraformEntryPoint {
  /** False for one of an account. */
  readonly isOfZone: boolean;
  readonly zone: TerraformZone;
}

/** Two entry points of a file that are, or may be, one at Cloudflare. */
interface EntryPointPair {
  /** That of a `ZoneWaf`, if it is one of them. */
  readonly first: TerraformEntryPoint;
  readonly second: TerraformEntryPoint;
  /** False if it is not known whether their zones are one. */
  readonly isCertain: boolean;
}

/** The resources that are entry points of a zone (`zone`) or an account (`root`). */
export function entryPointsOf(resources: readonly TerraformResource[]): readonly TerraformEntryPoint[] {
  return resources.flatMap((resource) => {
    const { kind, phase } = resource.values;
    const isEntryPoint = typeof kind === 'string' && /^(?:zone|root)$/i.test(kind);
    if (resource.type !== 'cloudflare_ruleset' || resource.isData) return [];
    if (!isEntryPoint || typeof phase !== 'string') return [];
    const isShared = resource.references.some((reference) => /^local\.waf_[\w-]+_desired$/.test(reference));
    return [{ resource, phase: phase.toLowerCase(), scope: scopeOf(resource.values), isShared }];
  });
}

/** The same with what is known of their zones. */
export function comparedEntryPoints({ resources, locals }: Source): readonly ComparedEntryPoint[] {
  const source = { resources, locals, known: knownZones(resources) };
  return entryPointsOf(resources).map((entryPoint) => {
    const isOfZone = String(entryPoint.resource.values['kind']).toLowerCase() === 'zone';
    const zone = isOfZone ? zoneOfResource(entryPoint.resource, source) : accountOf(entryPoint);
    return { ...entryPoint, isOfZone, zone };
  });
}

/** Each entry point with the first other one of its phase that is, or else may be, the same. */
export function entryPointPairs(source: Source): readonly EntryPointPair[] {
  // A finding is about a resource that someone wrote, rather than about that of a ZoneWaf.
  const entryPoints = [...comparedEntryPoints(source)].sort(
    (a, b) => Number(b.isShared) - Number(a.isShared),
  );
  return entryPoints.flatMap((second, index) => {
    const before = entryPoints
      .slice(0, index)
      .filter((first) => first.phase === second.phase && first.isOfZone === second.isOfZone)
      .map((first) => ({ first, second, isSame: isSameZone(first.zone, second.zone) }));
    const found =
      before.find(({ isSame }) => isSame === true) ??
      before.find((pair) => pair.isSame === undefined && isWorthAsking(pair));
    return found === undefined ? [] : [{ ...found, isCertain: found.isSame === true }];
  });
}

/** The id of the zone or account in these arguments. */
export function scopeOf(values: TerraformResource['values']): string | undefined {
  const scope = values['zone_id'] ?? values['account_id'];
  return typeof scope === 'string' ? scope : undefined;
}

/** An account is compared by its id alone. */
function accountOf({ scope }: TerraformEntryPoint): TerraformZone {
  return scope === undefined || /\b(?:each|count)\./.test(scope) ? {} : { expression: scope };
}

/** Two ZoneWafs are compared when they are made, and two plain references in one stack are meant to be two zones. */
function isWorthAsking({ first, second }: Record<'first' | 'second', ComparedEntryPoint>): boolean {
  if (!first.isOfZone || (first.isShared && second.isShared)) return false;
  return [first, second].some(({ zone: { id, name } }) => id !== undefined || name !== undefined);
}
