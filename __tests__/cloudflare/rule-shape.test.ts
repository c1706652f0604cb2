import { ACTIONS } from '../../lib/cloudflare';
import { readValue, ruleShape } from '../../lib/cloudflare/rule';
import type { ObjectShape, Shape } from '../../lib/cloudflare/rule/shape';
import {
  type Attribute,
  type Attributes,
  type AttributeType,
  isNested,
  providerSchema,
} from '../../lib/provider-schema';
import { readDocument } from '../../lib/rulesets';
import { defaultSeed } from '../../lib/sandbox/cloudflare-api/seed/default-seed';

const rules = providerSchema.resources['cloudflare_ruleset']?.attributes['rules'];
const ATTRIBUTES: Attributes = rules !== undefined && isNested(rules) ? rules.attributes : {};
const { action_parameters: parameters, ...OWN } = ATTRIBUTES;
const PARAMETERS: Attributes = parameters !== undefined && isNested(parameters) ? parameters.attributes : {};

const parametersOf = (action: string): Shape | undefined => ruleShape(action).members['action_parameters'];

/** How the description of a rule differs from the provider's schema, in words; empty where it does not. */
function differences(shape: Shape | undefined, attribute: Attribute, path: string): readonly string[] {
  if (shape === undefined) return [`${path}: not described`];
  if (shape.kind === 'any') return [];
  if (!isNested(attribute)) return differencesOfType(shape, attribute.type, path);
  const ofMembers = (one: Shape): readonly string[] =>
    one.kind === 'object'
      ? Object.entries(attribute.attributes).flatMap(([name, inner]) =>
          differences(one.members[name], inner, `${path}.${name}`),
        )
      : one.kind === 'any'
        ? []
        : [`${path}: ${one.kind}, not an object`];
  if (attribute.nesting === 'single') return ofMembers(shape);
  const kind = attribute.nesting === 'map' ? 'map' : 'list';
  return shape.kind === kind ? ofMembers(shape.of) : [`${path}: ${shape.kind}, not a ${kind}`];
}

const KINDS = { string: 'text', number: 'whole', int64: 'whole', bool: 'flag' } as const;

function differencesOfType(shape: Shape, type: AttributeType, path: string): readonly string[] {
  if (shape.kind === 'any') return [];
  if (typeof type === 'string')
    return shape.kind === KINDS[type] ? [] : [`${path}: ${shape.kind}, not ${type}`];
  const [collection, element] = type;
  const kind = collection === 'map' ? 'map' : 'list';
  if (shape.kind !== 'list' && shape.kind !== 'map') return [`${path}: ${shape.kind}, not a ${kind}`];
  return shape.kind === kind
    ? differencesOfType(shape.of, element, path)
    : [`${path}: ${shape.kind}, not a ${kind}`];
}

test('the description of a rule has every attribute of the provider, with its type', () => {
  const shape = ruleShape('skip');
  expect(Object.keys(OWN)).toContain('expression');
  expect(Object.entries(OWN).flatMap(([name, one]) => differences(shape.members[name], one, name))).toEqual(
    [],
  );
});

test.each(Object.entries(PARAMETERS))(
  'an action takes the parameter %s, with the type of the provider',
  (name, one) => {
    const shapes = ACTIONS.map(parametersOf)
      .filter((shape): shape is ObjectShape => shape?.kind === 'object')
      .filter(({ members }) => Object.hasOwn(members, name));
    expect(shapes).not.toHaveLength(0);
    expect(shapes.flatMap(({ members }) => differences(members[name], one, name))).toEqual([]);
  },
);

test('the rules of the sandbox are described', () => {
  const lists = defaultSeed().zones.flatMap(({ rulesets = [] }) => readDocument('seed', rulesets));
  const rules = lists.flatMap(({ list }) => list.rules);
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.flatMap(({ problems = [] }) => problems)).toEqual([]);
});

test('a key is not looked up where every object has it', () => {
  const { problems } = readValue(
    { expression: 'ssl', action: 'constructor', toString: 1 },
    ruleShape('constructor'),
  );
  expect(problems.map(({ path }) => path)).toEqual(['action', 'toString']);
});
