import { foundBy } from '../../support/lint';
import { ACCOUNT_ID, entryPoint, planWith, stackWith } from '../../support/terraform-files';

const inStack = (values: object) =>
  foundBy('ruleset-scope', stackWith({ cloudflare_ruleset: { waf: entryPoint({ ...values }) } }));
const inPlan = (values: object) =>
  foundBy(
    'ruleset-scope',
    planWith([{ type: 'cloudflare_ruleset', name: 'waf', values: entryPoint({ ...values }) }]),
  );

test('finds a ruleset of both, in a stack and in a plan', () => {
  const both = [
    {
      message: 'the ruleset has both `zone_id` and `account_id`',
      help: 'give exactly one of them',
      place: 'cloudflare_ruleset.waf',
    },
  ];
  expect(inStack({ account_id: ACCOUNT_ID })).toEqual(both);
  expect(inStack({ account_id: '${var.account}' })).toEqual(both);
  expect(inPlan({ account_id: ACCOUNT_ID })).toEqual(both);
});

test('finds a ruleset of neither where nothing can be unknown', () => {
  expect(inStack({ zone_id: null }).map(({ message }) => message)).toEqual([
    'the ruleset has neither `zone_id` nor `account_id`',
  ]);
  expect(inPlan({ zone_id: undefined })).toEqual([]);
});

test.each([{}, { zone_id: '${local.zone_id}' }, { zone_id: null, account_id: ACCOUNT_ID }])(
  'is silent about %j',
  (values) => {
    expect(inStack(values)).toEqual([]);
  },
);
