import type { Argument, Call, Expression, Field, Literal, Value } from '../syntax/ast';
import type { Scheme } from '../catalogue/scheme';
import { arrayOf, BOOLEANS, elementOf, type Type } from '../catalogue/types';

/**
 * The type of a node whose names are in the scheme. A value with `[*]` is the array of what it selects; a condition
 * on such a value is an `Array<Bool>`.
 *
 * @throws Error for a tree that was not checked: an unknown name, or a path that the type does not have.
 * @example
 * const header: Field = { kind: 'field', name: 'http.request.headers', path: [{ key: 'x-tag' }] };
 * typeOf(header, CLOUDFLARE_SCHEME); // 'Array<Bytes>'
 */
export function typeOf(node: Argument | Expression, scheme: Scheme): Type {
  switch (node.kind) {
    case 'field':
    case 'call': {
      const type = itemTypeOf(node, scheme);
      return isMapped(node) ? arrayOf(type) : type;
    }
    case 'string':
    case 'integer':
    case 'address':
      return literalType(node);
    case 'comparison':
      return isMapped(node.left) ? BOOLEANS : 'Bool';
    case 'truth':
      return typeOf(node.value, scheme);
    case 'not':
      return typeOf(node.operand, scheme);
    case 'logical':
      return node.operands[0] === undefined ? 'Bool' : typeOf(node.operands[0], scheme);
    case 'quantifier':
    case 'boolean':
      return 'Bool';
  }
}

/** The type of what a comparison with this value looks at: of one element, where the value has `[*]`. */
export function itemTypeOf(value: Value, scheme: Scheme): Type {
  const whole = value.kind === 'field' ? fieldType(value, scheme) : callType(value, scheme);
  return value.path.reduce<Type>(elementType, whole);
}

/** Whether the value stands for many: its path holds `[*]`. */
export function isMapped(value: Value): boolean {
  return value.path.includes('*');
}

/** Whether a call is made for each element: its first argument has `[*]`. */
export function isMappedCall(call: Pick<Call, 'arguments'>): boolean {
  const [first] = call.arguments;
  return first !== undefined && isValue(first) && isMapped(first);
}

export function isValue(node: { readonly kind: string }): node is Value {
  return node.kind === 'field' || node.kind === 'call';
}

/** The type that an argument has in one call: of one element, where the call is made for each. */
export function argumentType(argument: Argument, scheme: Scheme): Type {
  return isValue(argument) ? itemTypeOf(argument, scheme) : typeOf(argument, scheme);
}

function fieldType(field: Field, scheme: Scheme): Type {
  const facts = scheme.fields.get(field.name);
  if (facts === undefined) throw new Error(`unknown field ${field.name}`);
  return facts.type;
}

function callType(call: Call, scheme: Scheme): Type {
  const facts = scheme.functions.get(call.function);
  const [first] = call.arguments;
  if (facts === undefined) throw new Error(`unknown function ${call.function}`);
  let type: Type;
  if (facts.returns !== 'same') type = facts.returns;
  else if (first === undefined) throw new Error(`${call.function} needs an argument`);
  else type = argumentType(first, scheme);
  return isMappedCall(call) ? arrayOf(type) : type;
}

function elementType(type: Type): Type {
  const element = elementOf(type);
  if (element === undefined) throw new Error(`${type} has no elements`);
  return element;
}

function literalType(literal: Literal): Type {
  return ({ string: 'Bytes', integer: 'Int', address: 'Ip' } as const)[literal.kind];
}
