import { reviewPlan } from '../../lib/review';
import { refusalOf } from '../support/refusal';
import { planJson, reviewOf } from './support/plan';
import { added, custom } from './support/plans';
import { block, EXACT } from './support/rules';

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

test.each<[title: string, content: object]>([
  ['resources without a change', { resource_changes: [{ address: 'a' }, null, 'x', { change: null }] }],
  [
    'rules that are no list',
    {
      resource_changes: [
        {
          type: 'cloudflare_ruleset',
          change: {
            actions: ['update'],
            before: { kind: 'zone', rules: 'x' },
            after: { kind: 'zone', rules: [null, 1, {}] },
          },
        },
      ],
    },
  ],
  [
    'modules without resources',
    { resource_changes: [], prior_state: { values: { root_module: { child_modules: [{}, null] } } } },
  ],
])('%s end in a review, not in a crash', (_, content) => {
  expect(reviewPlan({ name: 'a.json', content: { format_version: '1.2', ...content } }).digest).toMatch(
    /^sha256:/,
  );
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
