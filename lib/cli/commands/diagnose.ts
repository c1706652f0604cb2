import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  diagnose,
  diagnosisJson,
  diagnosisMarkdown,
  diagnosisTerminal,
  grouper,
  type Groups,
  groupsJson,
  groupsMarkdown,
  groupsTerminal,
  isOf,
  payloadReader,
  type Target,
} from '../../diagnosis';
import { InputError, show } from '../../errors';
import {
  collector,
  type Evidence,
  type EvidenceInput,
  type EvidenceVisitor,
  factsOfUrl,
  fileInput,
  isRay,
  normalRay,
  type ReadOptions,
  type RequestFacts,
  standardInput,
  visitEvidence,
} from '../../evidence';
import { type CsvFlags, csvOptions, readCsvOptions } from '../options/csv-options';
import { examples } from '../examples';
import { type LiveEvents, readLiveEvents } from '../zones/live-events';
import { withProgress } from '../report/progress';
import { withLiveAdvice } from '../zones/live-advice';

const FORMATS = {
  text: [diagnosisTerminal, groupsTerminal],
  markdown: [diagnosisMarkdown, groupsMarkdown],
  json: [diagnosisJson, groupsJson],
} as const;

/** `waf diagnose [input...]` */
export function diagnoseCommand(): Command {
  const command = new Command('diagnose')
    .description(
      'Show whether the edge or the origin answered a request, how certain that is, and what helps',
    )
    .argument(
      '[input...]',
      'ray ids, URLs, and files with events, logs, `curl -i` output or a HAR; `-` is standard input',
    )
    .option('--live <zone>', 'fetch the Security Events of this zone, by name or id');
  return csvOptions(command)
    .option('--log-format <format>', "format of the origin's access log, in the syntax of nginx's log_format")
    .option('--group', 'group requests by what answered them (a rule, the edge or the origin), host and path')
    .option(
      '--matched-payloads <file>',
      'show what the rules matched, decrypted with the private key in this file, such as /dev/fd/3',
    )
    .option('--payloads-in-ci', 'show matched payloads even if CI is set, although logs keep them')
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText(
      'after',
      examples(
        'curl -i https://app.example.com/export > answer.txt; waf diagnose answer.txt',
        'waf diagnose answer.txt events.json access.log',
        'waf diagnose 8f0a1b2c3d4e5f62 --live example.com',
      ),
    )
    .addHelpText(
      'after',
      '\nA ray id or URL without a file, or with --live, requires CLOUDFLARE_API_TOKEN with Analytics Read and Zone Read. Nothing is written.\nExit code: 0 answered, even if the evidence is not conclusive; 2 an input could not be read.',
    )
    .action(async (words: readonly string[], flags: DiagnoseFlags) => {
      const asked = readWords(words);
      const [render, renderGroups] = FORMATS[flags.format];
      if (flags.group === true) {
        process.stdout.write(renderGroups(await groupsOf(asked, flags)));
        return;
      }
      const payloadKey = readPayloadKey(flags);
      const { evidence, since } = await withLiveAdvice('diagnose', words, () => evidenceOf(asked, flags));
      const diagnosis = diagnose(evidence, { ...asked, ...(since !== undefined && { eventsSince: since }) });
      process.stdout.write(render(diagnosis, await payloadsOf(diagnosis, payloadKey)));
    });
}

interface DiagnoseFlags extends CsvFlags {
  readonly live?: string;
  readonly logFormat?: string;
  readonly group?: boolean;
  readonly matchedPayloads?: string;
  readonly payloadsInCi?: boolean;
  readonly format: keyof typeof FORMATS;
}

/** What the words of the command line mean. */
interface AskedWords {
  readonly rays: readonly string[];
  readonly targets: readonly Target[];
  readonly inputs: readonly EvidenceInput[];
}

function readWords(words: readonly string[]): AskedWords {
  const rays: string[] = [];
  const targets: Target[] = [];
  const inputs: EvidenceInput[] = [];
  for (const word of words) {
    const url = factsOfUrl(word);
    if (isRay(word)) rays.push(normalRay(word) ?? word);
    else if (url !== undefined) targets.push({ host: url.host, path: url.path });
    else inputs.push(word === '-' ? standardInput() : fileInput(word));
  }
  if (words.length === 0) {
    throw new InputError('diagnose/input', {
      message: 'no input to diagnose',
      help: 'name a ray id, a URL or a file; `-` is standard input, as in `curl -i <url> | waf diagnose -`',
    });
  }
  return { rays, targets, inputs };
}

function readOptions({ logFormat, ...csv }: DiagnoseFlags): ReadOptions {
  return { ...readCsvOptions(csv), ...(logFormat !== undefined && { logFormat }) };
}

async function evidenceOf(
  { rays, targets, inputs }: AskedWords,
  flags: DiagnoseFlags,
): Promise<{ readonly evidence: Evidence; readonly since: number | undefined }> {
  const { visitor: collect, evidence } = collector();
  const visitor = rays.length + targets.length === 0 ? collect : onlyAsked(collect, rays, targets);
  const needles = needlesOf(rays, targets);
  const options = { ...readOptions(flags), ...(needles !== undefined && { needles }) };
  for (const input of inputs) await visitEvidence(withProgress(input), visitor, options);
  const isLive = flags.live !== undefined || inputs.length === 0;
  if (!isLive) return { evidence: evidence(), since: undefined };
  const live = await readLiveEvents(
    flags.live,
    rays.length + targets.length > 0 ? rays : raysOf(evidence()),
    targets,
  );
  for (const note of live.notes) process.stderr.write(`warning: ${note}\n`);
  return { evidence: merged(evidence(), live), since: live.since };
}

/** Leaves out what is of another request, so that logs of any format may be larger than memory. */
function onlyAsked(
  visitor: EvidenceVisitor,
  rays: readonly string[],
  targets: readonly Target[],
): EvidenceVisitor {
  const isAsked = (request: RequestFacts, ...ofPiece: readonly (string | undefined)[]): boolean =>
    ofPiece.some((ray) => ray !== undefined && rays.includes(ray)) ||
    targets.some((target) => isOf(target, request));
  return {
    ...visitor,
    event: (event) => {
      if (isAsked(event.request, event.ray, event.originatorRay)) visitor.event(event);
    },
    request: (row) => {
      if (isAsked(row.request, row.ray, row.parentRay)) visitor.request(row);
    },
    // A line without a ray may be the asked request: its path and time decide.
    originEntry: (entry) => {
      if (entry.ray === undefined || isAsked(entry.request, entry.ray)) visitor.originEntry(entry);
    },
  };
}

/** Without a ray or URL, those of the inputs. */
function raysOf({ answers, requests, originEntries }: Evidence): readonly string[] {
  const rays = new Set([...answers, ...requests, ...originEntries].flatMap(({ ray }) => ray ?? []));
  if (rays.size <= MOST_RAYS) return [...rays];
  throw new InputError('diagnose/rays', {
    message: `the inputs have ${rays.size} rays, and each one takes a query`,
    help: `name the ray ids that matter; at most ${MOST_RAYS} are looked up at once`,
  });
}

/** A user has 300 queries in five minutes, and a ray may take several. */
const MOST_RAYS = 50;

function merged(evidence: Evidence, { evidence: live }: LiveEvents): Evidence {
  return { ...evidence, events: [...evidence.events, ...live.events] };
}

/** What every line of the asked requests holds, however its log writes them; `undefined` if all lines are to be read. */
function needlesOf(rays: readonly string[], targets: readonly Target[]): readonly string[] | undefined {
  if (rays.length + targets.length === 0) return undefined;
  const ofTargets = targets.map(({ path = '' }) => longest(path.match(/[A-Za-z0-9_-]+/g) ?? []));
  return ofTargets.includes('') ? undefined : [...rays, ...ofTargets];
}

function longest(words: readonly string[]): string {
  return words.reduce((long, word) => (word.length > long.length ? word : long), '');
}

async function groupsOf({ rays, targets, inputs }: AskedWords, flags: DiagnoseFlags): Promise<Groups> {
  if (rays.length + targets.length > 0 || inputs.length === 0) {
    throw new InputError('diagnose/group', {
      message: '`--group` counts whole files, so it cannot be combined with a ray id or URL',
      help: 'name files only, such as a day of the request log',
    });
  }
  const grouped = grouper();
  for (const input of inputs) {
    await visitEvidence(withProgress(input), grouped.visitor, {
      ...readOptions(flags),
      alike: grouped.alike,
    });
  }
  return grouped.groups();
}

/** Read before anything else, so that a wrong key fails at once. */
function readPayloadKey({ matchedPayloads, payloadsInCi = false }: DiagnoseFlags): string | undefined {
  if (matchedPayloads === undefined) return undefined;
  if (!payloadsInCi && !['', undefined, 'false'].includes(process.env['CI'])) {
    throw new InputError('diagnose/payloads-in-ci', {
      message: '`--matched-payloads` shows what visitors sent, and CI logs keep it',
      help: 'run it on your machine, or pass --payloads-in-ci if the log may hold personal data and passwords',
    });
  }
  try {
    return readFileSync(matchedPayloads, 'utf8');
  } catch {
    throw new InputError('diagnose/private-key', {
      message: `the file for \`--matched-payloads\` cannot be read, got: ${show(matchedPayloads)}`,
      help: 'name a file, or a descriptor such as /dev/fd/3, that holds the private key; never pass the key itself on the command line',
    });
  }
}

async function payloadsOf(
  { requests }: ReturnType<typeof diagnose>,
  key: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const payloads = new Map<string, string>();
  if (key === undefined) return payloads;
  const decrypt = await payloadReader(key);
  for (const { encryptedPayload } of requests.flatMap(({ rules }) => rules)) {
    if (encryptedPayload !== undefined) payloads.set(encryptedPayload, await decrypt(encryptedPayload));
  }
  return payloads;
}
