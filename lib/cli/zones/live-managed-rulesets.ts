import type { CloudflareReader } from '../../api-client';
import {
  type CatalogueRuleset,
  type DeployedRuleset,
  deployedRulesets,
  readCatalogue,
} from '../../deployed-rules';
import { executed, withDefaultRuleset } from '../../rulesets';
import type { TracedZone } from '../../trace';

/**
 * The managed rulesets that a zone runs, each with what its rules do there.
 *
 * @throws InputError `cloudflare/...`
 */
export async function readManagedRulesets(
  zoneId: string,
  { managed, plan }: TracedZone,
  reader: CloudflareReader,
): Promise<readonly DeployedRuleset[]> {
  const rules = withDefaultRuleset(managed, plan);
  const catalogue = new Map<string, CatalogueRuleset>();
  for (const id of new Set(rules.map(executed))) {
    const answer = id === undefined ? undefined : await reader.ruleset(zoneId, id);
    if (id !== undefined && answer !== undefined) catalogue.set(id, readCatalogue(answer));
  }
  return deployedRulesets(rules, catalogue);
}
