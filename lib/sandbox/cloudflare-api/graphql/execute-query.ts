import {
  type ASTVisitor,
  type DocumentNode,
  execute,
  FieldsOnCorrectTypeRule,
  FragmentsOnCompositeTypesRule,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  KnownDirectivesRule,
  KnownFragmentNamesRule,
  KnownTypeNamesRule,
  LoneAnonymousOperationRule,
  NoFragmentCyclesRule,
  OverlappingFieldsCanBeMergedRule,
  PossibleFragmentSpreadsRule,
  ScalarLeafsRule,
  UniqueArgumentNamesRule,
  UniqueFragmentNamesRule,
  UniqueInputFieldNamesRule,
  UniqueOperationNamesRule,
  TypeInfo,
  ValidationContext,
  visit,
  visitInParallel,
  visitWithTypeInfo,
} from 'graphql';
import { highestPlan } from '../../../cloudflare';
import type { Json, JsonObject } from '../json';
import { isArray, isString } from '../json';
import type { Account, State, Zone } from '../state/state';
import { DATASETS, type Dataset } from './datasets';
import { limitsOf } from './node-limits';
import { QueryError, refusals } from './query-error';
import { operationOf, readDocument, withCheckedArguments } from './read-document';
import { type DatasetQuery, type Owner, resolveDataset } from './resolve-dataset';
import { newSchema, SCOPES } from './schema';
import { selectedPaths } from './selection';

/** A query as a client sends it. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: JsonObject;
  readonly operationName: Json | undefined;
}

/** What the resolvers answer from. */
interface Context {
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A refusal, with the path of the field that it is about. */
export interface Refusal {
  readonly error: QueryError;
  /** Keys and places, from the root; null if it is about the whole query. */
  readonly path: readonly string[] | null;
}

export type QueryAnswer = { readonly data: JsonObject } | { readonly refusal: Refusal };

/** Most zones of one query. */
const MAX_ZONES = 10;

/** Answers a query from the state, or says why not. */
export function executeQuery(
  { query, variables, operationName }: GraphqlRequest,
  context: Context,
): QueryAnswer {
  const schema = theSchema();
  try {
    const read = readDocument(query, variables);
    operationOf(read, operationName);
    checkStructure(schema, read);
    const document = withCheckedArguments(read, schema);
    const name = typeof operationName === 'string' ? operationName : undefined;
    const result = execute({ schema, document, contextValue: context, operationName: name });
    if ('then' in result) throw new Error('a resolver of the sandbox waits for something');
    const [error] = result.errors ?? [];
    return error === undefined ? { data: result.data as JsonObject } : { refusal: refusalOf(error) };
  } catch (error) {
    if (error instanceof QueryError) return { refusal: { error, path: null } };
    throw error;
  }
}

function refusalOf({ originalError, message, path }: GraphQLError): Refusal {
  if (originalError instanceof QueryError) return { error: originalError, path: path?.map(String) ?? null };
  throw originalError ?? new Error(message);
}

type Rule = (context: ValidationContext) => ASTVisitor;
type Wording = (error: GraphQLError) => QueryError;

/** What makes a query senseless, with Cloudflare's words for it. */
const STRUCTURE: readonly (readonly [rule: Rule, wording: Wording])[] = [
  [FieldsOnCorrectTypeRule, (error) => refusals.unknownField(nameOf(error))],
  [ScalarLeafsRule, (error) => (hasSelections(error) ? refusals.selections() : refusals.noSelections())],
  ...[
    FragmentsOnCompositeTypesRule,
    KnownDirectivesRule,
    KnownFragmentNamesRule,
    KnownTypeNamesRule,
    LoneAnonymousOperationRule,
    NoFragmentCyclesRule,
    OverlappingFieldsCanBeMergedRule,
    PossibleFragmentSpreadsRule,
    UniqueArgumentNamesRule,
    UniqueFragmentNamesRule,
    UniqueInputFieldNamesRule,
    UniqueOperationNamesRule,
  ].map((rule): [Rule, Wording] => [rule, () => refusals.malformed()]),
];

function checkStructure(schema: GraphQLSchema, document: DocumentNode): void {
  // To walk through the query once for each rule takes most of the time of an answer.
  if (breachOf(schema, document, ...STRUCTURE.map(([rule]) => rule)) === undefined) return;
  // Fragments that run in circles would keep the other rules busy for ever.
  for (const [rule, wording] of [...STRUCTURE].reverse()) {
    const error = breachOf(schema, document, rule);
    if (error !== undefined) throw wording(error);
  }
}

/** The first thing that breaks a rule. What `validate` does as well, but the package would hold all rules of GraphQL for it. */
function breachOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  ...rules: readonly Rule[]
): GraphQLError | undefined {
  const types = new TypeInfo(schema);
  let first: GraphQLError | undefined;
  const context = new ValidationContext(schema, document, types, (error) => {
    first ??= error;
    throw error;
  });
  try {
    visit(document, visitWithTypeInfo(types, visitInParallel(rules.map((rule) => rule(context)))));
  } catch (error) {
    if (error !== first) throw error;
  }
  return first;
}

function nameOf({ nodes }: GraphQLError): string {
  const node = nodes?.[0];
  return node !== undefined && 'name' in node ? ((node.name as { value?: string }).value ?? '') : '';
}

/** A scalar with fields is reported at its selection, an object without at itself. */
function hasSelections({ nodes }: GraphQLError): boolean {
  return nodes?.[0]?.kind === Kind.SELECTION_SET;
}

let schema: GraphQLSchema | undefined;

function theSchema(): GraphQLSchema {
  if (schema === undefined) {
    schema = newSchema();
    addResolvers(schema);
  }
  return schema;
}

function addResolvers(schema: GraphQLSchema): void {
  resolve(schema, 'Query', 'viewer', () => ({}));
  resolve(schema, 'viewer', 'zones', (_, { filter, limit }, { state }) =>
    zonesOf(state, filter as JsonObject | undefined, limit as number | undefined).map(zoneNode),
  );
  resolve(schema, 'viewer', 'accounts', (_, { filter }, { state }) => [
    accountNode(state, (filter as JsonObject)['accountTag']),
  ]);
  for (const scope of SCOPES) {
    const node = scope.toLowerCase();
    resolve(schema, node, 'settings', (owner) => owner);
    for (const dataset of DATASETS) {
      resolve(schema, `${scope}Settings`, dataset.name, ({ owner }: Node, _, { state }) =>
        limitsOf(dataset, owner.plan, state.analytics),
      );
      resolve(schema, node, dataset.name, datasetResolver(dataset));
    }
  }
}

/** A zone or an account of an answer. */
interface Node {
  readonly zoneTag?: string;
  readonly accountTag?: string;
  readonly owner: Owner;
}

type Resolver = GraphQLFieldResolver<Node, Context, Readonly<Record<string, unknown>>>;

function resolve(schema: GraphQLSchema, type: string, field: string, resolver: Resolver): void {
  const found = (schema.getType(type) as GraphQLObjectType).getFields()[field];
  if (found === undefined) throw new Error(`the schema has no ${type}.${field}`);
  found.resolve = resolver as GraphQLFieldResolver<unknown, unknown>;
}

function datasetResolver(dataset: Dataset): Resolver {
  return ({ owner }, given, { state, now }, info) => {
    const query = { ...given, paths: selectedPaths(info) } as unknown as DatasetQuery;
    return resolveDataset(dataset, owner, query, state, now);
  };
}

function zoneNode(zone: Zone): Node {
  const { id, plan } = zone;
  return { zoneTag: id, owner: { name: `zone '${id}'`, plan, zoneTags: [id] } };
}

/** Zones are in the order of their ids, as at Cloudflare. */
function zonesOf(state: State, filter: JsonObject = {}, limit = MAX_ZONES): readonly Zone[] {
  const { zoneTag, zoneTag_gt: after, zoneTag_in: tags } = filter;
  const given = isArray(tags) ? tags : isString(zoneTag) ? [zoneTag] : undefined;
  const wanted = given?.filter(isString);
  const ids = state.zones.map(({ id }) => id);
  const unknown = (wanted ?? []).filter((tag) => !ids.includes(tag));
  if (unknown.length > 0) throw refusals.zones(unknown);
  if ((wanted ?? []).length > MAX_ZONES) throw refusals.tooManyZones(MAX_ZONES);
  return state.zones
    .filter(({ id }) => wanted?.includes(id) ?? true)
    .filter(({ id }) => !isString(after) || id > after)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, Math.min(limit, MAX_ZONES));
}

/** Only Enterprise accounts see the data of all of their zones at once. */
function accountNode(state: State, tag: unknown): Node {
  const account: Account | undefined = state.accounts.find(({ id }) => id === tag);
  if (account === undefined) throw refusals.account();
  const zones = state.zones.filter(({ accountId }) => accountId === account.id);
  const plan = highestPlan(zones.map((zone) => zone.plan));
  if (plan !== 'enterprise') throw refusals.account();
  const zoneTags = zones.map(({ id }) => id);
  return { accountTag: account.id, owner: { name: `account '${account.id}'`, plan, zoneTags } };
}
