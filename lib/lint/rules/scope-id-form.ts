import { ID_PATTERN } from '../../cloudflare';
import { show } from '../../errors';
import { isTemplate } from '../../rulesets';
import { documentLint } from '../rule';

export const scopeIdForm = documentLint(
  'scope-id-form',
  'error',
  'something that is not the id of a zone or account',
  ({ resources }) =>
    resources
      .filter(({ type, isData }) => (type === 'cloudflare_ruleset' || type === 'cloudflare_list') && !isData)
      .flatMap(({ address, values }) =>
        (['zone_id', 'account_id'] as const)
          .filter((name) => {
            const id = values[name];
            return typeof id === 'string' && !isTemplate(id) && !ID_PATTERN.test(id);
          })
          .map((name) => ({
            message: `\`${name}\` has 32 lower-case hex characters, got: ${show(values[name])}`,
            help: 'copy it from the overview of the zone in the dashboard: the name of a zone is not its id',
            where: address,
          })),
      ),
);
