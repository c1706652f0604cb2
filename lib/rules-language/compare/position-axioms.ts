import type { Comparison, Expression, Field, Quantifier, Truth, Value } from '../syntax/ast';
import { typeOf } from '../check/type-of';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { BOOLEANS } from '../catalogue/types';
import { visit } from '../syntax/visit';
import { keyOf, onlySubjectOf } from './subject';

type Simple = Comparison | Truth;

/** Most sentences that are worth their time. */
const MAX_AXIOMS = 40;

/**
 * What is true of every request, of the arrays that some expressions look at both by a position, `x[0]`, and by `any` or
 * `all`: the element at the position is one of the elements.
 */
export function positionAxioms(expressions: readonly Expression[]): readonly Expression[] {
  const simple: Simple[] = [];
  const quantifiers: Quantifier[] = [];
  for (const expression of expressions) {
    visit(expression, (node) => {
      if (node.kind === 'quantifier') quantifiers.push(node);
      else if (node.kind === 'comparison' || node.kind === 'truth') simple.push(node);
    });
  }
  const axioms: Expression[] = [];
  for (const quantifier of quantifiers) {
    const { argument } = quantifier;
    if (argument.kind !== 'comparison' && argument.kind !== 'truth') continue;
    const elements = onlySubjectOf(argument);
    if (elements?.isElement !== true || typeOf(argument, CLOUDFLARE_SCHEME) !== BOOLEANS) continue;
    for (const leaf of simple) {
      const field = onlySubjectOf(leaf)?.field;
      const position = field?.path.at(-1);
      if (field === undefined || typeof position !== 'number') continue;
      if (keyOf(eachOf(field)) !== elements.key || !isFalseIfMissing(leaf)) continue;
      axioms.push(axiomOf(quantifier, atPosition(argument, position), leaf));
      if (axioms.length === MAX_AXIOMS) return axioms;
    }
  }
  return axioms;
}

/** A condition that is true of an element at a position shows that the element is there. */
function axiomOf(quantifier: Quantifier, there: Simple, leaf: Simple): Expression {
  const operands: readonly Expression[] =
    quantifier.quantifier === 'any'
      ? [{ kind: 'not', operand: there }, quantifier]
      : [{ kind: 'not', operand: leaf }, { kind: 'not', operand: quantifier }, there];
  return { kind: 'logical', operator: 'or', operands };
}

function eachOf(field: Field): Field {
  return { ...field, path: [...field.path.slice(0, -1), '*'] };
}

/** `concat` and `coalesce` may have a value where their argument has none. */
function isFalseIfMissing(leaf: Simple): boolean {
  let isFalse = true;
  visit(leaf, (node) => {
    if (node.kind === 'call' && (node.function === 'concat' || node.function === 'coalesce')) isFalse = false;
  });
  return isFalse;
}

/** The condition on one element, for the element at a position. */
function atPosition(leaf: Simple, position: number): Simple {
  return leaf.kind === 'truth'
    ? { kind: 'truth', value: valueAt(leaf.value, position) }
    : { ...leaf, left: valueAt(leaf.left, position) };
}

function valueAt(value: Value, position: number): Value {
  if (value.kind === 'field') {
    return { ...value, path: value.path.map((index) => (index === '*' ? position : index)) };
  }
  return {
    ...value,
    path: [],
    arguments: value.arguments.map((argument) =>
      argument.kind === 'field' || argument.kind === 'call' ? valueAt(argument, position) : argument,
    ),
  };
}
