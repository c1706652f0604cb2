import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { renderJson } from '../../lib/review';
import { ROOT } from '../project/source-files';
import { CUSTOM, MANAGED, type PlanParts, type PlanRule, reviewOf } from './support/plan';
import { added, changed, custom, listed, managed } from './support/plans';
import { block, EXACT, exception, EXECUTES, HOST, OWASP, UNTIL } from './support/rules';

const schema = JSON.parse(readFileSync(join(ROOT, 'docs/review.schema.json'), 'utf8')) as object;
const validate = new Ajv({ format: 'full' }).compile(schema);

function mistakesIn(json: string): readonly string[] {
  return validate(JSON.parse(json)) === true
    ? []
    : (validate.errors ?? []).map(({ dataPath, message = '' }) => `${dataPath} ${message}`);
}

const UNREADABLE = { ref: 'wafx__dashboard__new', action_parameters: { products: ['bic'] } } as PlanRule;

test.each<[title: string, plan: PlanParts]>([
  ['an empty plan', {}],
  ['an addition', added(`${EXACT} and ${UNTIL}`)],
  [
    'a country, a time and a header in the witness',
    changed(`${EXACT} and ${UNTIL}`, `${EXACT} and ip.src.country eq "AT" and http.user_agent eq "x"`),
  ],
  ['a change in both directions', changed(EXACT, EXACT.replaceAll('/export', '/import'))],
  [
    'an undecided comparison',
    changed(
      `${HOST} and any(starts_with(encode_base64(http.request.headers["x-a"][*])[*], "YQ"))`,
      `${HOST} and any(starts_with(http.request.headers["x-a"][*], "a"))`,
    ),
  ],
  ['what is not known before the apply', custom([], [UNREADABLE])],
  [
    'rules that are not known before the apply',
    custom([], [], { actions: ['update'], afterUnknown: { rules: true } }),
  ],
  ['an exception that has ended', added(`${EXACT} and http.request.timestamp.sec lt 1748736000`)],
  [
    'an exception of one ruleset',
    managed(EXECUTES, [
      exception('export', EXACT, { action_parameters: { rulesets: [OWASP] } }),
      ...EXECUTES,
    ]),
  ],
  [
    'foreign changes',
    custom(
      [block('b', 'ssl'), block('c', HOST)],
      [block('c', HOST), block('b', 'not ssl'), block('d', 'ssl')],
    ),
  ],
  ['a deletion', custom([exception('export', EXACT)], undefined)],
  [
    'lists and other resources',
    {
      ...listed(['192.0.2.1'], ['192.0.2.0/24']),
      others: [{ address: 'a.b', type: 'a', actions: ['delete', 'create'] }],
    },
  ],
  [
    'AS numbers in a list',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: [exception('a', 'ip.src.asnum in $asns')] },
        { phase: MANAGED, before: EXECUTES, after: EXECUTES },
      ],
      lists: [{ name: 'asns', before: ['64500'], after: ['64500', '64501'] }],
    },
  ],
])('%s keeps the schema', (_, plan) => {
  expect(mistakesIn(renderJson(reviewOf(plan)))).toEqual([]);
});

test('the schema refuses what the review does not have', () => {
  const json = JSON.parse(renderJson(reviewOf(added(EXACT)))) as Record<string, unknown>;
  expect(mistakesIn(JSON.stringify({ ...json, version: 1 }))).toEqual([
    '.version should be equal to constant',
  ]);
  expect(mistakesIn(JSON.stringify({ ...json, extra: 1 }))).toEqual([
    ' should NOT have additional properties',
  ]);
  expect(mistakesIn(JSON.stringify({ ...json, digest: undefined }))).toEqual([
    " should have required property 'digest'",
  ]);
});

test('integers that JSON cannot hold are text', () => {
  const plan = added('http.request.timestamp.sec lt 9007199254740993 and ip.src.asnum eq 4294967295');
  expect(renderJson(reviewOf(plan))).toContain(
    '"after": "http.request.timestamp.sec lt 9007199254740993 and',
  );
});
