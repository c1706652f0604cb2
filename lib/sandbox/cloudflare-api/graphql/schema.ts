import { buildSchema, GraphQLError, type GraphQLScalarType, type GraphQLSchema, Kind } from 'graphql';
import { DATASETS, type Dataset } from './datasets';

/** Both have the same datasets. */
export const SCOPES = ['Zone', 'Account'] as const;
type ScopeName = (typeof SCOPES)[number];

const SCALARS = ['string', 'uint16', 'uint32', 'uint64', 'int64', 'float64', 'bool', 'Time', 'Date'];

/** How values of a type compare; times and numbers have no `like`. */
const OPERATORS = ['gt', 'lt', 'geq', 'leq', 'neq'];
const LIST_OPERATORS = ['in', 'notin'];
const TEXT_OPERATORS = ['like', 'notlike'];

/** The schema with Cloudflare's names, without resolvers: those are in `resolvers.ts`. */
export function newSchema(): GraphQLSchema {
  const schema = buildSchema([ROOT, ...SCOPES.flatMap(scopeTypes)].join('\n'));
  for (const name of SCALARS) readStrictly(schema.getType(name) as GraphQLScalarType);
  return schema;
}

const ROOT = `
schema { query: Query }
${SCALARS.map((name) => `scalar ${name}`).join('\n')}
type Query { viewer: viewer }
type viewer {
  accounts(filter: AccountFilter_InputObject!): [account!]!
  zones(filter: ZoneFilter_InputObject, limit: uint64): [zone!]!
}
input AccountFilter_InputObject { accountTag: string! }
input ZoneFilter_InputObject { zoneTag: string zoneTag_gt: string zoneTag_in: [string!] }
`;

function scopeTypes(scope: ScopeName): readonly string[] {
  const nodes = DATASETS.map(({ name }) => {
    const type = typeName(scope, name);
    return `${name}(filter: ${type}Filter_InputObject!, limit: uint64!, orderBy: [${type}OrderBy!]): [${type}!]!`;
  });
  const tag = `${scope.toLowerCase()}Tag: string`;
  const settings = DATASETS.map(({ name }) => `${name}: ${scope}${SETTINGS}`);
  return [
    `type ${scope.toLowerCase()} {\n${[tag, `settings: ${scope}Settings`, ...nodes].join('\n')}\n}`,
    `type ${scope}Settings {\n${settings.join('\n')}\n}`,
    `type ${scope}${SETTINGS} {
      availableFields: [string!]! enabled: bool! maxDuration: int64! maxNumberOfFields: int64! maxPageSize: int64!
      notOlderThan: int64!
    }`,
    ...DATASETS.flatMap((dataset) => datasetTypes(scope, dataset)),
  ];
}

const SETTINGS = 'NodeSettings';

/** `firewallEventsAdaptive` of a zone is a `ZoneFirewallEventsAdaptive`. */
function typeName(scope: ScopeName, name: string): string {
  return `${scope}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function datasetTypes(scope: ScopeName, dataset: Dataset): readonly string[] {
  const type = typeName(scope, dataset.name);
  const columns = Object.entries(dataset.columns).map(([name, column]) => [name, column.type] as const);
  const orders = orderNames(dataset).flatMap((name) => [`${name}_ASC`, `${name}_DESC`]);
  return [
    ...(dataset.shape === 'rows' ? rowTypes(type, dataset, columns) : groupTypes(type, dataset, columns)),
    `enum ${type}OrderBy { ${orders.join(' ')} }`,
    filterType(`${type}Filter_InputObject`, columns),
  ];
}

/** What rows or groups can be ordered by. */
function orderNames({ shape, columns, sums }: Dataset): readonly string[] {
  const names = Object.keys(columns);
  if (shape === 'rows') return [...names, 'sampleInterval'];
  return [...names, 'count', 'avg_sampleInterval', ...Object.keys(sums).map((name) => `sum_${name}`)];
}

type NamedType = readonly [name: string, type: string];

function rowTypes(type: string, { lists }: Dataset, columns: readonly NamedType[]): readonly string[] {
  const ofLists = Object.entries(lists);
  return [
    objectType(type, [
      ...columns,
      ['sampleInterval', 'uint32'],
      ...ofLists.map(([list]): NamedType => [list, `[${type}_${list}!]!`]),
    ]),
    ...ofLists.map(([list, fields]) =>
      objectType(
        `${type}_${list}`,
        fields.map((name) => [name, 'string']),
      ),
    ),
  ];
}

function groupTypes(type: string, { sums }: Dataset, columns: readonly NamedType[]): readonly string[] {
  const names = Object.keys(sums);
  return [
    objectType(type, [
      ['count', 'uint64'],
      ['avg', `${type}Avg`],
      ['dimensions', `${type}Dimensions`],
      ...(names.length === 0 ? [] : [['sum', `${type}Sum`] as const]),
    ]),
    objectType(`${type}Avg`, [['sampleInterval', 'float64']]),
    objectType(`${type}Dimensions`, columns),
    ...(names.length === 0
      ? []
      : [
          objectType(
            `${type}Sum`,
            names.map((name) => [name, 'uint64']),
          ),
        ]),
  ];
}

function objectType(name: string, fields: readonly NamedType[]): string {
  return `type ${name} {\n${fields.map(([field, type]) => `${field}: ${type}`).join('\n')}\n}`;
}

function filterType(name: string, columns: readonly NamedType[]): string {
  const fields = columns.flatMap(([field, type]) => [
    `${field}: ${type}`,
    ...OPERATORS.map((operator) => `${field}_${operator}: ${type}`),
    ...LIST_OPERATORS.map((operator) => `${field}_${operator}: [${type}!]`),
    ...(type === 'string' ? TEXT_OPERATORS.map((operator) => `${field}_${operator}: ${type}`) : []),
  ]);
  return `input ${name} {\nAND: [${name}!]\nOR: [${name}!]\n${fields.join('\n')}\n}`;
}

/** `buildSchema` makes scalars that take anything. */
function readStrictly(scalar: GraphQLScalarType): void {
  scalar.parseLiteral = (node) => {
    if (node.kind !== Kind.STRING && node.kind !== Kind.INT) throw new GraphQLError(`not a ${scalar.name}`);
    const isText = node.kind === Kind.STRING;
    const { value } = node;
    switch (scalar.name) {
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
    throw new GraphQLError(`not a ${scalar.name}`);
  };
}
