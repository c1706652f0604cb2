import type { Comparison, Expression, Literal, Value } from './ast';
import { quote } from './quote';

/** How tightly each kind of condition binds; a looser one inside a tighter one needs parentheses. */
const BINDING = { or: 1, and: 2, not: 3, simple: 4 } as const;

/** The expression as canonical text. The outermost `and` / `or` stands in parentheses, as the dashboard writes it. */
export function print(expression: Expression): string {
  const text = printAt(expression, 0);
  return expression.kind === 'logical' ? `(${text})` : text;
}

function printAt(expression: Expression, outer: number): string {
  const binding = bindingOf(expression);
  const text = printCondition(expression, binding);
  return binding < outer ? `(${text})` : text;
}

function printCondition(expression: Expression, binding: number): string {
  switch (expression.kind) {
    case 'logical':
      // Operands of the same operator are flat in the tree; a nested one was meant to be a group.
      return expression.operands
        .map((operand) => printAt(operand, binding + 1))
        .join(` ${expression.operator} `);
    case 'not':
      return `not ${printAt(expression.operand, binding)}`;
    case 'truth':
      return printValue(expression.value);
    case 'comparison':
      return `${printValue(expression.left)} ${expression.operator} ${printRight(expression.right)}`;
  }
}

function bindingOf(expression: Expression): number {
  if (expression.kind === 'logical') return BINDING[expression.operator];
  return expression.kind === 'not' ? BINDING.not : BINDING.simple;
}

function printValue(value: Value | Literal): string {
  switch (value.kind) {
    case 'field':
      return value.name;
    case 'call':
      return `${value.function}(${value.arguments.map(printValue).join(', ')})`;
    case 'string':
      return quote(value.value);
    case 'integer':
      return String(value.value);
  }
}

function printRight(right: Comparison['right']): string {
  if (right.kind === 'set') return `{${right.addresses.join(' ')}}`;
  if (right.kind === 'list') return `$${right.name}`;
  return printValue(right);
}
