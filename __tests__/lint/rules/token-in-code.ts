import { lintDocument } from '../../../lib/lint';
import { foundBy } from '../../support/lint';

const SECRET = '0123456789abcdef0123456789abcdef01234567';
const stack = (block: object | readonly object[]) => ({ '//': {}, provider: { cloudflare: block } });
const found = (content: object) => foundBy('token-in-code', content);

test.each([
  ['api_token', 'CLOUDFLARE_API_TOKEN'],
  ['api_key', 'CLOUDFLARE_API_KEY'],
  ['api_user_service_key', 'CLOUDFLARE_API_USER_SERVICE_KEY'],
])('finds %s, and does not repeat it', (name, variable) => {
  const content = stack([{ [name]: SECRET }]);
  expect(found(content)).toEqual([
    {
      message: `the provider block holds \`${name}\` as text: anyone who reads the code, the plan or this file can use it`,
      help: `remove it and set ${variable} in the environment; then roll the secret, for it is known`,
      place: 'provider.cloudflare',
    },
  ]);
  expect(JSON.stringify(lintDocument({ file: 'x', content }))).not.toContain(SECRET);
});

test('finds it in one block, under an alias, and in a plan', () => {
  const places = (content: object) => found(content).map(({ place }) => place);
  expect(places(stack({ api_token: SECRET }))).toEqual(['provider.cloudflare']);
  expect(places(stack([{}, { alias: 'eu', api_token: SECRET }]))).toEqual(['provider.cloudflare.eu']);
  expect(
    places({
      planned_values: {},
      configuration: {
        provider_config: {
          'cloudflare.eu': {
            name: 'cloudflare',
            alias: 'eu',
            expressions: { api_token: { constant_value: SECRET } },
          },
          aws: { name: 'aws', expressions: { api_token: { constant_value: SECRET } } },
        },
      },
    }),
  ).toEqual(['provider.cloudflare.eu']);
});

test.each([
  [{ api_token: '${var.token}' }],
  [{ api_token: '' }],
  [{ api_token: null }],
  [{ alias: 'a' }],
  [{ base_url: SECRET }],
])('is silent about %j', (block) => {
  expect(found(stack([block]))).toEqual([]);
});

test('is silent about a reference in a plan', () => {
  const expressions = { api_token: { references: ['var.token'] } };
  const content = {
    planned_values: {},
    configuration: { provider_config: { cloudflare: { name: 'cloudflare', expressions } } },
  };
  expect(found(content)).toEqual([]);
});
