import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../lib/diagnosis';
import { readEvidence, textInput } from '../../lib/evidence';
import { plain } from '../../lib/review/text';
import { incident, type Suspect, SUSPECTS } from '../../scripts/lab/suspects';

/** What `npm run lab:record` has recorded: real answers, and the lines that real programs have logged. */
const RECORDED = join(__dirname, 'recorded');

const ALL = [incident([]), ...SUSPECTS];

const OF_EDGE = ['http_requests.ndjson', 'firewall_events.ndjson'];
const ERRORS = ['nginx-error.txt', 'gunicorn-error.txt'];

const fileOf = (suspect: Suspect, name: string): string => join(RECORDED, suspect.name, name);

/** A log that got no line is not there. */
function textOf(suspect: Suspect, name: string): string {
  const file = fileOf(suspect, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function inputs(suspect: Suspect, names: readonly string[]) {
  return names.map((name) => textInput(name, textOf(suspect, name)));
}

function rayOf(suspect: Suspect): string {
  return /^cf-ray: ([0-9a-f]{16})/m.exec(readFileSync(fileOf(suspect, 'answer.txt'), 'utf8'))?.[1] ?? '';
}

/** What is said of the request of a suspect. */
async function judged(suspect: Suspect, evidence: ReturnType<typeof inputs>) {
  const { requests, skipped } = diagnose(await readEvidence(evidence), { rays: [rayOf(suspect)] });
  expect(skipped).toEqual({ lines: 0, first: [] });
  expect(requests).toHaveLength(1);
  return requests.map(({ evidence: said, ...rest }) => ({ ...rest, said: said.map(plain) }))[0];
}

test('every suspect is recorded, and nothing else', () => {
  const folders = readdirSync(RECORDED).filter((name) => name !== 'export.har');
  expect(folders).toEqual(ALL.map(({ name }) => name).sort());
});

/** What the edge says of an origin that is silent. */
const SILENT = ['empty-user-agent-444', 'origin-down'];

/** That the application refused, and not nginx, is in a log with `$upstream_status` only. */
const WITHOUT_UPSTREAM = { cause: undefined };

/** The same, as far as these sources say it. */
const SOURCES: readonly (readonly [title: string, names: readonly string[], certainty: string])[] = [
  [
    'all the logs together',
    ['answer.txt', 'nginx-access.txt', 'gunicorn-access.txt', ...ERRORS, ...OF_EDGE],
    'proof',
  ],
  ["the answer and the origin's logs, with the ray", ['answer.txt', 'nginx-access.txt', ...ERRORS], 'proof'],
  ["the origin's logs alone, with the ray", ['nginx-access.txt', ...ERRORS], 'proof'],
  [
    "the answer and the origin's logs, without the ray",
    ['answer.txt', 'nginx-combined.txt', ...ERRORS],
    'strong',
  ],
];

describe.each(SOURCES)('%s', (_, names, certainty) => {
  const told = ALL.filter(
    (suspect) =>
      // Where nothing of the origin was asked, its logs have nothing to say.
      names.includes('http_requests.ndjson') ||
      (suspect.name !== 'managed-rules' && (suspect.name !== 'origin-down' || names.includes('answer.txt'))),
  );
  test.each(told.map((suspect) => [suspect.title, suspect] as const))('%s', async (__, suspect) => {
    const isSilent = SILENT.includes(suspect.name);
    expect(await judged(suspect, inputs(suspect, names))).toMatchObject({
      ...suspect.expected,
      ...(names.includes('nginx-combined.txt') && suspect.name === 'may-not-export' ? WITHOUT_UPSTREAM : {}),
      certainty: isSilent ? 'strong' : certainty,
    });
  });
});

describe('the logs of the whole run, in one file each', () => {
  const whole = (names: readonly string[]) =>
    names.map((name) => textInput(name, ALL.map((one) => textOf(one, name)).join('')));
  test.each(ALL.map((suspect) => [suspect.title, suspect] as const))('%s', async (_, suspect) => {
    const evidence = [
      ...inputs(suspect, ['answer.txt']),
      ...whole(['nginx-access.txt', ...ERRORS, ...OF_EDGE]),
    ];
    expect(await judged(suspect, evidence)).toMatchObject(suspect.expected);
  });
});

test.each([
  ['rate-limit-503', 'nginx-error.txt (1): the log of nginx says: limiting requests, excess: '],
  ['no-ffmpeg', "the log of Flask says: FileNotFoundError: [Errno 2] No such file or directory: 'ffmpeg'"],
  ['worker-time-out', 'the log of gunicorn says: WORKER TIMEOUT (pid:'],
  ['worker-killed', 'was sent SIGKILL! Perhaps out of memory?'],
  ['empty-user-agent-444', 'nginx closed the connection without an answer'],
])('of %s the line that shows it is quoted', async (name, words) => {
  const suspect = ALL.find((one) => one.name === name);
  if (suspect === undefined) throw new Error(`nobody is called ${name}`);
  const found = await judged(suspect, inputs(suspect, ['answer.txt', 'nginx-access.txt', ...ERRORS]));
  expect(found?.said.join('\n')).toContain(words);
});

test('the export of the browser, by its HAR and the events', async () => {
  const har = readFileSync(join(RECORDED, 'export.har'), 'utf8');
  const { requests } = diagnose(await readEvidence([textInput('export.har', har)]));
  expect(
    requests.map(({ request, status, answeredBy, certainty }) => [
      request.path,
      status,
      answeredBy,
      certainty,
    ]),
  ).toEqual([
    ['/admin/tiktok-creator', 200, 'unknown', 'none'],
    ['/login', 200, 'unknown', 'none'],
    ['/admin/tiktok-creator/export-mp4', 403, 'edge', 'proof'],
  ]);
});
