import {
  type ConstValueNode,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  Kind,
  parse,
  type OperationDefinitionNode,
  OperationTypeNode,
  type StringValueNode,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Json, JsonObject } from '../json';
import { isArray, isObject } from '../json';
import { depthOf } from '../nesting';
import { refusals } from './query-error';

/** Far more than the longest introspection query has. */
const MAX_TOKENS = 5000;
/** What reads a query uses the stack. */
const MAX_DEPTH = 60;

/**
 * Reads a query and puts its variables in. As at Cloudflare the types that it declares for them do not matter, whether they
 * are `string!`, `String!` or nothing at all; the values do.
 *
 * @throws QueryError
 */
export function readDocument(text: string, variables: JsonObject): DocumentNode {
  let document: DocumentNode;
  try {
    if (depthOf(text, { open: '{[(', close: '}])' }) > MAX_DEPTH) throw new RangeError('nested too deep');
    document = parse(text, { maxTokens: MAX_TOKENS, noLocation: true });
  } catch {
    throw refusals.malformed();
  }
  return withVariables(document, variables);
}

/** The operation of a name, or the only one. Cloudflare answers queries only. */
export function operationOf(document: DocumentNode, name: Json | undefined): OperationDefinitionNode {
  const all = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const named = typeof name === 'string' && name !== '' ? all.filter((one) => one.name?.value === name) : all;
  const [operation, ...others] = named;
  if (operation?.operation !== OperationTypeNode.QUERY || others.length > 0) throw refusals.malformed();
  return operation;
}

function withVariables(document: DocumentNode, variables: JsonObject): DocumentNode {
  const defaults = new Map<string, ConstValueNode>();
  const valueOf = (name: string): ValueNode | undefined => {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return given === undefined ? defaults.get(name) : nodeOf(given);
  };
  const filled = (node: { readonly value: ValueNode }) =>
    node.value.kind === Kind.VARIABLE && valueOf(node.value.name.value) === undefined ? null : undefined;
  return visit(document, {
    VariableDefinition(node) {
      if (node.defaultValue !== undefined) defaults.set(node.variable.name.value, node.defaultValue);
      return null;
    },
    // What has no value is not given.
    Argument: filled,
    ObjectField: filled,
    Variable: (node) => valueOf(node.name.value) ?? { kind: Kind.NULL },
  });
}

function nodeOf(json: Json): ValueNode {
  if (isArray(json)) return { kind: Kind.LIST, values: json.map(nodeOf) };
  if (isObject(json)) {
    const fields = Object.entries(json).map(([name, value = null]) => ({
      kind: Kind.OBJECT_FIELD as const,
      name: { kind: Kind.NAME as const, value: name },
      value: nodeOf(value),
    }));
    return { kind: Kind.OBJECT, fields };
  }
  if (json === null) return { kind: Kind.NULL };
  if (typeof json === 'boolean') return { kind: Kind.BOOLEAN, value: json };
  if (typeof json === 'string') return { kind: Kind.STRING, value: json };
  return { kind: Number.isInteger(json) ? Kind.INT : Kind.FLOAT, value: String(json) };
}

/**
 * Checks the arguments of all fields, and takes `"datetime_DESC"` for `datetime_DESC`, as Cloudflare does.
 *
 * @throws QueryError
 */
export function withCheckedArguments(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const toEnum = ({ value }: StringValueNode) =>
    isEnumType(getNamedType(typeInfo.getInputType())) ? { kind: Kind.ENUM, value } : undefined;
  const check = (node: FieldNode) => {
    checkArguments(node, typeInfo.getFieldDef()?.args ?? []);
  };
  const enumerated = visit<DocumentNode>(document, visitWithTypeInfo(typeInfo, { StringValue: toEnum }));
  visit(enumerated, visitWithTypeInfo(typeInfo, { Field: check }));
  return enumerated;
}

function checkArguments(
  { name: { value: field }, arguments: given = [] }: FieldNode,
  known: readonly GraphQLArgument[],
) {
  for (const { name, value } of given) {
    const argument = known.find((one) => one.name === name.value);
    const problem =
      argument === undefined
        ? `unknown arg ${name.value}`
        : problemOf(value, argument.type, `${name.value}: `);
    if (problem !== undefined) throw refusals.argument(field, problem);
  }
  const missing = known.find(
    (one) => isRequiredArgument(one) && !given.some(({ name }) => name.value === one.name),
  );
  if (missing !== undefined) throw refusals.argument(field, `${missing.name}: required`);
}

/** What is wrong with a value, and where; undefined if nothing is. */
function problemOf(node: ValueNode, type: GraphQLInputType, place: string): string | undefined {
  const nullable = getNullableType(type);
  if (node.kind === Kind.NULL) return nullable === type ? undefined : `${place}required`;
  if (isListType(nullable)) {
    const inner = nullable.ofType;
    const nodes = node.kind === Kind.LIST ? node.values : [node];
    return nodes.map((one) => problemOf(one, inner, place)).find((problem) => problem !== undefined);
  }
  if (isInputObjectType(nullable)) {
    if (node.kind !== Kind.OBJECT) return `${place}not an object`;
    const fields = nullable.getFields();
    const missing = Object.values(fields)
      .filter(isRequiredInputField)
      .find(({ name }) => !node.fields.some((field) => field.name.value === name));
    if (missing !== undefined) return `${place}${missing.name}: required`;
    return node.fields
      .map(({ name, value }) => {
        const field = fields[name.value];
        if (field === undefined) return `${place}unknown arg ${name.value}`;
        return problemOf(value, field.type, `${place}${name.value}: `);
      })
      .find((problem) => problem !== undefined);
  }
  if (isEnumType(nullable)) {
    const isKnown = node.kind === Kind.ENUM && nullable.getValue(node.value) !== undefined;
    return isKnown ? undefined : `${place}unknown value`;
  }
  if (!isScalarType(nullable)) return undefined;
  try {
    nullable.parseLiteral(node, {});
    return undefined;
  } catch (error) {
    return `${place}${error instanceof Error ? error.message : String(error)}`;
  }
}
