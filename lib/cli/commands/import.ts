import { Command } from 'commander';
import { CUSTOM_PHASE, MANAGED_PHASE } from '../../cloudflare';
import { InputError, show } from '../../errors';
import { importRule, type ImportedZone, toTypeScript } from '../../import';
import { apiAccess, cloudflareReader } from '../../api-client';
import { isManagedByUs, type Rule } from '../../rulesets';
import { readJsonFile } from '../json-file';
import { readLiveZone } from '../live-zone';
import { type PlacedZone, zonesIn } from '../traced-zones';

/** `waf import [file...]` */
export function importCommand(): Command {
  return new Command('import')
    .description('Print the skip rules that no code declares as exceptions, in TypeScript')
    .argument('[file...]', 'rulesets of the API, a state, a plan or a Pulumi export; `-` is standard input')
    .option('--live <zone>', 'the rules that the API holds for this zone, by name or id')
    .option(
      '--rule <ref>',
      'only this rule, by ref or id; may be repeated',
      (ref, all: readonly string[]) => [...all, ref],
      [],
    )
    .addHelpText(
      'after',
      '\n--live needs CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read; nothing is written.\nExit code: 0 printed, 2 it could not be.',
    )
    .action(async (files: readonly string[], flags: ImportFlags) => {
      const zones = await zonesOf(files, flags);
      const found = zones.map((zone) => importedZone(zone, flags.rule));
      requireFound(found, flags.rule);
      process.stdout.write(toTypeScript(found));
    });
}

interface ImportFlags {
  readonly live?: string;
  readonly rule: readonly string[];
}

async function zonesOf(files: readonly string[], { live }: ImportFlags): Promise<readonly PlacedZone[]> {
  if ((live === undefined) === (files.length === 0)) {
    throw new InputError('import/source', {
      message: live === undefined ? 'nothing to import from' : '`--live` and files exclude each other',
      help: 'name a zone, as in `waf import --live example.com`, or files',
    });
  }
  if (live !== undefined) return [await readLiveZone(live, cloudflareReader(apiAccess(process.env)))];
  return files.flatMap((file) => zonesIn(file, readFile(file)));
}

function readFile(file: string): unknown {
  return readJsonFile(file, { code: 'import/file', help: 'give the path of a JSON file' });
}

function importedZone({ name, zone }: PlacedZone, refs: readonly string[]): ImportedZone {
  const nowMs = Date.now();
  const zoneName = name.includes('.') ? name : undefined;
  const isWanted = (rule: Rule) =>
    rule.action === 'skip' &&
    !isManagedByUs(rule) &&
    (refs.length === 0 || refs.includes(rule.ref ?? '') || refs.includes(rule.id ?? ''));
  const phases = [
    [CUSTOM_PHASE, zone.custom],
    [MANAGED_PHASE, zone.managed],
  ] as const;
  return {
    name,
    rules: phases.flatMap(([phase, rules]) =>
      rules
        .filter(isWanted)
        .map((rule) => ({ phase, imported: importRule(rule, { phase, zoneName, nowMs }) })),
    ),
  };
}

/** A misspelt ref must not look like a zone without rules. */
function requireFound(zones: readonly ImportedZone[], refs: readonly string[]): void {
  const rules = zones.flatMap((zone) => zone.rules.map(({ imported }) => imported.rule));
  const missing = refs.find((ref) => !rules.some((rule) => rule.ref === ref || rule.id === ref));
  if (missing === undefined) return;
  throw new InputError('import/rule', {
    message: `\`--rule\` names no skip rule that code leaves to others, got: ${show(missing)}`,
    help: 'give its ref or id; without --rule all of them are printed',
  });
}
