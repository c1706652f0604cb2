import Table from 'cli-table3';
import { compile } from '../lib/rules-language/compile';
import { fieldSlot, type FieldSlot } from '../lib/rules-language/context/field-slots';
import { evaluate } from '../lib/rules-language/evaluate';
import { ExecutionContext } from '../lib/rules-language/execution-context';
import { parse } from '../lib/rules-language/parse';

/*
 * How often a second, on one core, each step of the language runs: `npm run benchmark:rules-language`. Evaluation is
 * measured on a request that matches (every condition runs) and on one that does not (the first decides), with the
 * context prepared. The second table shows how the cost grows with the length of an expression. npm `firewalker` is no
 * dependency, so it is not compared.
 */

const PATH = '/admin/tiktok-creator/export-mp4';
const IDIOM = [
  'http.host eq "dashboard.example.com"',
  'http.request.method eq "POST"',
  `http.request.uri.path eq "${PATH}"`,
  `raw.http.request.uri.path eq "${PATH}"`,
  'ssl',
  'ip.src in {203.0.113.0/24 198.51.100.7 2001:db8::/48}',
].join(' and ');
const CIDRS = Array.from({ length: 100 }, (_, index) => `10.${index}.0.0/16`).join(' ');

interface Sample {
  readonly title: string;
  readonly expression: string;
  readonly match: string;
  readonly miss: string;
  readonly ip?: string;
}

const MISS = 'https://www.example.com/';
const MATCH = `https://dashboard.example.com${PATH}`;
const SAMPLES: readonly Sample[] = [
  { title: 'contains', expression: `http.request.uri.path contains "${PATH}"`, match: MATCH, miss: MISS },
  { title: 'exact idiom, 3 addresses', expression: `(${IDIOM})`, match: MATCH, miss: MISS },
  {
    title: 'regex',
    expression: 'http.request.uri.path matches r"^/admin/[a-z-]+/export-mp[34]$"',
    match: MATCH,
    miss: MISS,
  },
  {
    title: 'wildcard',
    expression: 'http.request.full_uri wildcard r"https://*.example.com/admin/*/export-*"',
    match: MATCH,
    miss: MISS,
  },
  { title: '100 CIDRs', expression: `ip.src in {${CIDRS}}`, match: MATCH, miss: MISS, ip: '10.99.1.2' },
];

const HOST = requireSlot('http.host');
const ROUNDS = 5;
const ROUND_MS = 200;

/** The best of some rounds: the others were disturbed. */
function perSecond(run: () => void): number {
  let batch = 1;
  let best = 0;
  for (let round = 0; round < ROUNDS + 1;) {
    const started = process.hrtime.bigint();
    for (let count = 0; count < batch; count++) run();
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    if (ms < ROUND_MS / 2) batch = Math.ceil(batch * Math.min(10, ROUND_MS / Math.max(ms, 0.01)));
    else {
      if (round > 0) best = Math.max(best, (batch / ms) * 1000);
      round++;
    }
  }
  return best;
}

function context(url: string, ip: string): ExecutionContext {
  return ExecutionContext.fromRequest({ method: 'POST', url, ip });
}

function requireSlot(name: string): FieldSlot {
  const slot = fieldSlot(name);
  if (slot === undefined) throw new Error(name);
  return slot;
}

function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en');
}

/** Keeps the results in use, so that the compiler cannot leave the work out. */
let matches = 0;

function main(): void {
  const table = new Table({ head: ['expression', 'parse/s', 'compile/s', 'match/s', 'no match/s'] });
  for (const { title, expression, match, miss, ip = '203.0.113.9' } of SAMPLES) {
    const tree = parse(expression).expression;
    const compiled = compile(tree);
    const matching = context(match, ip);
    const other = context(miss, '192.0.2.1');
    if (evaluate(compiled, matching).verdict !== true) throw new Error(`${title} does not match`);
    if (evaluate(compiled, other).verdict !== false) throw new Error(`${title} matches the other request`);
    const evaluations = [matching, other].map((subject) =>
      perSecond(() => {
        if (evaluate(compiled, subject).verdict === true) matches++;
      }),
    );
    table.push([
      title,
      round(perSecond(() => parse(expression))),
      round(perSecond(() => compile(tree))),
      ...evaluations.map(round),
    ]);
  }
  console.log(table.toString());
  console.log(
    `requests prepared per second: ${round(perSecond(() => context(MATCH, '203.0.113.9').value(HOST)))}`,
  );
  console.log(growth().toString());
  if (matches < 0) throw new Error('unreachable');
}

/** Nanoseconds for each condition of ever longer expressions: the same in each row if the cost is linear. */
function growth(): Table.Table {
  const table = new Table({ head: ['conditions', 'parse', 'compile', 'evaluate'] });
  const subject = context(MISS, '192.0.2.1');
  for (const count of [10, 25, 50, 100]) {
    const text = Array.from({ length: count }, (_, index) => `http.host eq "host-${index}.test"`).join(
      ' or ',
    );
    const tree = parse(text).expression;
    const compiled = compile(tree);
    const rates = [
      perSecond(() => parse(text)),
      perSecond(() => compile(tree)),
      perSecond(() => evaluate(compiled, subject)),
    ];
    table.push([String(count), ...rates.map((rate) => `${round(1e9 / rate / count)} ns`)]);
  }
  return table;
}

main();
