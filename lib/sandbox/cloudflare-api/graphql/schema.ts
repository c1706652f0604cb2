import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  Kind,
  type ValueNode,
} from 'graphql';
import { DATASETS, type Dataset } from './datasets';

/** Both have the same datasets. */
export const SCOPES = ['Zone', 'Account'] as const;
type ScopeName = (typeof SCOPES)[number];

/** How values of a type compare; times and numbers have no `like`. */
const OPERATORS = ['gt', 'lt', 'geq', 'leq', 'neq'];
const LIST_OPERATORS = ['in', 'notin'];
const TEXT_OPERATORS = ['like', 'notlike'];

const NAMES = ['string', 'uint16', 'uint32', 'uint64', 'int64', 'float64', 'bool', 'Time', 'Date'] as const;
type ScalarName = (typeof NAMES)[number];

const SCALARS = Object.fromEntries(
  NAMES.map((name) => [
    name,
    new GraphQLScalarType({
      name,
      parseLiteral: (node) => readScalar(name, node),
      // Not called: variables are put into the document as literals.
      parseValue: (value) => value,
    }),
  ]),
) as Readonly<Record<ScalarName, GraphQLScalarType>>;
const { string, uint32, uint64, int64, float64, bool } = SCALARS;

/** The schema with Cloudflare's names, without resolvers: those are in `execute-query.ts`. */
export function newSchema(): GraphQLSchema {
  const accounts = inputType('AccountFilter_InputObject', () => ({ accountTag: required(string) }));
  const zones = inputType('ZoneFilter_InputObject', () => ({
    zoneTag: string,
    zoneTag_gt: string,
    zoneTag_in: listOf(string),
  }));
  const [zone, account] = SCOPES.map(scopeType) as [GraphQLObjectType, GraphQLObjectType];
  const viewer = new GraphQLObjectType({
    name: 'viewer',
    fields: {
      accounts: { type: required(listOf(account)), args: typed({ filter: required(accounts) }) },
      zones: { type: required(listOf(zone)), args: typed({ filter: zones, limit: uint64 }) },
    },
  });
  return new GraphQLSchema({ query: objectType('Query', { viewer }), types: Object.values(SCALARS) });
}

function scopeType(scope: ScopeName): GraphQLObjectType {
  const name = scope.toLowerCase();
  const ofDataset = objectType(`${scope}NodeSettings`, {
    availableFields: required(listOf(string)),
    enabled: required(bool),
    maxDuration: required(int64),
    maxNumberOfFields: required(int64),
    maxPageSize: required(int64),
    notOlderThan: required(int64),
  });
  const settings = Object.fromEntries(DATASETS.map((dataset) => [dataset.name, ofDataset]));
  const nodes = DATASETS.map((dataset) => {
    const type = typeName(scope, dataset.name);
    const args = typed({
      filter: required(filterType(`${type}Filter_InputObject`, dataset)),
      limit: required(uint64),
      orderBy: listOf(orderType(`${type}OrderBy`, dataset)),
    });
    return [dataset.name, { type: required(listOf(nodeType(type, dataset))), args }] as const;
  });
  return new GraphQLObjectType({
    name,
    fields: {
      ...typed({ [`${name}Tag`]: string, settings: objectType(`${scope}Settings`, settings) }),
      ...Object.fromEntries(nodes),
    },
  });
}

/** `firewallEventsAdaptive` of a zone is a `ZoneFirewallEventsAdaptive`. */
function typeName(scope: ScopeName, name: string): string {
  return `${scope}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** A row of a dataset, or a group of its rows. */
function nodeType(name: string, { shape, columns, lists, sums }: Dataset): GraphQLObjectType {
  const ofColumns = Object.fromEntries(
    Object.entries(columns).map(([column, { type }]) => [column, SCALARS[type]]),
  );
  if (shape === 'rows') {
    const ofLists = Object.entries(lists).map(([list, fields]) => {
      return [list, required(listOf(objectType(`${name}_${list}`, allOf(fields, string))))] as const;
    });
    return objectType(name, { ...ofColumns, sampleInterval: uint32, ...Object.fromEntries(ofLists) });
  }
  const summed = Object.keys(sums);
  return objectType(name, {
    count: uint64,
    avg: objectType(`${name}Avg`, { sampleInterval: float64 }),
    dimensions: objectType(`${name}Dimensions`, ofColumns),
    ...(summed.length > 0 && { sum: objectType(`${name}Sum`, allOf(summed, uint64)) }),
  });
}

/** What rows or groups can be ordered by. */
function orderType(name: string, { shape, columns, sums }: Dataset): GraphQLEnumType {
  const ofGroups = ['count', 'avg_sampleInterval', ...Object.keys(sums).map((sum) => `sum_${sum}`)];
  const keys = [...Object.keys(columns), ...(shape === 'rows' ? ['sampleInterval'] : ofGroups)];
  const values = keys.flatMap((key) => [`${key}_ASC`, `${key}_DESC`]);
  return new GraphQLEnumType({ name, values: allOf(values, {}) });
}

function filterType(name: string, { columns }: Dataset): GraphQLInputObjectType {
  const fields = Object.entries(columns).flatMap(([column, { type }]): [string, GraphQLInputType][] => {
    const scalar = SCALARS[type];
    const operators = scalar === string ? [...OPERATORS, ...TEXT_OPERATORS] : OPERATORS;
    return [
      [column, scalar],
      ...operators.map((operator): [string, GraphQLInputType] => [`${column}_${operator}`, scalar]),
      ...LIST_OPERATORS.map((operator): [string, GraphQLInputType] => [
        `${column}_${operator}`,
        listOf(scalar),
      ]),
    ];
  });
  return inputType(name, (self) => ({ AND: listOf(self), OR: listOf(self), ...Object.fromEntries(fields) }));
}

function objectType(name: string, fields: Readonly<Record<string, GraphQLOutputType>>): GraphQLObjectType {
  return new GraphQLObjectType({ name, fields: typed(fields) });
}

/** The fields may be of the type itself. */
function inputType(
  name: string,
  fields: (self: GraphQLInputObjectType) => Readonly<Record<string, GraphQLInputType>>,
): GraphQLInputObjectType {
  const type: GraphQLInputObjectType = new GraphQLInputObjectType({
    name,
    fields: () => typed(fields(type)),
  });
  return type;
}

function required<T extends GraphQLNullableType>(type: T): GraphQLNonNull<T> {
  return new GraphQLNonNull(type);
}

/** None of our lists holds null. */
function listOf<T extends GraphQLNullableType>(type: T): GraphQLList<GraphQLNonNull<T>> {
  return new GraphQLList(required(type));
}

/** Fields or arguments of which nothing but the type is to be said. */
function typed<T>(types: Readonly<Record<string, T>>): Record<string, { readonly type: T }> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
}

function allOf<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

function readScalar(name: ScalarName, node: ValueNode): string | number {
  if (node.kind !== Kind.STRING && node.kind !== Kind.INT) throw new GraphQLError(`not a ${name}`);
  const isText = node.kind === Kind.STRING;
  const { value } = node;
  switch (name) {
    case 'string':
      if (isText) return value;
      break;
    case 'Time':
      if (isText && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))) return value;
      throw new GraphQLError('not an iso8601 time');
    case 'Date':
      if (isText && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
      throw new GraphQLError("date format should be '2006-01-02'");
    default:
      if (!isText && Number.isSafeInteger(Number(value)) && Number(value) >= 0) return Number(value);
  }
  throw new GraphQLError(`not a ${name}`);
}
