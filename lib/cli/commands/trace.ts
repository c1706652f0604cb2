import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { InputError, safeJson, show } from '../../errors';
import { apiAccess, cloudflareReader } from '../../api-client';
import { trace, type Trace } from '../../trace';
import { examples } from '../examples';
import { namesFile, readJsonFile } from '../input/json-file';
import { readLiveZone } from '../zones/live-zone';
import { outputFolder, readConfiguration, type StackPlace } from '../input/read-stack';
import { readRequest, type RequestFlags, type RequestInput, requestOptions } from '../options/request-option';
import { traceJson } from '../report/trace-json';
import { traceText } from '../report/trace-text';
import { liveOf, type PlacedZone, zonesIn } from '../zones/traced-zones';
import { withLiveAdvice } from '../zones/live-advice';

/** `waf trace [stack|file...]` */
export function traceCommand(): Command {
  const command = new Command('trace')
    .description('Show what each rule does with a request, and which protections the request skips')
    .argument(
      '[stack|file...]',
      'a synthesised stack, output of `terraform show -json`, or rulesets of the API; `-` is standard input (default: the only synthesised stack)',
    );
  return requestOptions(command)
    .option('--before', 'with a plan: trace the rules before it')
    .option('--live <zone>', 'read the live rules of this zone, by name or id')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      examples(
        "waf trace --request 'POST https://app.example.com/export' --ip 203.0.113.7",
        "waf trace --live example.com --request 'GET https://app.example.com/'",
      ),
    )
    .addHelpText(
      'after',
      '\n--live requires CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read, and Account Filter Lists Read for the contents of lists. Nothing is written.\nExit code: 0 traced, 2 an error.',
    )
    .action(async (words: readonly string[], flags: TraceFlags) => {
      const request = readRequest(flags);
      const named = await withLiveAdvice('trace', words, () => zonesOf(words, flags));
      const zones = forHost(named, request);
      const traced = zones.map((zone) => ({ zone, result: traceIn(zone, request) }));
      process.stdout.write(
        flags.format === 'json'
          ? `${safeJson(traced.map(({ zone, result }) => traceJson(zone, result)))}\n`
          : `${traced.map(({ zone, result }) => traceText(zone, result)).join('\n\n')}\n`,
      );
    });
}

/** The request has been checked: what is left are the lists of the file or the API. */
function traceIn({ source, zone }: PlacedZone, request: RequestInput): Trace {
  try {
    return trace(zone, request);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError('trace/list', {
      message: `${show(source)} holds a list that cannot be used: ${error.summary}`,
      help: 'give its contents with --list',
    });
  }
}

interface TraceFlags extends RequestFlags {
  readonly before?: boolean;
  readonly live?: string;
  readonly output?: string;
  readonly format: 'text' | 'json';
}

async function zonesOf(
  words: readonly string[],
  { live, before = false, output }: TraceFlags,
): Promise<readonly PlacedZone[]> {
  const place: StackPlace = {
    directory: process.cwd(),
    environment: process.env,
    ...(output !== undefined && { output }),
  };
  if (before && words.length === 0) {
    throw new InputError('trace/before', {
      message: '`--before` requires a plan, and no file was given',
      help: 'name the output of `terraform show -json` for a plan file',
    });
  }
  const chosen = words.length === 0 && live === undefined ? [onlyStack(place)] : words;
  return [
    ...(live === undefined ? [] : [await readLiveZone(live, cloudflareReader(apiAccess(process.env)))]),
    ...chosen.flatMap((word) => {
      const { file, content } = read(word, place);
      return zonesIn(file, before ? liveOf(file, content) : content);
    }),
  ];
}

/** A file, if the word means one; a stack otherwise. */
function read(word: string, place: StackPlace): { readonly file: string; readonly content: unknown } {
  if (!namesFile(word)) return readConfiguration(word, place);
  return { file: word, content: readJsonFile(word, NO_RULES) };
}

const NO_RULES = {
  code: 'trace/file',
  help: 'name a JSON file, such as the output of `terraform show -json`, or a stack',
};

function onlyStack(place: StackPlace): string {
  const folder = resolve(place.directory, outputFolder(place), 'stacks');
  const names = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => existsSync(join(folder, name, 'cdk.tf.json')))
    .sort();
  const [name = '', another] = names;
  if (another === undefined) return name;
  throw new InputError('trace/stack', {
    message: `there are ${names.length} synthesised stacks in ${show(outputFolder(place))}`,
    help: `name one of: ${names.join(', ')}`,
  });
}

/** Zones that have a name of which the host of the request is no part would never see it. */
function forHost(zones: readonly PlacedZone[], request: RequestInput): readonly PlacedZone[] {
  const host = hostOf(request);
  const fitting = zones.filter(
    ({ name }) => !name.includes('.') || host === name || host.endsWith(`.${name}`),
  );
  if (fitting.length > 0) return fitting;
  if (zones.length === 0) {
    throw new InputError('trace/host', {
      message: 'there are no rules to trace in any zone',
      help: 'add an exception, or name another file',
    });
  }
  throw new InputError('trace/host', {
    message: `the host of the request is in none of ${zones.map(({ name }) => show(name)).join(', ')}, got: ${host === '' ? 'none' : show(host)}`,
    help:
      host === ''
        ? "give a full URL, or --header 'Host: app.example.com'"
        : 'check the URL of --request, or name the stack or file of that zone',
  });
}

/** The `Host` header, or that of the URL; lower case, without a port. */
function hostOf({ url, headers }: RequestInput): string {
  const pairs = (headers ?? []) as readonly (readonly [string, string])[];
  const given = pairs.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const authority = given ?? /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  return authority.toLowerCase().replace(/^.*@/, '').replace(/:\d+$/, '');
}
