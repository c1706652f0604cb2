import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createGzip } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

/*
 * What does `waf diagnose` cost on a request log of a gigabyte? Processor time and memory of the built command, for one ray
 * and for all rows by what answered them, host and path, beside DuckDB on the same file and columns, one thread each, in turns.
 *
 * npm run benchmark:diagnose -- <python with duckdb> [rows]
 */

const [python = 'python3', rowsText = '1316000'] = process.argv.slice(2);
const ROWS = Number(rowsText);
const ROUNDS = 3;
const EVERY_BLOCKED = 50;
const ROOT = join(__dirname, '..');

const folder = mkdtempSync(join(tmpdir(), 'waf-benchmark-'));
const file = join(folder, 'requests.ndjson');

const hex = (number: number): string => number.toString(16).padStart(16, '0');

/** A row as Logpush writes it, with the fields that one selects for such questions, and some more. */
function row(index: number): string {
  const isBlocked = index % EVERY_BLOCKED === 0;
  const rule = isBlocked ? `${hex(index % 7)}${hex(0xabcdef)}` : '';
  return JSON.stringify({
    CacheCacheStatus: !isBlocked && index % 3 === 0 ? 'hit' : 'dynamic',
    ClientASN: 64500 + (index % 300),
    ClientCountry: 'de',
    ClientIP: `203.0.113.${index % 256}`,
    ClientRequestBytes: 1200 + (index % 900),
    ClientRequestHost: `host${index % 5}.example.com`,
    ClientRequestMethod: index % 3 === 0 ? 'POST' : 'GET',
    ClientRequestPath: `/api/v1/items/${index % 997}`,
    ClientRequestProtocol: 'HTTP/2',
    ClientRequestReferer: 'https://www.example.com/catalogue/list',
    ClientRequestScheme: 'https',
    ClientRequestURI: `/api/v1/items/${index % 997}?page=${index % 40}`,
    ClientRequestUserAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
    EdgeEndTimestamp: '2026-06-01T12:00:00Z',
    EdgeResponseBytes: 5120 + (index % 3000),
    EdgeResponseStatus: isBlocked ? 403 : 200,
    EdgeStartTimestamp: '2026-06-01T12:00:00Z',
    OriginResponseStatus: isBlocked || index % 3 === 0 ? 0 : 200,
    ParentRayID: '00',
    RayID: hex(index * 7919 + 1),
    SecurityAction: isBlocked ? 'block' : '',
    SecurityActions: isBlocked ? ['block'] : [],
    SecurityRuleDescription: isBlocked ? 'A rule of this zone' : '',
    SecurityRuleID: rule,
    SecurityRuleIDs: isBlocked ? [rule] : [],
    SecuritySources: isBlocked ? ['firewallManaged'] : [],
    WAFAttackScore: 90,
    WorkerSubrequest: false,
    ZoneName: 'example.com',
  });
}

async function write(): Promise<void> {
  const stream = createWriteStream(file);
  for (let index = 0; index < ROWS;) {
    const lines: string[] = [];
    for (const end = Math.min(ROWS, index + 5000); index < end; index++) lines.push(row(index));
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

async function pack(): Promise<string> {
  const packed = `${file}.gz`;
  const { createReadStream } = await import('node:fs');
  const stream = createReadStream(file)
    .pipe(createGzip({ level: 1 }))
    .pipe(createWriteStream(packed));
  await once(stream, 'close');
  return packed;
}

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Processor time and memory of a command, as GNU time has them. */
function cost(command: string, ...words: readonly string[]): Cost {
  const { stderr, status, error } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', command, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: ROOT,
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr || String(error)}`);
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { seconds: user + system, megabytes: kilobytes / 1024 };
}

const query = (sql: string): Cost =>
  cost(
    python,
    '-c',
    `import duckdb; c = duckdb.connect(); c.execute("SET threads TO 1"); print(c.execute("""${sql}""").fetchall()[:1])`,
  );

const columns = (names: readonly string[]): string =>
  `{${names.map((name) => `'${name}': 'VARCHAR'`).join(', ')}}`;

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function main(): Promise<void> {
  const built = join(folder, 'dist');
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--no-types', '--into', built]);
  execFileSync('ln', ['-s', join(ROOT, 'node_modules'), join(folder, 'node_modules')]);
  execFileSync('cp', [join(ROOT, 'package.json'), folder]);
  const waf = join(built, 'waf.js');
  await write();
  console.log(`${(statSync(file).size / 1e9).toFixed(2)} GB, ${ROWS} rows`);
  const ray = hex(Math.floor(ROWS * 0.7) * 7919 + 1);
  const diagnose = (...words: readonly string[]): Cost =>
    cost(process.execPath, waf, 'diagnose', '--format', 'json', ...words);
  const one = `SELECT * FROM read_ndjson('${file}', columns=${columns(['RayID', 'ClientRequestHost', 'ClientRequestPath', 'SecurityAction', 'SecurityRuleID', 'EdgeResponseStatus', 'OriginResponseStatus'])}) WHERE RayID = '${ray}'`;
  const keys = [
    ...['SecurityAction', 'SecurityRuleID', 'ClientRequestHost', 'ClientRequestPath'],
    ...['EdgeResponseStatus', 'OriginResponseStatus', 'CacheCacheStatus'],
  ];
  const grouped = `SELECT ${keys.join(', ')}, count(*) FROM read_ndjson('${file}', columns=${columns(keys)}) GROUP BY ALL`;
  report(
    'one ray',
    () => diagnose(ray, file),
    () => query(one),
  );
  report(
    'grouped',
    () => diagnose('--group', file),
    () => query(grouped),
  );
  const packed = await pack();
  const gunzip = cost('gunzip', '-c', packed).seconds;
  const [plainCost, packedCost] = [diagnose(ray, file), diagnose(ray, packed)];
  console.log(
    `gzip: ${packedCost.seconds.toFixed(2)} s of plain ${plainCost.seconds.toFixed(2)} s and gunzip ${gunzip.toFixed(2)} s: ${(packedCost.seconds / (plainCost.seconds + gunzip)).toFixed(2)}`,
  );
}

function report(title: string, ours: () => Cost, theirs: () => Cost): void {
  const rounds = Array.from({ length: ROUNDS }, () => [ours(), theirs()] as const);
  const ratio = median(rounds.map(([a, b]) => a.seconds / b.seconds));
  const [our, their] = [0, 1].map((side) => ({
    seconds: median(rounds.map((round) => round[side as 0 | 1].seconds)),
    megabytes: median(rounds.map((round) => round[side as 0 | 1].megabytes)),
  }));
  console.log(
    `${title}: ${our?.seconds.toFixed(2)} s, ${our?.megabytes.toFixed(0)} MB; DuckDB ${their?.seconds.toFixed(2)} s, ${their?.megabytes.toFixed(0)} MB; ratio ${ratio.toFixed(2)}`,
  );
}

if (!existsSync('/usr/bin/time')) throw new Error('this needs GNU time as /usr/bin/time');
main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(folder, { recursive: true });
  });
