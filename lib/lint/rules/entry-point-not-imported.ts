import { show } from '../../errors';
import { listOf, objectOf, type TerraformResource } from '../../rulesets';
import { documentLint } from '../rule';
import { entryPointsOf, scopeOf } from '../terraform/terraform-entry-points';

export const entryPointNotImported = documentLint(
  'entry-point-not-imported',
  'error',
  'a new entry point beside the one that the zone has',
  ({ resources }) => {
    const live = resources.filter(({ isData }) => isData).flatMap(liveEntryPoints);
    return entryPointsOf(resources)
      .filter(({ resource }) => resource.actions.includes('create') && !resource.actions.includes('delete'))
      .flatMap(({ resource, phase, scope }) =>
        live
          .filter((other) => scope !== undefined && other.scope === scope && other.phase === phase)
          .slice(0, 1)
          .map(({ id }) => ({
            message: `the plan creates an entry point for ${show(phase)}, and the zone has one: ${show(id)}`,
            help: `import it: zones/${String(scope)}/${String(id)}; Cloudflare refuses a second one (20217)`,
            where: resource.address,
          })),
      );
  },
);

/** The entry points that a data source has read: a list of rulesets, or one of them. */
function liveEntryPoints({ type, values }: TerraformResource) {
  const scope = scopeOf(values);
  const rulesets =
    type === 'cloudflare_rulesets'
      ? listOf(values['rulesets'] ?? values['result']).map(objectOf)
      : type === 'cloudflare_ruleset'
        ? [values]
        : [];
  return rulesets
    .filter(({ kind }) => kind === 'zone' || kind === 'root')
    .map(({ id, phase }) => ({ scope, id, phase }));
}
