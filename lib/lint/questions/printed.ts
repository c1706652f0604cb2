import type { Expression, Logical, Value } from '../../rules-language';
import { print } from '../../rules-language/syntax/print';
import { originOf } from './conditions';

/** The canonical text of each operand. */
export function operandTexts({ operands }: Logical): readonly string[] {
  return operands.map((operand) => print(operand));
}

/** The canonical text of a value. Most are a bare field. */
export function valueText(value: Value): string {
  return value.kind === 'field' && value.path.length === 0 ? value.name : print({ kind: 'truth', value });
}

/** A condition for a message. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/**
 * Whether two operands look at the same field, or are groups of one kind. Where none do, as in most exceptions, none can
 * repeat or contradict another one, and nothing has to be printed to tell.
 */
export function haveCommonSubject({ operands }: Logical): boolean {
  const seen = new Set<string>();
  for (const operand of operands) seen.add(subjectOf(operand));
  return seen.size < operands.length;
}

function subjectOf(node: Expression): string {
  switch (node.kind) {
    case 'comparison':
      return fieldOf(node.left);
    case 'truth':
      return fieldOf(node.value);
    case 'not':
      return subjectOf(node.operand);
    case 'quantifier':
      return subjectOf(node.argument);
    case 'logical':
      return node.operator;
    case 'boolean':
      return 'boolean';
  }
}

function fieldOf(value: Value): string {
  return value.kind === 'field' ? value.name : (originOf(value).field?.name ?? '');
}
