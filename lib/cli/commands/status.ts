import { Command, InvalidArgumentError, Option } from 'commander';
import { apiAccess, cloudflareReader, graphqlClient } from '../../api-client';
import { InputError } from '../../errors';
import {
  DUE,
  type DueKind,
  readDueKind,
  statusHtml,
  statusJson,
  statusMarkdown,
  type StatusReport,
  statusText,
} from '../../status';
import { daysOption } from '../options/days-option';
import { examples } from '../examples';
import { EXIT_FOUND } from '../exit-codes';
import { readStack } from '../input/read-stack';
import { repeated } from '../options/request-option';
import { readZoneStatus } from '../zones/status-of-zone';
import { withLiveAdvice } from '../zones/live-advice';

const FORMATS = { text: statusText, json: statusJson, markdown: statusMarkdown, html: statusHtml } as const;

const DEFAULT_DAYS = 30;

/** `waf status [stack]` */
export function statusCommand(): Command {
  return new Command('status')
    .description(
      'Show the skip rules of a zone, who owns them, whether they are still needed, and what is due',
    )
    .argument('[stack]', 'name of a synthesised stack, for all of its zones')
    .option('--live <zone>', 'the zone, by name or id; may be repeated', repeated)
    .addOption(daysOption('how many days of Security Events to fetch', DEFAULT_DAYS))
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .option('--fail-on <conditions>', 'exit with 1 if one of these is due, separated by commas', dueKinds)
    .addHelpText(
      'after',
      examples('waf status --live example.com', 'waf status --live example.com --format html > status.html'),
    )
    .addHelpText(
      'after',
      `\nDue:\n${dueList()}\n\nRequires CLOUDFLARE_API_TOKEN with Zone WAF Read, Zone Read and Analytics Read. Nothing is written.\nExit code: 0 shown, 1 something in --fail-on is due, 2 an error.`,
    )
    .action(async (stack: string | undefined, flags: StatusFlags) => {
      const { days, format, failOn = [] } = flags;
      const words = stack === undefined ? [] : [stack];
      const names = await withLiveAdvice('status', words, () => zoneNames(stack, flags));
      const access = apiAccess(process.env);
      const clients = { reader: cloudflareReader(access), graphql: graphqlClient(access) };
      // Ends and look-backs are judged by Cloudflare's clock.
      const now = await clients.graphql.time();
      const zones: StatusReport['zones'][number][] = [];
      // One after the other: Cloudflare counts requests.
      for (const zone of names) zones.push(await readZoneStatus(zone, clients, { now, days }));
      process.stdout.write(FORMATS[format]({ now, days, zones }));
      const due = new Set(
        zones.flatMap(({ rules }) => rules.flatMap((rule) => rule.due.map(({ kind }) => kind))),
      );
      const met = failOn.filter((kind) => due.has(kind));
      for (const kind of met) process.stderr.write(`error: ${kind}: ${DUE[kind]}\n`);
      if (met.length > 0) process.exitCode = EXIT_FOUND;
    });
}

interface StatusFlags {
  readonly live?: readonly string[];
  readonly output?: string;
  readonly days: number;
  readonly format: keyof typeof FORMATS;
  readonly failOn?: readonly DueKind[];
}

/** Names or ids, each once. */
function zoneNames(stack: string | undefined, { live = [], output }: StatusFlags): readonly string[] {
  const place = {
    directory: process.cwd(),
    environment: process.env,
    ...(output === undefined ? {} : { output }),
  };
  const declared = stack === undefined ? [] : readStack(stack, place);
  const names = declared.map(({ zone }) => ('id' in zone ? zone.id : zone.name));
  if (stack === undefined && live.length === 0) {
    throw new InputError('status/zone', {
      message: 'no zone was given',
      help: 'name one, as in `waf status --live example.com`, or a stack',
    });
  }
  return [...new Set([...names, ...live])];
}

/** commander shows what is wrong with one, and how the option is called. */
function dueKinds(text: string): readonly DueKind[] {
  try {
    return text.split(',').map((word) => readDueKind('--fail-on', word.trim()));
  } catch (error) {
    throw error instanceof InputError ? new InvalidArgumentError(error.help) : error;
  }
}

function dueList(): string {
  return Object.entries(DUE)
    .map(([kind, meaning]) => `  ${kind.padEnd(16)} ${meaning}`)
    .join('\n');
}
