import { listOf, objectOf, textOf } from '../../rulesets';

/** The versions of the live rulesets when a plan was made, by address. */
export function readPlannedVersions(content: unknown): ReadonlyMap<string, number> {
  return new Map(
    listOf(objectOf(content)['resource_changes'])
      .map(objectOf)
      .filter(({ type }) => type === 'cloudflare_ruleset')
      .flatMap(({ address, change }) => {
        const version = Number(textOf(objectOf(objectOf(change)['before'])['version']));
        const place = textOf(address);
        return place === undefined || !Number.isInteger(version) ? [] : [[place, version] as const];
      }),
  );
}
