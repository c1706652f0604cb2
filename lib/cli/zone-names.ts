import { listOf, objectOf, readResources, textOf } from '../rulesets';

/** Names of the zones that a plan or a state has read, by their ids. */
export function zoneNamesIn(content: unknown): ReadonlyMap<string, string> {
  const resources = readResources(content);
  const single = resources.filter(({ type }) => type === 'cloudflare_zone').map(({ values }) => values);
  const found = resources
    .filter(({ type, isData }) => type === 'cloudflare_zones' && isData)
    .flatMap(({ values }) => listOf(values['result']).map(objectOf));
  return new Map(
    [...single, ...found].flatMap(({ id, zone_id: zoneId, name }): [string, string][] => {
      const key = textOf(id) ?? textOf(zoneId);
      const known = textOf(name);
      return key === undefined || known === undefined ? [] : [[key, known]];
    }),
  );
}
