import { isNested, providerSchema, type Attribute, type Attributes } from '../../../lib/provider-schema';
import { conform } from '../../../lib/sandbox/terraform-provider/values/conform';
import { dataSources } from '../../../lib/sandbox/terraform-provider/data-sources';
import { resources } from '../../../lib/sandbox/terraform-provider/resources';
import { runChecks } from '../../../lib/sandbox/terraform-provider/validation/check';
import { providerChecks } from '../../../lib/sandbox/terraform-provider/validation/provider-checks';
import { UNKNOWN, type Value, type ValueObject } from '../../../lib/sandbox/terraform-provider/values/value';

const ZONE = '0'.repeat(32);

function problems(kind: typeof resources | typeof dataSources, type: string, config: ValueObject): string[] {
  const target = kind.get(type);
  if (target === undefined) throw new Error(`no type ${type}`);
  const { attributes, checks } = target;
  return runChecks(attributes, checks, conform(attributes, config) ?? {}).map(({ detail }) => detail);
}

const RULESET = { zone_id: ZONE, kind: 'zone', name: 'default', phase: 'http_request_firewall_custom' };
const ruleset = (more: ValueObject) => problems(resources, 'cloudflare_ruleset', { ...RULESET, ...more });
const rule = (more: ValueObject) => ruleset({ rules: [{ action: 'skip', expression: 'true', ...more }] });

/** Every attribute of a schema, with a configuration that holds a value there and what is required around it. */
function* configurations(
  attributes: Attributes,
  parent = '',
  around: (value: ValueObject) => ValueObject = (value) => value,
): Generator<{ name: string; attribute: Attribute; put: (value: Value) => ValueObject }> {
  const required = Object.entries(attributes).filter(([, attribute]) => attribute.required === true);
  const unknown = Object.fromEntries(required.map(([name]) => [name, UNKNOWN]));
  for (const [name, attribute] of Object.entries(attributes)) {
    const put = (value: Value) => around({ ...unknown, [name]: value });
    yield { name: `${parent}${name}`, attribute, put };
    if (!isNested(attribute)) continue;
    const wrap = (value: ValueObject) =>
      attribute.nesting === 'single' ? value : collection(attribute, value);
    yield* configurations(attribute.attributes, `${parent}${name}.`, (value) => put(wrap(value)));
  }
}

function collection({ nesting }: { readonly nesting: string }, element: Value): Value {
  return nesting === 'map' ? { key: element } : [element];
}

/** What is said of one attribute, however deep it is. */
function saidOf(kind: typeof resources | typeof dataSources, type: string, config: ValueObject): string[] {
  const target = kind.get(type);
  if (target === undefined) throw new Error(`no type ${type}`);
  const { attributes, checks } = target;
  return runChecks(attributes, checks, conform(attributes, config) ?? {}).map(
    ({ summary, path }) => `${path?.filter((step) => typeof step === 'string').join('.') ?? ''}: ${summary}`,
  );
}

const READ_ONLY = 'Invalid Configuration for Read-Only Attribute';
const MISSING = 'Missing Configuration for Required Attribute';

describe.each([
  ['resource', resources],
  ['data source', dataSources],
] as const)('every attribute of each %s', (_, kind) => {
  const everyAttribute = () =>
    [...kind].flatMap(([type, { attributes }]) =>
      [...configurations(attributes)].map((configuration) => ({ type, ...configuration })),
    );

  test('that only the provider sets is refused with a value, known or not', () => {
    const accepted = everyAttribute()
      .filter(({ attribute }) => attribute.required !== true && attribute.optional !== true)
      // Inside of one that is refused nothing is said.
      .filter(({ name, type }) => !isBelowReadOnly(kind.get(type)?.attributes ?? {}, name))
      .filter(({ name, type, put }) => !saidOf(kind, type, put(UNKNOWN)).includes(`${name}: ${READ_ONLY}`));
    expect(accepted.map(({ type, name }) => `${type}.${name}`)).toEqual([]);
  });

  test('that is required is refused where it is null', () => {
    const accepted = everyAttribute()
      .filter(({ attribute }) => attribute.required === true)
      .filter(({ name, type, put }) => !saidOf(kind, type, put(null)).includes(`${name}: ${MISSING}`));
    expect(accepted.map(({ type, name }) => `${type}.${name}`)).toEqual([]);
  });

  test('that is an integer is refused with a fraction', () => {
    const accepted = everyAttribute()
      .filter(({ attribute }) => !isNested(attribute) && String(attribute.type).endsWith('int64'))
      .filter(({ type, attribute, put }) => {
        const isScalar = !isNested(attribute) && attribute.type === 'int64';
        return !problems(kind, type, put(isScalar ? 1.5 : [1.5])).some((detail) =>
          detail.includes('is not an integer.'),
        );
      });
    expect(accepted.map(({ type, name }) => `${type}.${name}`)).toEqual([]);
  });
});

function isBelowReadOnly(attributes: Attributes, name: string): boolean {
  const [first = '', ...rest] = name.split('.');
  const attribute = attributes[first];
  if (rest.length === 0 || attribute === undefined || !isNested(attribute)) return false;
  const isReadOnly = attribute.required !== true && attribute.optional !== true;
  return isReadOnly || isBelowReadOnly(attribute.attributes, rest.join('.'));
}

describe('validation of a ruleset', () => {
  test.each<[string, ValueObject]>([
    ['kinds in any case', { kind: 'ZONE' }],
    ['unknown rules', { rules: UNKNOWN }],
    [
      'an unknown action',
      { rules: [{ action: UNKNOWN, expression: 'x', action_parameters: { phases: ['ddos_l7'] } }] },
    ],
    ['an unknown scope', { zone_id: UNKNOWN }],
  ])('%s pass', (_, more) => {
    expect(ruleset(more)).toEqual([]);
  });

  test.each<[ValueObject, string]>([
    [{ zone_id: 'abc' }, 'Attribute zone_id value must be a 32-character hexadecimal string, got: abc'],
    [{ zone_id: null }, 'No attribute specified when one (and only one) of [zone_id] is required'],
    [{ account_id: ZONE }, '2 attributes specified when one (and only one) of [zone_id] is required'],
    [{ name: '' }, 'Attribute name string length must be at least 1, got: 0'],
    [
      { kind: 'zones' },
      'Attribute kind value must be one of: ["managed" "custom" "root" "zone"], got: "zones"',
    ],
  ])('%j is refused', (more, detail) => {
    expect(ruleset(more)).toEqual([detail]);
  });
});

describe('validation of a rule', () => {
  test('each parameter of its action passes', () => {
    const id = 'a'.repeat(32);
    expect(
      rule({
        action_parameters: {
          phases: ['http_ratelimit'],
          products: ['waf'],
          rules: { anything: [id] },
          rulesets: [id],
        },
        logging: { enabled: false },
      }),
    ).toEqual([]);
  });

  test.each<[ValueObject, string]>([
    [
      { action: 'block', action_parameters: { phases: ['http_ratelimit'] } },
      '"rules[0].action_parameters.phases" can only be set if "<.<.action" is "skip"',
    ],
    [
      { action_parameters: { phases: [] } },
      'Attribute rules[0].action_parameters.phases list must contain at least 1 elements, got: 0',
    ],
    [
      { action_parameters: { rules: { a: ['x'] } } },
      'Attribute rules[0].action_parameters.rules["a"][0] value must be a 32-character hexadecimal string, got: x',
    ],
    [
      { action_parameters: { ruleset: 'other' } },
      'Attribute rules[0].action_parameters.ruleset value must be one of: ["current"], got: "other"',
    ],
    [
      {
        action: 'block',
        action_parameters: { response: { content: 'c', content_type: 't', status_code: 500 } },
      },
      'Attribute rules[0].action_parameters.response.status_code value must be between 400 and 499, got: 500',
    ],
    [
      { logging: {} },
      'Attribute "rules[0].logging.enabled" must be specified when "rules[0].logging" is specified',
    ],
    [{ ref: '' }, 'Attribute rules[0].ref string length must be at least 1, got: 0'],
    [
      { action: 'set_config', action_parameters: { disable_apps: false } },
      'Attribute rules[0].action_parameters.disable_apps Value must be "true", got: false',
    ],
  ])('%j is refused', (more, detail) => {
    expect(rule(more)).toEqual([detail]);
  });
});

test('a rule that is null lacks what every rule needs', () => {
  expect(saidOf(resources, 'cloudflare_ruleset', { ...RULESET, rules: [null] })).toEqual([
    `rules.action: ${MISSING}`,
    `rules.expression: ${MISSING}`,
  ]);
});

test('one of several is named with the others, and keys of maps are in quotes', () => {
  expect(
    rule({ action: 'execute', action_parameters: { overrides: { action: 'log' }, id: 'a'.repeat(32) } }),
  ).toEqual([]);
  expect(rule({ action: 'route', action_parameters: { origin: { host: null } } })).toEqual([
    'At least one attribute out of [rules[0].action_parameters.origin.host.<.port,rules[0].action_parameters.origin.host] must be specified',
  ]);
  expect(rule({ action_parameters: { rules: { 'a"b': [] } } })).toEqual([
    'Attribute rules[0].action_parameters.rules["a\\"b"] list must contain at least 1 elements, got: 0',
  ]);
});

test.each([
  [403.5, 'Value %!s(*big.Float=403.5) is not an integer.'],
  [1234567.5, 'Value %!s(*big.Float=1.2345675e+06) is not an integer.'],
  [1e30, 'Value %!s(*big.Float=1e+30) cannot be represented as a 64-bit integer.'],
])('a status code of %d is unreadable', (status, problem) => {
  const response = { content: 'c', content_type: 't', status_code: status };
  const [detail, ...more] = rule({ action: 'block', action_parameters: { response } });
  expect(more).toEqual([]);
  expect(detail).toContain(`Error: ${problem}`);
});

describe('validation of a list', () => {
  const list = (kind: string, ...items: ValueObject[]) =>
    problems(resources, 'cloudflare_list', { account_id: 'a', name: 'n', kind, items });

  // The form of an address is checked from 5.15.0 on.
  test.each([
    '192.0.2.1',
    '192.0.2.1/32',
    '192.0.2.1/24',
    '192.0.2.0/024',
    '2001:db8::1/128',
    '2001:DB8:0::1',
    '2001:db8::1/32',
    '::ffff:192.0.2.1',
    '::ffff:192.0.2.0/120',
    'no address',
  ])('%s passes, in a list and alone', (ip) => {
    expect(list('ip', { ip })).toEqual([]);
    expect(problems(resources, 'cloudflare_list_item', { account_id: 'a', list_id: 'l', ip })).toEqual([]);
  });

  test('an item of another kind is refused', () => {
    expect(list('asn', { ip: '192.0.2.1' })).toEqual([
      'Each list item must be the same type as the list kind.',
    ]);
  });
});

describe('validation of data sources', () => {
  test('a ruleset is read by one id', () => {
    expect(problems(dataSources, 'cloudflare_ruleset', { zone_id: ZONE })).toEqual([
      'No attribute specified when one (and only one) of [ruleset_id] is required',
    ]);
  });

  test('the old name of the id is deprecated', () => {
    expect(problems(dataSources, 'cloudflare_ruleset', { zone_id: ZONE, ruleset_id: ZONE })).toEqual([
      'Configure id instead. This attribute will be removed in the next major version of the provider.',
    ]);
  });

  test('a zone is found by filter or by id', () => {
    expect(problems(dataSources, 'cloudflare_zone', {})).toEqual([
      'Exactly one of these attributes must be configured: [zone_id,filter]',
    ]);
  });
});

test('a malformed token is refused without being shown', () => {
  const { attributes } = providerSchema.provider;
  const found = runChecks(attributes, providerChecks, conform(attributes, { api_token: 'too-short' }) ?? {});
  expect(found).toHaveLength(1);
  expect(JSON.stringify(found)).not.toContain('too-short');
});
