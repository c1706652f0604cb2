import { isNested, providerSchema, type Attributes } from '../../lib/provider-schema';

const schemas = [
  providerSchema.provider,
  ...Object.values(providerSchema.resources),
  ...Object.values(providerSchema.dataSources),
];

/** Every attribute below the given ones, with its path. */
function walk(attributes: Attributes, parent = ''): [string, Attributes[string]][] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    [`${parent}${name}`, attribute] as [string, Attributes[string]],
    ...(isNested(attribute) ? walk(attribute.attributes, `${parent}${name}.`) : []),
  ]);
}

describe('schema table of the provider', () => {
  test('it covers the resources and data sources in use', () => {
    expect(providerSchema.providerVersion).toBe('5.14.0');
    expect(Object.keys(providerSchema.resources)).toEqual([
      'cloudflare_list',
      'cloudflare_list_item',
      'cloudflare_ruleset',
    ]);
    expect(Object.keys(providerSchema.dataSources)).toEqual([
      'cloudflare_list',
      'cloudflare_lists',
      'cloudflare_ruleset',
      'cloudflare_rulesets',
      'cloudflare_zone',
      'cloudflare_zones',
    ]);
  });

  test('every attribute has a type or a nesting, and says who sets it', () => {
    const wrong = schemas
      .flatMap(({ attributes }) => walk(attributes))
      .filter(([, attribute]) => {
        const typed = isNested(attribute)
          ? ['single', 'list', 'set', 'map'].includes(attribute.nesting)
          : isType(attribute.type);
        return !typed || !(attribute.required ?? attribute.optional ?? attribute.computed);
      });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['rules', { optional: true, computed: true, nesting: 'list' }],
    ['rules.action_parameters.rules', { optional: true, type: ['map', ['list', 'string']] }],
    ['rules.action_parameters.phases', { optional: true, type: ['list', 'string'] }],
    ['rules.id', { computed: true, type: 'string' }],
  ])('%s of a ruleset is what the provider says', (path, expected) => {
    const attributes = new Map(walk(providerSchema.resources['cloudflare_ruleset']?.attributes ?? {}));
    expect(attributes.get(path)).toMatchObject(expected);
  });

  test('a skipped phase "current" has no attribute: Terraform can not carry it', () => {
    const attributes = new Map(walk(providerSchema.resources['cloudflare_ruleset']?.attributes ?? {}));
    expect(attributes.has('rules.action_parameters.phase')).toBe(false);
  });
});

function isType(type: unknown): boolean {
  if (typeof type === 'string') return ['string', 'number', 'int64', 'bool'].includes(type);
  return Array.isArray(type) && ['list', 'set', 'map'].includes(String(type[0])) && isType(type[1]);
}
