import { zoneKey, zonePlanTerraform, zoneTerraform, type ZoneReference } from '../../lib/coexistence';
import { objectAt } from '../support/synth';
import { evaluateOutputs } from '../support/terraform';
import { conditionsIn, failed } from './support/plan';
import { readsAsLocals } from './support/reads';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const found = (id: string, plan: string) => ({
  id,
  account: { id: 'an-account' },
  plan: { legacy_id: plan },
});

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;

/** The zones of this name that Cloudflare answers, and what the plan makes of them. */
test.each<[accountId: string | undefined, zones: readonly object[], expected: object]>([
  [undefined, [found('a', 'pro')], { id: 'a', plan: 'pro', refused: [] }],
  [ACCOUNT, [found('a', 'business')], { id: 'a', plan: 'business', refused: [] }],
  [undefined, [found('a', 'partners_pro')], { id: 'a', plan: null, refused: [] }],
  [undefined, [{ id: 'a', account: { id: 'an-account' } }], { id: 'a', plan: null, refused: [] }],
  [undefined, [], { id: null, plan: null, refused: [matching(/^No zone is named shop\.test, .*Zone Read/)] }],
  [
    ACCOUNT,
    [],
    {
      id: null,
      plan: null,
      refused: [matching(new RegExp(`^No zone is named shop\\.test in the account ${ACCOUNT}, `))],
    },
  ],
])('in the account %s a zone is found by its name among %j', (accountId, zones, expected) => {
  expect(lookup({ name: 'shop.test', accountId }, zones, ['id', 'plan'])).toEqual(expected);
});

test('two zones of a name are told apart', () => {
  const zones = [found('a', 'pro'), found('b', 'pro')];
  expect(lookup({ name: 'shop.test', accountId: undefined }, zones, [])).toEqual({
    refused: [matching(/a in account an-account, b in account an-account.*accountId/)],
  });
});

/** What Terraform makes of some locals of a zone. */
function lookup(zone: ZoneReference, zones: readonly object[], locals: readonly string[]): object {
  const key = zoneKey(zone);
  const terraform = zoneTerraform(zone);
  const answer = `local.data_cloudflare_zones_${key}.`;
  const lookups = objectAt(terraform, 'data', 'cloudflare_zones', key);
  const refusals = conditionsIn({ lookup: lookups['lifecycle'] }, 'postcondition').map(
    ({ condition, error_message }, at) =>
      [
        `refusal_${at}`,
        {
          condition: condition.replaceAll('self.', answer),
          error_message: error_message.replaceAll('self.', answer),
        },
      ] as const,
  );
  const read = locals.map((name) => `${name} = local.${key}_${name}`);
  const configuration = readsAsLocals({
    locals: [
      locals.length === 0 ? {} : terraform['locals'],
      locals.length === 0 ? {} : zonePlanTerraform(zone, true)['locals'],
      { [answer.slice('local.'.length, -1)]: { result: zones } },
      Object.fromEntries(refusals),
    ],
    output: {
      found: { value: `\${jsonencode({ ${[...read, `refused = ${failed(refusals)}`].join(', ')} })}` },
    },
  });
  return JSON.parse(
    String(evaluateOutputs('main.tf.json', JSON.stringify(configuration))['found']),
  ) as object;
}
