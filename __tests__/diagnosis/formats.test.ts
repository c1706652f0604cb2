import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import {
  diagnose,
  type Diagnosis,
  diagnosisJson,
  diagnosisMarkdown,
  diagnosisTerminal,
  grouper,
  groupsJson,
  REMEDY_NAMES,
} from '../../lib/diagnosis';
import { readEvidence, textInput, visitEvidence } from '../../lib/evidence';
import { ROOT } from '../project/source-files';
import { nodesOf } from '../review/support/commonmark';
import { ANSWERS } from './cases/answers';
import { access, BLOCK_PAGE, curl, entry, event, events, har, OWASP, row, SCORE } from './cases/evidence';
import { EVENTS } from './cases/events';
import { CONTRADICTIONS, ORIGIN } from './cases/origin';
import { REQUEST_LOG } from './cases/request-log';

interface Schema {
  readonly definitions: { readonly remedy: { readonly enum: readonly string[] } };
}

function schemaOf(name: string): Schema {
  return JSON.parse(readFileSync(join(ROOT, 'docs', name), 'utf8')) as Schema;
}

const schema = schemaOf('diagnosis.schema.json');
const groupsSchema = schemaOf('diagnosis-groups.schema.json');
const validate = new Ajv({ format: 'full' }).compile(schema);

async function diagnosed(inputs: readonly string[]): Promise<Diagnosis> {
  return diagnose(await readEvidence(inputs.map((input, index) => textInput(`input ${index + 1}`, input))));
}

test('the JSON of every case has the shape of the schema', async () => {
  for (const { title, inputs } of [...EVENTS, ...REQUEST_LOG, ...ANSWERS, ...ORIGIN, ...CONTRADICTIONS]) {
    const json: unknown = JSON.parse(diagnosisJson(await diagnosed(inputs)));
    expect([title, validate(json) === true ? [] : validate.errors]).toEqual([title, []]);
  }
});

test('the JSON of groups has the shape of its schema', async () => {
  const grouped = grouper();
  for (const { inputs } of [...EVENTS, ...REQUEST_LOG]) {
    for (const input of inputs) await visitEvidence(textInput('input', input), grouped.visitor);
  }
  const groups = grouped.groups();
  expect(groups.groups.length).toBeGreaterThan(3);
  const isGroups = new Ajv({ format: 'full' }).compile(groupsSchema);
  expect(isGroups(JSON.parse(groupsJson(groups))) === true ? [] : isGroups.errors).toEqual([]);
});

test('the schemas name every remedy, and no other', () => {
  for (const { definitions } of [schema, groupsSchema]) {
    expect(definitions.remedy.enum.toSorted()).toEqual(REMEDY_NAMES.toSorted());
  }
});

test('what could not be read is in every format', async () => {
  const diagnosis = await diagnosed([`${row()}\nbroken\n`]);
  expect(JSON.parse(diagnosisJson(diagnosis))).toMatchObject({
    skipped: { lines: 1, first: [{ source: 'input 1', line: 2, why: 'it is not a JSON object' }] },
  });
  for (const text of [diagnosisTerminal(diagnosis), diagnosisMarkdown(diagnosis)]) {
    expect(text).toContain('1 line or entry could not be read:');
    expect(text).toMatch(/input 1 \(2\)`?: /);
  }
});

/** Steers a terminal, ends code and cells, opens tags and links, mentions, breaks lines. */
const HOSTILE =
  '\u001b[2J\u202e\r\n\n# x\n```` ` </code><script>alert(1)</script>[a](javascript:b)@team\u0007|';
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** The object with the hostile text in every text of it, one after the other. */
function poisoned(record: object): readonly object[] {
  return Object.entries(record).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [
          { ...record, [key]: `${value}${HOSTILE}` },
          { ...record, [key]: HOSTILE },
        ]
      : [],
  );
}

const HOSTILE_INPUTS: readonly (readonly string[])[] = [
  ...poisoned(event({ rulesetId: OWASP, ruleId: SCORE, ref: 'r', clientIP: 'x', userAgent: 'x' })).map(
    (one) => [events(one)],
  ),
  ...poisoned(
    JSON.parse(row({ SecurityAction: 'block', SecurityRuleID: 'x', CacheCacheStatus: 'x' })) as object,
  ).map((one) => [JSON.stringify(one)]),
  ...['server', 'cf-ray', 'cf-mitigated', 'cf-cache-status', 'location', HOSTILE].map((name) => [
    har(entry(`https://shop.example.com/${HOSTILE}`, 403, { 'cf-ray': 'x', [name]: HOSTILE }, HOSTILE)),
  ]),
  [curl(403, { 'cf-mitigated': HOSTILE.replace(/[\r\n]+/g, ' ') }, `${BLOCK_PAGE}${HOSTILE}`)],
  [access(403, null, { agent: HOSTILE.replace(/[\r\n"]+/g, ' '), request: 'GET /`\u001b[2J<b> HTTP/1.1' })],
];

test.each(HOSTILE_INPUTS.map((inputs, index) => [index, inputs] as const))(
  'hostile texts stay mere text (%i)',
  async (_, inputs) => {
    const diagnosis = await diagnosed(inputs);
    expect(diagnosis.requests.length + diagnosis.skipped.lines).toBeGreaterThan(0);
    expect(diagnosisTerminal(diagnosis)).not.toMatch(UNSAFE);
    expect(diagnosisJson(diagnosis)).not.toMatch(UNSAFE);
    const markdown = diagnosisMarkdown(diagnosis);
    expect(markdown).not.toMatch(UNSAFE);
    const kinds = nodesOf(markdown).map(({ type }) => type);
    const foreign = ['html_inline', 'html_block', 'link', 'image', 'code_block', 'thematic_break'];
    expect(kinds.filter((kind) => foreign.includes(kind))).toEqual([]);
  },
);
