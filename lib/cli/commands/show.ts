import { Command, Option } from 'commander';
import type { ExceptionDeclaration, ZoneDeclaration } from '../../coexistence';
import { escapeControls, safeJson } from '../../errors';
import { toApiJson, toHcl } from '../../exceptions';
import { examples } from '../examples';
import { readStack } from '../input/read-stack';
import { safeHcl } from '../report/safe-text';

/** What `waf show` can print, for a stack's zones. */
const FORMATS = {
  text: sentences,
  hcl: hclElements,
  'api-json': (zones: readonly ZoneDeclaration[]) => `${safeJson(zones.flatMap(apiBodies))}\n`,
  json: (zones: readonly ZoneDeclaration[]) => `${safeJson(zones)}\n`,
} as const;

/** `waf show <stack>` */
export function showCommand(): Command {
  return new Command('show')
    .description('Print the exceptions of a stack: in words, or for a zone that another tool owns')
    .argument('<stack>', 'name of a synthesised stack')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText(
      'after',
      examples('cdktf synth && waf show dashboard-waf', 'waf show dashboard-waf --format hcl'),
    )
    .addHelpText('after', '\nExit code: 0 printed, 2 an error.')
    .action((stack: string, { output, format }: ShowFlags) => {
      const zones = readStack(stack, {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      });
      process.stdout.write(FORMATS[format](zones));
    });
}

interface ShowFlags {
  readonly output?: string;
  readonly format: keyof typeof FORMATS;
}

function sentences(zones: readonly ZoneDeclaration[]): string {
  const lines = zones.flatMap(({ exceptions }) => exceptions.map(({ sentence }) => escapeControls(sentence)));
  return lines.length === 0 ? 'The stack has no exception.\n' : lines.map((line) => `${line}\n`).join('');
}

/** Elements of the list `rules`: the comma behind each lets several be pasted together. */
function hclElements(zones: readonly ZoneDeclaration[]): string {
  const elements = zones.flatMap((zone) =>
    zone.exceptions.map((exception) => `${comment(zone, exception)}\n${safeHcl(toHcl(exception.rule))},\n`),
  );
  return elements.length === 0 ? '# The stack has no exception.\n' : elements.join('\n');
}

function comment(zone: ZoneDeclaration, { phase }: ExceptionDeclaration): string {
  const place = `zone ${escapeControls(titleOf(zone))}, phase ${phase}`;
  return `# ${place}: must come before the rules that it should affect`;
}

function apiBodies(zone: ZoneDeclaration): readonly unknown[] {
  return zone.exceptions.map(({ phase, rule }) => ({
    zone: titleOf(zone),
    phase,
    body: JSON.parse(toApiJson(rule)) as unknown,
  }));
}

function titleOf({ zone }: ZoneDeclaration): string {
  return 'id' in zone ? zone.id : zone.name;
}
