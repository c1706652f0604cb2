import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * What does `waf propose` cost on a file of Security Events? Processor time of the built command, beside a process that
 * only parses the same file, in turns; for requests of one path, for as many paths as requests, and for as many hosts.
 *
 * npm run benchmark:propose -- [requests]
 */

const [requestsText = '3500'] = process.argv.slice(2);
const REQUESTS = Number(requestsText);
const ROUNDS = 5;
const ROOT = join(__dirname, '..');

const folder = mkdtempSync(join(tmpdir(), 'waf-benchmark-'));

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';

/** The rules of a request with a base64 image: two that add to the score, and the one that acts on it. */
const MATCHES = [
  ['04116d14d7524986ba314d11c8a41e11', '941130: XSS Filter - Category 3: Attribute Vector', 'log'],
  ['c5d17e08b2f6493fa1e47d90638c2ab5', '941170: NoScript XSS InjectionChecker: Attribute Injection', 'log'],
  ['6179ae15870a4bb7b2d480d4843b323c', '949110: Inbound Anomaly Score Exceeded', 'block'],
] as const;

/** Three events for each request; one request in ten is that of a scanner. */
function writeEvents(
  name: string,
  placeOf: (index: number) => { readonly path: string; readonly host?: string; readonly ip?: string },
): string {
  const rows = Array.from({ length: REQUESTS }, (_, index) => {
    const { path, host = 'www.example.com', ip = `203.0.113.${index % 200}` } = placeOf(index);
    return MATCHES.map(([ruleId, description, action], match) => ({
      datetime: '2026-06-01T12:00:00Z',
      rayName: index.toString(16).padStart(16, '0'),
      action,
      source: 'firewallManaged',
      ruleId,
      rulesetId: OWASP,
      matchIndex: MATCHES.length - 1 - match,
      clientRequestHTTPHost: host,
      clientRequestHTTPMethodName: 'POST',
      clientRequestPath: path,
      clientRequestQuery: '',
      sampleInterval: 1,
      edgeResponseStatus: 403,
      originResponseStatus: 0,
      clientIP: ip,
      description,
      metadata: [],
      userAgent: index % 10 === 0 ? 'sqlmap/1.8' : 'Mozilla/5.0 (X11; Linux x86_64) Firefox/126.0',
    }));
  }).flat();
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify({ data: { viewer: { zones: [{ firewallEventsAdaptive: rows }] } } }));
  return file;
}

/** Processor time of Node with these words, as GNU time has it. */
function seconds(...words: readonly string[]): number {
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%U %S', process.execPath, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: ROOT,
  });
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return user + system;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function report(title: string, file: string, waf: string): void {
  const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`;
  const rounds = Array.from(
    { length: ROUNDS },
    () => [seconds(waf, 'propose', file), seconds('-e', parse)] as const,
  );
  const [ours, theirs] = [median(rounds.map(([one]) => one)), median(rounds.map(([, one]) => one))];
  const ratio = median(rounds.map(([a, b]) => a / b));
  console.log(`${title}: ${ours.toFixed(2)} s; JSON.parse ${theirs.toFixed(2)} s; ratio ${ratio.toFixed(1)}`);
}

if (!existsSync('/usr/bin/time')) throw new Error('this needs GNU time as /usr/bin/time');
try {
  const built = join(folder, 'dist');
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--no-types', '--into', built]);
  execFileSync('ln', ['-s', join(ROOT, 'node_modules'), join(folder, 'node_modules')]);
  execFileSync('cp', [join(ROOT, 'package.json'), folder]);
  const waf = join(built, 'waf.js');
  console.log(`${REQUESTS} requests, ${REQUESTS * MATCHES.length} events`);
  report(
    'one path',
    writeEvents('one.json', () => ({ path: '/admin/export' })),
    waf,
  );
  report(
    'a path for each request',
    writeEvents('many.json', (index) => ({ path: `/orders/${index}/image` })),
    waf,
  );
  report(
    'a host for each request',
    // Of one source, many hosts are an attack.
    writeEvents('hosts.json', (index) => ({
      path: '/admin/export',
      host: `h${index}.example.com`,
      ip: `10.1.${index >> 8}.${index % 256}`,
    })),
    waf,
  );
} finally {
  rmSync(folder, { recursive: true });
}
