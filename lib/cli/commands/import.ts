import { Command } from 'commander';
import { CUSTOM_PHASE, MANAGED_PHASE } from '../../cloudflare';
import { escapeControls, InputError, show } from '../../errors';
import { importRule, type ImportedZone, toTestCode, toTypeScript } from '../../import';
import { apiAccess, cloudflareReader } from '../../api-client';
import { isManagedByUs, type Rule } from '../../rulesets';
import { examples } from '../examples';
import { readJsonFile } from '../input/json-file';
import { readLiveZone } from '../zones/live-zone';
import { moduleName, packageName } from '../files/module-name';
import { repeated } from '../options/request-option';
import { requireNewFiles, writeNewFile } from '../files/new-files';
import { type PlacedZone, zonesIn } from '../zones/traced-zones';
import { withLiveAdvice } from '../zones/live-advice';

/** `waf import [file...]` */
export function importCommand(): Command {
  return new Command('import')
    .description('Print the skip rules that no code declares, as exceptions in TypeScript')
    .argument('[file...]', 'rulesets of the API, a state, a plan or a Pulumi export; `-` is standard input')
    .option('--live <zone>', 'read the live rules of this zone, by name or id')
    .option('--rule <ref>', 'only this rule, by ref or id; may be repeated', repeated)
    .option('--out <file>', 'write the exceptions into this new TypeScript file')
    .option('--test <file>', 'with --out, write Jest tests of them into this new file')
    .addHelpText(
      'after',
      examples('waf import --live example.com --out stacks/imported.ts', 'waf import rulesets.json'),
    )
    .addHelpText(
      'after',
      '\n--live requires CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read. Nothing is written to the zone.\nExit code: 0 printed or written, 2 an error.',
    )
    .action(async (files: readonly string[], flags: ImportFlags) => {
      const { rule = [], out, test } = flags;
      requireNewFiles(out, test);
      const zones = await withLiveAdvice('import', files, () => zonesOf(files, flags));
      for (const note of zones.flatMap(({ notes }) => notes))
        console.error(`  note: ${escapeControls(note)}`);
      const found = zones.map((zone) => importedZone(zone, rule));
      requireFound(found, rule);
      if (out === undefined) {
        process.stdout.write(toTypeScript(found, packageName('stacks/imported.ts')));
        return;
      }
      await writeNewFile(out, toTypeScript(found, packageName(out)));
      if (test !== undefined) {
        await writeNewFile(
          test,
          toTestCode(found, { exceptions: moduleName(test, out), package: packageName(test) }),
        );
      }
      process.stdout.write(summary(found, out, test));
    });
}

interface ImportFlags {
  readonly live?: string;
  readonly rule?: readonly string[];
  readonly out?: string;
  readonly test?: string;
}

function summary(zones: readonly ImportedZone[], out: string, test: string | undefined): string {
  const rules = zones.flatMap((zone) => zone.rules.map(({ imported }) => imported));
  const not = rules.filter((rule) => 'reason' in rule).length;
  const files = [out, test].filter((file) => file !== undefined).map(show);
  return [
    `wrote ${files.join(' and ')}`,
    `rules taken over: ${rules.length - not}`,
    ...(not === 0 ? [] : [`not taken over: ${not}; the file says why`]),
    '',
  ].join('\n');
}

async function zonesOf(files: readonly string[], { live }: ImportFlags): Promise<readonly PlacedZone[]> {
  if ((live === undefined) === (files.length === 0)) {
    throw new InputError('import/source', {
      message:
        live === undefined ? 'no zone and no file to import from' : '`--live` and files exclude each other',
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
      rules.flatMap((rule, index) =>
        isWanted(rule)
          ? [
              {
                phase,
                imported: importRule(rule, { phase, zoneName, nowMs, above: rules.slice(0, index) }),
              },
            ]
          : [],
      ),
    ),
  };
}

/** A misspelt ref must not look like a zone without rules. */
function requireFound(zones: readonly ImportedZone[], refs: readonly string[]): void {
  const rules = zones.flatMap((zone) => zone.rules.map(({ imported }) => imported.rule));
  const missing = refs.find((ref) => !rules.some((rule) => rule.ref === ref || rule.id === ref));
  if (missing === undefined) return;
  throw new InputError('import/rule', {
    message: `\`--rule\` names no skip rule that can be imported, got: ${show(missing)}`,
    help: 'give its ref or id; without --rule, all of them are printed',
  });
}
