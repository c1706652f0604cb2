import { type ZonePlan, isPlan } from '../../cloudflare';
import { listOf, objectOf, readResources, textOf } from '../../rulesets';

/** What Cloudflare says of a zone. */
export interface ZoneFacts {
  readonly name: string | undefined;
  readonly plan: ZonePlan | undefined;
}

/** What a plan or a state has read of zones, by their ids. */
export function zoneFactsIn(content: unknown): ReadonlyMap<string, ZoneFacts> {
  const resources = readResources(content);
  const single = resources.filter(({ type }) => type === 'cloudflare_zone').map(({ values }) => values);
  const found = resources
    .filter(({ type, isData }) => type === 'cloudflare_zones' && isData)
    .flatMap(({ values }) => listOf(values['result']).map(objectOf));
  return new Map(
    [...single, ...found].flatMap(({ id, zone_id: zoneId, name, plan }): [string, ZoneFacts][] => {
      const key = textOf(id) ?? textOf(zoneId);
      if (key === undefined) return [];
      return [[key, { name: textOf(name), plan: knownPlan(objectOf(plan)['legacy_id']) }]];
    }),
  );
}

/** The plan with this `legacy_id`; `undefined` for a partner's, and for what is none. */
export function knownPlan(legacyId: unknown): ZonePlan | undefined {
  return isPlan(legacyId) ? legacyId : undefined;
}
