import { reviewPlan } from '../../lib/review';
import { readPlan } from '../../lib/review/plan/read-plan';
import { refusalOf } from '../support/refusal';
import { planJson, reviewOf } from './support/plan';
import { added, custom } from './support/plans';
import { block, EXACT } from './support/rules';

const WHOLE = { format_version: '1.2', configuration: { root_module: {} } };

test.each<[title: string, content: unknown]>([
  ['nothing', undefined],
  ['an array', []],
  ['an export of a ruleset', { result: { rules: [] } }],
  ['a state', { format_version: '1.0', values: {} }],
  ['a plan without a version', { resource_changes: [] }],
])('%s is no plan', (_, content) => {
  expect(refusalOf(() => reviewPlan({ name: 'a.json', content }))).toEqual({
    code: 'review/plan',
    message: '`a.json` is no Terraform plan in JSON',
    help: 'give the output of `terraform show -json <plan file>`; `cdktf plan` leaves the plan file in cdktf.out/stacks/<stack>/plan',
  });
});

test('a plan that Terraform could not finish is refused', () => {
  const content = { ...planJson(added(EXACT)), errored: true };
  expect(refusalOf(() => reviewPlan({ name: 'a.json', content }))).toEqual({
    code: 'review/incomplete',
    message: '`a.json` is a plan that Terraform could not finish',
    help: 'correct what `terraform plan` reported, and plan again',
  });
});

test.each([
  ['2.0', 'review/plan', '`a.json` has the format version `2.0`, of which nothing is known here: 1.x is'],
  ['10.1', 'review/plan', '`a.json` has the format version `10.1`, of which nothing is known here: 1.x is'],
])('a plan in the format %s is not guessed at', (version, code, message) => {
  const content = { ...planJson(added(EXACT)), format_version: version };
  expect(refusalOf(() => reviewPlan({ name: 'a.json', content }))).toMatchObject({ code, message });
});

test('a plan of a part of the stack is refused', () => {
  const content = { ...planJson(added(EXACT)), complete: false };
  expect(refusalOf(() => reviewPlan({ name: 'a.json', content }))).toEqual({
    code: 'review/incomplete',
    message: '`a.json` is a plan of a part of the stack only',
    help: 'plan without `-target`: what it leaves out is not known',
  });
  expect(() => reviewPlan({ name: 'a.json', content: { ...content, complete: true } })).not.toThrow();
});

test.each<[title: string, rest: object, problem: string]>([
  [
    'without its configuration',
    { configuration: undefined },
    'lacks `configuration`, so what Terraform would execute is not known',
  ],
  [
    'with an empty configuration',
    { configuration: {} },
    'lacks `configuration`, so what Terraform would execute is not known',
  ],
  [
    'that leaves changes to later',
    { deferred_changes: [{ reason: 'unknown' }] },
    'leaves changes to a later plan',
  ],
  [
    'that Terraform would not apply',
    { applyable: false },
    'is a plan that Terraform would not apply (`applyable` is false)',
  ],
])('a plan %s is refused', (_, rest, problem) => {
  const content = { ...planJson(added(EXACT)), ...rest };
  expect(refusalOf(() => reviewPlan({ name: 'a.json', content }))).toMatchObject({
    code: 'review/incomplete',
    message: `\`a.json\` ${problem}`,
  });
});

test('a plan that changes nothing need not be one that Terraform would apply', () => {
  expect(reviewPlan({ name: 'a.json', content: { ...planJson({}), applyable: false } }).isEmpty).toBe(true);
});

describe('values that are marked as sensitive', () => {
  const marked = (marks: object) => {
    const { resource_changes: changes, ...plan } = planJson(added(EXACT)) as {
      resource_changes: { change: object }[];
    };
    const [first, ...others] = changes;
    return { ...plan, resource_changes: [{ ...first, change: { ...first?.change, ...marks } }, ...others] };
  };

  test.each([[{ before_sensitive: true }], [{ after_sensitive: { rules: [{}, { expression: true }] } }]])(
    'are never shown: %j',
    (marks) => {
      expect(refusalOf(() => reviewPlan({ name: 'a.json', content: marked(marks) }))).toMatchObject({
        code: 'review/sensitive',
        message: expect.stringMatching(
          /^`cloudflare_ruleset\..*` holds values that are marked as sensitive, which a review would show$/,
        ) as string,
      });
    },
  );

  test('are none where nothing is marked', () => {
    const marks = { before_sensitive: false, after_sensitive: { rules: [{}, { expression: false }] } };
    expect(() => reviewPlan({ name: 'a.json', content: marked(marks) })).not.toThrow();
  });
});

test.each<[title: string, content: object]>([
  ['resources without a change', { resource_changes: [{ address: 'a' }, null, 'x', { change: null }] }],
  [
    'modules without resources',
    { resource_changes: [], prior_state: { values: { root_module: { child_modules: [{}, null] } } } },
  ],
])('%s end in a review, not in a crash', (_, content) => {
  expect(reviewPlan({ name: 'a.json', content: { ...WHOLE, ...content } }).digest).toMatch(/^sha256:/);
});

test.each<[string, unknown, string, string]>([
  ['rules that are no list', { rules: 'x' }, '`rules` must be a list, got: `"x"`', 'rules'],
  [
    'a rule that is no object',
    { rules: [block('b', 'ssl'), 1] },
    'a rule must be an object, got: `1`',
    'rules[1]',
  ],
  [
    'an expression that is no text',
    { rules: [{ action: 'block', expression: ['ssl'] }] },
    '`expression` must be text, got: a list',
    'rules[0].expression',
  ],
  [
    'an action that nobody knows',
    { rules: [{ action: 'blok', expression: 'ssl' }] },
    '`action` must be a name that Cloudflare knows, got: `blok`',
    'rules[0].action',
  ],
])('%s is refused, not left out of the comparison', (_title, ruleset, problem, place) => {
  for (const side of ['before', 'after']) {
    const change = {
      actions: ['update'],
      before: { kind: 'zone' },
      after: { kind: 'zone' },
      [side]: ruleset,
    };
    const resource = { address: 'cloudflare_ruleset.a', mode: 'managed', type: 'cloudflare_ruleset', change };
    const content = { ...WHOLE, resource_changes: [resource] };
    expect(refusalOf(() => reviewPlan({ name: 'a.json', content }))).toEqual({
      code: 'review/plan',
      message: `\`a.json\` holds rules of \`cloudflare_ruleset.a\` that cannot be read: ${problem}`,
      help: `give what \`terraform show -json <plan file>\` writes, unchanged; the place is resource_changes[0].change.${side}.${place}`,
    });
  }
});

test('a plan that changes nothing is empty, one that only adopts is not', () => {
  const rules = [block('b', 'ssl')];
  expect(reviewOf(custom(rules, rules)).isEmpty).toBe(true);
  expect(reviewOf(custom(rules, rules, { isAdopted: true })).isEmpty).toBe(false);
});

test('the quota of the zone is told where the plan of the zone is known', () => {
  const quotaOn = (zonePlan: string) =>
    reviewOf({ ...added(EXACT), zonePlan }).zones[0]?.entryPoints.map(({ quota }) => quota);
  expect(quotaOn('free')).toEqual([
    { before: 0, after: 1, limit: 5 },
    { before: 2, after: 2, limit: undefined },
  ]);
  expect(quotaOn('other')?.[0]).toEqual({ before: 0, after: 1, limit: undefined });
});

test('an expression that the plan knows neither before nor after equals none', () => {
  const unknown = [{ ref: 'a', action: 'skip', action_parameters: { products: ['bic'] } }];
  expect(reviewOf(custom(unknown, unknown)).verdict.kind).toBe('undecided');
});

describe('lists', () => {
  const changed = (address: string, before: object | null, after: object | null) => ({
    address,
    mode: 'managed',
    type: 'cloudflare_list',
    change: { actions: ['update'], before, after },
  });
  const office = (...items: readonly object[]) => ({ name: 'office', items });
  const read = (values: object) => ({ address: 'data.x', mode: 'data', type: 'cloudflare_list', values });
  const contentsOf = (changes: readonly object[], data: readonly object[] = []) =>
    readPlan('a.json', {
      format_version: '1.2',
      configuration: { root_module: {} },
      resource_changes: changes,
      prior_state: { values: { root_module: { resources: data } } },
    }).lists.map(({ before, after }) => [before, after]);
  const [one, two] = [{ ip: '192.0.2.1' }, { ip: '192.0.2.2' }];

  test('are read from what the plan changes, and from what it has read', () => {
    expect(contentsOf([changed('a', office(one), office(one, two))])).toEqual([
      [['192.0.2.1'], ['192.0.2.1', '192.0.2.2']],
    ]);
    expect(contentsOf([], [read(office(one))])).toEqual([[['192.0.2.1'], ['192.0.2.1']]]);
  });

  test.each<[title: string, contents: unknown, expected: unknown]>([
    [
      'an item of a kind that no expression looks into',
      contentsOf([changed('a', office(one), office(one, { redirect: {} }))]),
      [[['192.0.2.1'], undefined]],
    ],
    ['a search', contentsOf([], [read({ ...office(one), search: '192' })]), [[undefined, undefined]]],
    [
      'two of one name',
      contentsOf([changed('a', office(one), office(one)), changed('b', office(two), office(two))]),
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
    ],
    [
      'one that is read and changed',
      contentsOf([changed('a', office(one), office(two))], [read(office(one))]),
      [[['192.0.2.1'], ['192.0.2.2']]],
    ],
  ])('are unknown, or what the plan changes, after %s', (_, contents, expected) => {
    expect(contents).toEqual(expected);
  });
});
