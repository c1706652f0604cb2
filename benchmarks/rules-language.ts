import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Table from 'cli-table3';
import { check } from '../lib/rules-language';
import { compile } from '../lib/rules-language/compile/compile';
import { fieldSlot, type FieldSlot } from '../lib/rules-language/context/field-slots';
import { evaluate } from '../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../lib/rules-language/context/execution-context';
import { parse } from '../lib/rules-language/parse/parse';
import { measureFirewalker } from './rules-language/firewalker';
import { patternTables } from './rules-language/patterns';
import { perSecond, round } from './rules-language/per-second';
import { MATCHING_URL, OTHER_URL, type Sample, SAMPLES } from './rules-language/samples';

/*
 * How often a second, on one core, each step of the language runs: `npm run benchmark:rules-language`. Evaluation is
 * measured on a request that matches (every condition runs) and on one that does not (the first decides), with the
 * context prepared. npm `firewalker` is no dependency: it is measured beside ours where the variable FIREWALKER names a
 * folder with it. The further tables show how the cost grows with the length of an expression and the number of rules,
 * and what single patterns cost.
 */

const PLACE = { phase: 'http_request_firewall_custom', plan: 'enterprise' } as const;
const OTHER_IP = '192.0.2.1';
const HOST = requireSlot('http.host');
const OURS = ['parse/s', 'check/s', 'compile/s', 'match/s', 'no match/s'];

function context(url: string, ip: string): ExecutionContext {
  return ExecutionContext.fromRequest({ method: 'POST', url, ip });
}

function requireSlot(name: string): FieldSlot {
  const slot = fieldSlot(name);
  if (slot === undefined) throw new Error(name);
  return slot;
}

/** A table without colours. */
const PLAIN = { head: [], border: [] };

/** Keeps the results in use, so that the compiler cannot leave the work out. */
let matches = 0;

function measure({ title, expression, ip }: Sample): readonly string[] {
  const tree = parse(expression).expression;
  const compiled = compile(tree);
  const matching = context(MATCHING_URL, ip);
  const other = context(OTHER_URL, OTHER_IP);
  if (evaluate(compiled, matching).verdict !== true) throw new Error(`${title} does not match`);
  if (evaluate(compiled, other).verdict !== false) throw new Error(`${title} matches the other request`);
  const evaluations = [matching, other].map((subject) =>
    perSecond(() => {
      if (evaluate(compiled, subject).verdict === true) matches++;
    }),
  );
  const steps = [
    perSecond(() => parse(expression)),
    perSecond(() => check(tree, PLACE)),
    perSecond(() => compile(tree)),
  ];
  return [...steps, ...evaluations].map(round);
}

/** Nanoseconds for each condition of ever longer expressions: the same in each row if the cost is linear. */
function growth(): Table.Table {
  const table = new Table({ head: ['conditions', 'parse', 'check', 'compile', 'evaluate'], style: PLAIN });
  const subject = context(OTHER_URL, OTHER_IP);
  for (const count of [10, 25, 50, 100]) {
    const text = Array.from({ length: count }, (_, index) => `http.host eq "host-${index}.test"`).join(
      ' or ',
    );
    const tree = parse(text).expression;
    const compiled = compile(tree);
    const rates = [
      perSecond(() => parse(text)),
      perSecond(() => check(tree, PLACE)),
      perSecond(() => compile(tree)),
      perSecond(() => evaluate(compiled, subject)),
    ];
    table.push([String(count), ...rates.map((rate) => `${round(1e9 / rate / count)} ns`)]);
  }
  return table;
}

function main(): void {
  const table = new Table({
    head: ['expression', ...OURS, 'firewalker: parse/s', 'firewalker: match/s'],
    style: PLAIN,
  });
  for (const sample of SAMPLES) table.push([sample.title, ...measure(sample), ...measureFirewalker(sample)]);
  console.log(table.toString());
  const prepared = perSecond(() => context(MATCHING_URL, '203.0.113.9').value(HOST));
  console.log(`requests prepared per second: ${round(prepared)}`);
  console.log(growth().toString());
  for (const patterns of patternTables()) console.log(patterns.toString());
  // In a process of its own, so that its first run is a cold one.
  execFileSync(process.execPath, ['-r', 'ts-node/register', join(__dirname, 'lint.ts')], {
    stdio: 'inherit',
  });
  if (matches < 0) throw new Error('unreachable');
}

main();
