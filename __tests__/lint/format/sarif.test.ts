import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { FORMATS, lintDocument } from '../../../lib/lint';
import { LINT_RULES } from '../../../lib/lint/rules';

const NOW_MS = Date.parse('2026-06-01T00:00:00Z');

/**
 * The schema that OASIS publishes beside the standard; copyright OASIS Open.
 *
 * @see https://github.com/oasis-tcs/sarif-spec
 */
const schema = JSON.parse(readFileSync(join(__dirname, 'sarif-schema-2.1.0.json'), 'utf8')) as object;
const validate = new Ajv({ format: 'full' }).compile(schema);

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly object[] } };
      readonly results: readonly Readonly<Record<string, unknown>>[];
    },
  ];
}

function sarif(...sources: readonly Parameters<typeof lintDocument>[0][]): Log {
  const lists = sources.flatMap((source) =>
    lintDocument(source, { nowMs: NOW_MS, phase: 'http_request_firewall_custom', plan: 'free' }),
  );
  return JSON.parse(FORMATS.sarif(lists)) as Log;
}

function mistakesIn(log: unknown): readonly string[] {
  return validate(log) === true ? [] : (validate.errors ?? []).map(({ dataPath }) => dataPath);
}

const EXPRESSION = 'http.request.uri.path contains "/Admin%20" and http.request.method eq "post"';
/** A list whose findings have every severity, some for a part of an expression and some for the list. */
const FILE = {
  kind: 'zone',
  phase: 'http_request_firewall_custom',
  rules: [
    { ref: 'a', action: 'log', expression: 'http.hots eq "a"' },
    { ref: 'a', action: 'skip', expression: EXPRESSION, action_parameters: { ruleset: 'current' } },
    { action: 'block', expression: 'ip.geoip.country eq "AT"' },
  ],
};

test('the schema is that of SARIF 2.1.0', () => {
  expect(schema).toMatchObject({
    title: 'Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema',
    properties: { version: { enum: ['2.1.0'] } },
    required: ['version', 'runs'],
  });
});

test.each<[string, readonly Parameters<typeof lintDocument>[0][]]>([
  ['nothing', []],
  ['an expression', [{ expression: EXPRESSION }]],
  ['a file', [{ file: 'cdktf.out/stacks/dashboard-waf/cdk.tf.json', content: FILE }]],
  ['a file of Windows', [{ file: 'C:\\plans\\plan 1.json', content: FILE }]],
  ['a file with a strange name', [{ file: '%zz #1?\u001b[2J\ud800/\u202e.json', content: FILE }]],
  ['standard input and an expression', [{ file: '-', content: FILE }, { expression: 'ssl' }]],
])('the log of %s is SARIF', (_title, sources) => {
  expect(mistakesIn(sarif(...sources))).toEqual([]);
});

test('the log has results of each level, with and without a place in an expression', () => {
  const [{ tool, results }] = sarif({ file: 'ruleset.json', content: FILE }).runs;
  expect(tool.driver.rules).toHaveLength(LINT_RULES.length);
  expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['error', 'warning', 'note']));
  expect(new Set(results.map(({ properties }) => properties !== undefined))).toEqual(new Set([true, false]));
});

test.each<[string, (result: Readonly<Record<string, unknown>>) => object]>([
  ['level', (result) => ({ ...result, level: 'info' })],
  ['message', (result) => ({ ...result, message: undefined })],
  ['ruleIndex', (result) => ({ ...result, ruleIndex: -2 })],
  ['severity', (result) => ({ ...result, severity: 'error' })],
  [
    'locations',
    (result) => ({ ...result, locations: [{ physicalLocation: { artifactLocation: { uri: 'a b' } } }] }),
  ],
])('a log with a wrong %s is none', (_part, change) => {
  const log = sarif({ file: 'ruleset.json', content: FILE });
  const [run] = log.runs;
  const [first = {}, ...others] = run.results;
  expect(mistakesIn({ ...log, runs: [{ ...run, results: [change(first), ...others] }] })).not.toEqual([]);
});
