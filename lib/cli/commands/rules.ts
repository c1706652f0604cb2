import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader } from '../../api-client';
import { InputError, safeJson } from '../../errors';
import { examples } from '../examples';
import { readManagedRulesets } from '../zones/live-managed-rulesets';
import { readLiveZone, zoneIdOf } from '../zones/live-zone';
import { rulesJson, rulesText } from '../report/rules-report';
import { withLiveAdvice } from '../zones/live-advice';

/** `waf rules [word...]` */
export function rulesCommand(): Command {
  return new Command('rules')
    .description(
      'Show the managed rules that a zone runs, what each one does there, and its name in TypeScript',
    )
    .argument('[word...]', 'words of the title, a category or an id; a rule must match all of them')
    .option('--live <zone>', 'the zone, by name or id; required')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples('waf rules --live example.com 941130', 'waf rules --live example.com xss'))
    .addHelpText(
      'after',
      '\nRequires CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read. Nothing is written.\nExit code: 0 shown, 2 an error.',
    )
    .action(async (words: readonly string[], { live, format }: RulesFlags) => {
      const zone = await withLiveAdvice('rules', words, () => requireZone(live));
      const found = { zone, words, rulesets: await readDeployed(zone) };
      process.stdout.write(format === 'json' ? `${safeJson(rulesJson(found))}\n` : `${rulesText(found)}\n`);
    });
}

interface RulesFlags {
  readonly live?: string;
  readonly format: 'text' | 'json';
}

function requireZone(live: string | undefined): string {
  if (live !== undefined) return live;
  throw new InputError('rules/zone', {
    message: 'no zone was given',
    help: 'name one, as in `waf rules --live example.com 941130`',
  });
}

async function readDeployed(zone: string) {
  const reader = cloudflareReader(apiAccess(process.env));
  const zoneId = await zoneIdOf(zone, reader);
  const { zone: rules } = await readLiveZone(zoneId, reader);
  return readManagedRulesets(zoneId, rules, reader);
}
