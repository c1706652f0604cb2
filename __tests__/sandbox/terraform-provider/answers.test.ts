import type { ApiClient } from '../../../lib/sandbox/terraform-provider/api/api-client';
import { emptyObject } from '../../../lib/sandbox/terraform-provider/values/conform';
import { dataSources } from '../../../lib/sandbox/terraform-provider/data-sources';
import { resources } from '../../../lib/sandbox/terraform-provider/resources';
import type { ValueObject } from '../../../lib/sandbox/terraform-provider/values/value';

const ID = 'a'.repeat(32);
const RULE = { id: ID, action: 'log_custom_field', expression: 'true' };

/** An API that answers every request with the same result. */
function apiWith(result: unknown): ApiClient {
  const answers: Pick<ApiClient, 'result' | 'envelope'> = {
    result: () => Promise.resolve(result),
    envelope: () => Promise.resolve({ result: [] }),
  };
  return answers as ApiClient;
}

/** The same ruleset, as the resource and as the data source read it. */
async function readings(result: unknown): Promise<(ValueObject | null | undefined)[]> {
  const resource = resources.get('cloudflare_ruleset');
  const dataSource = dataSources.get('cloudflare_ruleset');
  return [
    await resource?.read(apiWith(result), { ...emptyObject(resource.attributes), id: ID, zone_id: ID }),
    await dataSource?.read(apiWith(result), { ...emptyObject(dataSource.attributes), id: ID, zone_id: ID }),
  ];
}

describe('what an answer about a ruleset leaves out', () => {
  test.each<[string, object, unknown]>([
    [
      'ratelimit',
      { ratelimit: { period: 60 } },
      { period: 60, requests_to_origin: false, mitigation_timeout: null },
    ],
    ['description', {}, ''],
    ['enabled', {}, null],
    ['ref', {}, null],
    ['logging', {}, null],
  ])('of %s, of %j, is read as %j', async (name, more, expected) => {
    for (const reading of await readings({ id: ID, rules: [{ ...RULE, ...more }] })) {
      expect(reading?.['rules']).toMatchObject([{ [name]: expected }]);
    }
  });

  test('flags of a custom field are false, those of a redirect and of autominify null', async () => {
    const parameters = {
      response_fields: [{ name: 'a' }],
      from_value: { status_code: 301 },
      autominify: { css: true },
    };
    for (const reading of await readings({ rules: [{ ...RULE, action_parameters: parameters }] })) {
      expect(reading?.['rules']).toMatchObject([
        {
          action_parameters: {
            response_fields: [{ preserve_duplicates: false }],
            from_value: { preserve_query_string: null },
            autominify: { css: true, html: null },
          },
        },
      ]);
    }
  });

  test.each([[undefined], [null], [[]], [{}]])(
    'of a result %j gives no rules and no description',
    async (result) => {
      for (const reading of await readings(result)) {
        expect(reading).toMatchObject({ rules: [], description: null, phase: null, version: null });
      }
    },
  );
});

test('a list of names with a number in it is no list', async () => {
  const cookie = { include: ['a', 1] };
  const rule = { ...RULE, action_parameters: { cache_key: { custom_key: { cookie } } } };
  for (const reading of await readings({ rules: [rule] })) {
    expect(reading?.['rules']).toMatchObject([
      { action_parameters: { cache_key: { custom_key: { cookie: { include: null } } } } },
    ]);
  }
});

test('a fraction in an answer is cut off where the provider has an integer', async () => {
  const [reading] = await readings({ rules: [{ ...RULE, ratelimit: { period: 10.9 } }] });
  expect(reading?.['rules']).toMatchObject([{ ratelimit: { period: 10 } }]);
});

test('a list whose answer has no id fails at its items', async () => {
  const list = resources.get('cloudflare_list');
  const state = { ...emptyObject(list?.attributes ?? {}), id: ID, account_id: ID, items: [] };
  await expect(list?.read(apiWith({ name: 'office' }), state)).rejects.toThrow(
    'failed to search list items: missing required list_id parameter',
  );
});
