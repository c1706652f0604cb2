import type { Comparison, Expression, Quantifier, Truth, Value } from '../syntax/ast';
import { addressNumber } from '../addresses/numbers';
import { related, itemsOf, UNIVERSE, point, prefixed } from '../analyse/domains';
import type { Intervals } from '../analyse/intervals';
import { type CompiledExpression, compile } from '../compile/compile';
import { wildcardPieces } from '../text/wildcard-pieces';
import { print } from '../syntax/print';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isMapped, typeOf } from '../check/type-of';
import { BOOLEANS } from '../catalogue/types';
import type { Automaton } from '../text/automaton';
import { fieldsIn, onlySubjectOf, type Subject } from './subject';
import { textCondition } from './text-condition';

/** A condition without conditions in it, as far as the comparison looks into one. */
export type Leaf = Comparison | Truth | Quantifier;

/** A leaf and what is known of when it is true. Everything but `key` and `compiled` may be absent. */
export interface Atom {
  /** Equal for equal leaves. */
  readonly key: string;
  /** Inside a quantifier, the condition on one element. */
  readonly compiled: CompiledExpression;
  /** What alone its verdict depends on. */
  readonly subject?: Subject;
  /** The values of the subject for which it is true, exactly. */
  readonly intervals?: Intervals;
  /** The texts of the subject for which it is true, exactly. */
  readonly automaton?: Automaton;
  /** Texts that a request for which it is true, or nearly, might have. */
  readonly samples: readonly string[];
  /** A list whose contents are not known. */
  readonly list?: string;
  readonly elements?: ElementCondition;
}

/** A quantifier over the elements of one array. */
export interface ElementCondition {
  /** One element. */
  readonly subject: Subject;
  readonly quantifier: Quantifier['quantifier'];
  readonly condition: Expression;
  /** The argument is a value: then `all` is false of an array that is missing. */
  readonly falseIfMissing: boolean;
}

export function atomOf(leaf: Leaf): Atom {
  const key = print(leaf);
  const isOfElements = typeOf(leaf, CLOUDFLARE_SCHEME) === BOOLEANS;
  const compiled = compile(isOfElements ? { kind: 'quantifier', quantifier: 'any', argument: leaf } : leaf);
  const atom = { key, compiled, samples: [] };
  if (leaf.kind === 'quantifier') {
    const elements = elementCondition(leaf);
    return elements === undefined ? atom : { ...atom, elements };
  }
  const subject = onlySubjectOf(leaf);
  if (subject === undefined || (subject.isElement && !isOfElements)) return atom;
  const list = leaf.kind === 'comparison' && leaf.right.kind === 'list' ? { list: leaf.right.name } : {};
  const intervals = intervalsOf(leaf, subject);
  return {
    ...atom,
    subject,
    ...list,
    ...(intervals === undefined ? {} : { intervals }),
    ...(subject.type === 'Bytes' ? textCondition(leaf) : {}),
  };
}

/** Only where every part is a condition on the same elements, so that they can be looked at one by one. */
function elementCondition({ quantifier, argument }: Quantifier): ElementCondition | undefined {
  if (typeOf(argument, CLOUDFLARE_SCHEME) !== BOOLEANS) return undefined;
  const subject = onlySubjectOf(argument);
  if (subject?.isElement !== true || fieldsIn(argument).length !== 1) return undefined;
  return {
    subject,
    quantifier,
    condition: argument,
    falseIfMissing: argument.kind === 'truth' && !isMapped(argument.value),
  };
}

function intervalsOf(leaf: Comparison | Truth, { field, type }: Subject): Intervals | undefined {
  if (leaf.kind === 'truth') {
    if (isThe(leaf.value)) return [point(1n)];
    const { value } = leaf;
    if (value.kind !== 'call' || value.function !== 'starts_with' || value.path.length > 0) return undefined;
    const [text, prefix] = value.arguments;
    return text?.kind === 'field' && prefix?.kind === 'string' ? [prefixed(prefix.value)] : undefined;
  }
  const { left, operator, right } = leaf;
  if (!isThe(left)) return undefined;
  switch (right.kind) {
    case 'set':
      return itemsOf(right.items);
    case 'wildcard': {
      const pieces = wildcardPieces(right.pattern);
      const [first = '', second] = pieces;
      if (operator !== 'strict wildcard' || pieces.length > 2) return undefined;
      if (second === undefined) return [point(first)];
      return second === '' ? [prefixed(first)] : undefined;
    }
    case 'string':
    case 'integer':
    case 'address': {
      if (operator === 'contains' || operator === 'bitwise_and') return undefined;
      if (right.kind === 'address' && operator !== 'eq' && operator !== 'ne') return undefined;
      const value = right.kind === 'address' ? addressNumber(right.address) : right.value;
      return related(operator as 'eq', value, UNIVERSE[type]);
    }
    default:
      return undefined;
  }

  function isThe(value: Value): boolean {
    return value.kind === 'field' && value.path.length === field.path.length;
  }
}
