import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader } from '../../api-client';
import { type CatalogueRuleset, deployedRulesets, readCatalogue } from '../../deployed-rules';
import { InputError, safeJson } from '../../errors';
import { executed, withDefaultRuleset } from '../../rulesets';
import { readLiveZone, zoneIdOf } from '../live-zone';
import { rulesJson, rulesText } from '../rules-report';

/** `waf rules [word...]` */
export function rulesCommand(): Command {
  return new Command('rules')
    .description(
      'Show the managed rules that a zone deploys, what they do, and the TypeScript that names them',
    )
    .argument('[word...]', 'words of the title, a category or an id; a rule has all of them')
    .option('--live <zone>', 'the zone, by name or id; needed')
    .addOption(
      new Option('--format <format>', 'for people or for machines').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      '\nNeeds CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read; nothing is written.\nExit code: 0 shown, 2 it could not be.',
    )
    .action(async (words: readonly string[], { live, format }: RulesFlags) => {
      if (live === undefined) {
        throw new InputError('rules/zone', {
          message: 'no zone is given',
          help: 'name one, as in `waf rules --live example.com 941130`',
        });
      }
      const rulesets = await readDeployed(live);
      const found = { zone: live, words, rulesets };
      process.stdout.write(format === 'json' ? `${safeJson(rulesJson(found))}\n` : `${rulesText(found)}\n`);
    });
}

interface RulesFlags {
  readonly live?: string;
  readonly format: 'text' | 'json';
}

async function readDeployed(zone: string) {
  const reader = cloudflareReader(apiAccess(process.env));
  const zoneId = await zoneIdOf(zone, reader);
  const { zone: rules } = await readLiveZone(zoneId, reader);
  const managed = withDefaultRuleset(rules.managed, rules.plan);
  const catalogue = new Map<string, CatalogueRuleset>();
  for (const id of new Set(managed.map(executed))) {
    const answer = id === undefined ? undefined : await reader.ruleset(zoneId, id);
    if (id !== undefined && answer !== undefined) catalogue.set(id, readCatalogue(answer));
  }
  return deployedRulesets(managed, catalogue);
}
