/**
 * Our constructs against the bare bindings, which declare the same rules: processor time and memory of a whole synth, as
 * ratios. `benchmarks/README.md` tells how to read the figures.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Table from 'cli-table3';
import type { Usage } from './synth/usage';

const ROOT = join(__dirname, '..');
const APPS = join(__dirname, 'synth');

/** Inside the repository, so that the compiled apps find its packages. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'waf-exceptions-benchmark');

const COUNTS = [1, 100, 1000] as const;
const ZONES = [100, 200, 400] as const;
const KINDS = ['constructs', 'bindings'] as const;

/** How the app is run: the words for Node before the count. */
const RUNNERS = {
  'the package, compiled JavaScript': (kind: Kind) => [join(COMPILED, 'benchmarks', 'synth', `${kind}.js`)],
  'ts-node with swc': (kind: Kind) => ['-r', 'ts-node/register', join(APPS, `${kind}.ts`)],
} as const;

const REPORT_TIME = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error((user + system) / 1000); });`,
)}`;

type Kind = (typeof KINDS)[number];
type Runner = keyof typeof RUNNERS;

const repetitions = Number(process.argv[2] ?? 7);

compile();
requireSameRules();
for (const runner of Object.keys(RUNNERS) as Runner[]) printTable(runner, measureAll(runner));
printZones();
printStart();

function compile(): void {
  const words = ['-p', join(APPS, 'tsconfig.json'), '--outDir', COMPILED];
  execFileSync(join(ROOT, 'node_modules', '.bin', 'tsc'), words, { cwd: ROOT, stdio: 'inherit' });
  // An app of a user loads the package as it is published.
  const build = join(COMPILED, 'dist');
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--no-types', '--into', build]);
  writeFileSync(join(COMPILED, 'lib', 'index.js'), `module.exports = require('../dist');\n`);
}

/** Medians by kind and count. The repetitions take turns, so that a noisy minute meets all of them. */
function measureAll(runner: Runner): (kind: Kind, count: number) => Usage {
  const runs = new Map<string, Usage[]>();
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const count of COUNTS) {
      for (const kind of KINDS) {
        const key = `${kind} ${count}`;
        runs.set(key, [...(runs.get(key) ?? []), measure(runner, kind, count)]);
      }
    }
  }
  return (kind, count) => {
    const usages = runs.get(`${kind} ${count}`) ?? [];
    return {
      processMs: median(usages.map(({ processMs }) => processMs)),
      peakMb: median(usages.map(({ peakMb }) => peakMb)),
    };
  };
}

function measure(runner: Runner, kind: Kind, count: number): Usage {
  return synth(runner, kind, count, (stdout) => JSON.parse(stdout) as Usage);
}

/** Runs the app in a process of its own and reads what it printed and wrote. */
function synth<T>(
  runner: Runner,
  kind: Kind,
  count: number,
  readResult: (stdout: string, outdir: string) => T,
): T {
  const outdir = mkdtempSync(join(tmpdir(), 'waf-exceptions-benchmark-'));
  try {
    const words = [...RUNNERS[runner](kind), String(count), outdir];
    const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${kind} ${count} failed: ${stderr}`);
    return readResult(stdout, outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Figures about different rules would say nothing. */
function requireSameRules(): void {
  const [ours, bare] = KINDS.map((kind) =>
    synth('the package, compiled JavaScript', kind, 20, (_, outdir) =>
      rulesOf(JSON.parse(readFileSync(join(outdir, 'stacks', 'synth', 'cdk.tf.json'), 'utf8'))),
    ),
  );
  if (isDeepStrictEqual(ours, bare)) return;
  throw new Error('the two apps declare different rules: correct benchmarks/synth/bindings.ts');
}

/** The rules of a synthesised stack, whichever of the two apps made it, by their `ref`. */
function rulesOf(stack: unknown): readonly unknown[] {
  const { locals = {}, resource } = stack as {
    locals?: Record<string, unknown>;
    resource: { cloudflare_ruleset: Record<string, { rules: unknown }> };
  };
  const ours = Object.entries(locals).find(([name]) => name.endsWith('_custom_ours'));
  const rules = ours === undefined ? resource.cloudflare_ruleset['custom']?.rules : ours[1];
  return (Object.values(rules as object) as { ref: string }[]).sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function printTable(runner: Runner, of: (kind: Kind, count: number) => Usage): void {
  const table = new Table({ head: ['exceptions', 'time', 'memory'], style: { head: [], border: [] } });
  for (const count of COUNTS) {
    const [ours, bare] = [of('constructs', count), of('bindings', count)];
    table.push([count, ratio(ours.processMs, bare.processMs), ratio(ours.peakMb, bare.peakMb)]);
  }
  const perException = (kind: Kind, from: number, to: number) =>
    (of(kind, to).processMs - of(kind, from).processMs) / (to - from);
  const growth = KINDS.map(
    (kind) => `${kind} ${ratio(perException(kind, 100, 1000), perException(kind, 1, 100))}`,
  );
  console.log(`${runner}, constructs : bindings, median of ${repetitions}\n${table.toString()}`);
  console.log(`cost of one more exception, 100 to 1,000 : 1 to 100: ${growth.join(', ')}`);
  const seconds = perException('constructs', 100, 1000) / perException('bindings', 100, 1000);
  console.log(`cost of one more exception, constructs : bindings: ${seconds.toFixed(2)}x\n`);
}

/** What an app with many zones costs, each with one exception: beside an app with a quarter of them. */
function printZones(): void {
  const [few, half, all] = ZONES;
  const table = new Table({
    head: ['zones', `constructs, ${all} : ${half} : ${few}`, `synth, ${all} : ${half} : ${few}`],
    style: { head: [], border: [] },
  });
  for (const place of ['one', 'stacks']) {
    const runs = ZONES.map((count) => Array.from({ length: repetitions }, () => zones(count, place)));
    const growth = (part: keyof ZoneTimes): string => {
      const times = runs.map((times) => median(times.map((time) => time[part])));
      return times
        .map((time) => ratio(time, times[0] ?? Number.NaN))
        .reverse()
        .join(' : ');
    };
    const title = place === 'one' ? 'in one stack' : 'each in a stack of its own';
    table.push([title, growth('constructs'), growth('synth')]);
  }
  console.log(`many zones, median of ${repetitions}\n${table.toString()}`);
}

/** What starting the command line costs beside starting Node. */
function printStart(): void {
  const words = { node: ['-e', '0'], waf: [join(COMPILED, 'dist', 'waf.js'), '--version'] };
  const runs = Array.from({ length: 3 * repetitions }, () => [
    processorTime(words.waf),
    processorTime(words.node),
  ]);
  const [waf, node] = [0, 1].map((index) => median(runs.map((run) => run[index] ?? Number.NaN)));
  console.log(
    `waf --version : node -e 0, median of ${runs.length}: ${ratio(waf ?? Number.NaN, node ?? Number.NaN)}`,
  );
}

/** User and system time of one run of Node, in milliseconds. */
function processorTime(words: readonly string[]): number {
  const { stderr } = spawnSync(process.execPath, ['--import', REPORT_TIME, ...words], { encoding: 'utf8' });
  return Number(stderr.trim().split('\n').at(-1));
}

/** What the app of `synth/zones.ts` prints. */
interface ZoneTimes {
  readonly constructs: number;
  readonly synth: number;
}

function zones(count: number, place: string): ZoneTimes {
  const outdir = mkdtempSync(join(tmpdir(), 'waf-exceptions-benchmark-'));
  try {
    const app = join(COMPILED, 'benchmarks', 'synth', 'zones.js');
    const words = [app, String(count), outdir, place];
    const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${count} zones failed: ${stderr}`);
    return JSON.parse(stdout) as ZoneTimes;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)}x`;
}
