import type { Argument, Expression, Right, SetItem } from './ast';

/**
 * Any node of an expression.
 *
 * @example
 * const kinds: AnyNode['kind'][] = [];
 * visit(fields.host.eq('app.example.com'), ({ kind }) => kinds.push(kind));
 * kinds; // [ 'comparison', 'field', 'string' ]
 */
export type AnyNode = Expression | Argument | Right | SetItem;

/**
 * Calls `enter` for a node and then for every node inside of it, in the order of the text.
 *
 * @example
 * const names: string[] = [];
 * visit(parse('ssl and http.host eq "app.example.com"').expression, (node) => {
 *   if (node.kind === 'field') names.push(node.name);
 * });
 * names; // [ 'ssl', 'http.host' ]
 */
export function visit(node: AnyNode, enter: (node: AnyNode) => void): void {
  enter(node);
  switch (node.kind) {
    case 'logical':
      for (const operand of node.operands) visit(operand, enter);
      break;
    case 'not':
      visit(node.operand, enter);
      break;
    case 'truth':
      visit(node.value, enter);
      break;
    case 'quantifier':
      visit(node.argument, enter);
      break;
    case 'comparison':
      visit(node.left, enter);
      visit(node.right, enter);
      break;
    case 'call':
      for (const argument of node.arguments) visit(argument, enter);
      break;
    case 'set':
      for (const item of node.items) visit(item, enter);
      break;
    default:
      break;
  }
}
