import type {
  Argument,
  Expression,
  InlineSet,
  IntegerLiteral,
  Logical,
  Field,
  Right,
  SetItem,
} from '../../rules-language';

/** The nodes that several lint rules look at. */
export type Part = Field | IntegerLiteral | InlineSet | Logical;

/** Every field, integer, set and group of conditions, in the order of the text. */
export function partsOf(expression: Expression): readonly Part[] {
  const parts: Part[] = [];
  collect(expression, parts);
  return parts;
}

/** `visit` would call a function for each node; this is most of what lint does to an expression. */
function collect(node: Expression | Argument | Right | SetItem, into: Part[]): void {
  switch (node.kind) {
    case 'comparison':
      collect(node.left, into);
      collect(node.right, into);
      break;
    case 'truth':
      collect(node.value, into);
      break;
    case 'logical':
      into.push(node);
      for (const operand of node.operands) collect(operand, into);
      break;
    case 'not':
      collect(node.operand, into);
      break;
    case 'quantifier':
      collect(node.argument, into);
      break;
    case 'call':
      for (const argument of node.arguments) collect(argument, into);
      break;
    case 'set':
      into.push(node);
      // The items of a set are of one type: most are texts or addresses.
      if (node.items[0]?.kind.startsWith('integer') === true) {
        for (const item of node.items) collect(item, into);
      }
      break;
    case 'field':
    case 'integer':
      into.push(node);
      break;
    default:
      break;
  }
}
