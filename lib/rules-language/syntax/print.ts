import { addressText } from '../addresses/addresses';
import type { Argument, Comparison, Expression, Index, Right, SetItem, Value } from './ast';
import { quote, quoteEscaped, quoteRegex } from './quote';
import { isMapped } from '../check/type-of';

/** How tightly each kind of condition binds; a looser one inside a tighter one needs parentheses. */
const BINDING = { or: 1, xor: 2, and: 3, not: 4, simple: 5 } as const;

/**
 * The expression as canonical text. The outermost `and` / `or` is in parentheses, as the dashboard writes it.
 *
 * @example
 * print(parse('http.host == "app.example.com" && ssl').expression); // '(http.host eq "app.example.com" and ssl)'
 */
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
      // A group within another one keeps its parentheses where the language could do without: a reader should not have to know
      // that `and` binds tighter than `or`.
      return expression.operands
        .map((operand) => printAt(operand, BINDING.not))
        .join(` ${expression.operator} `);
    case 'not':
      return `not ${printAt(expression.operand, binding)}`;
    case 'truth':
      return printValue(expression.value);
    case 'comparison':
      return printComparison(expression);
    case 'quantifier':
      return `${expression.quantifier}(${printElements(expression.argument)})`;
    case 'boolean':
      return String(expression.value);
  }
}

/** The argument of a quantifier: an array with `[*]` stands for `(array)`, which differs from the array where it is missing. */
function printElements(argument: Expression): string {
  if (argument.kind !== 'truth' || !isMapped(argument.value)) return printAt(argument, BINDING.not);
  return `(${printValue({ ...argument.value, path: argument.value.path.slice(0, -1) })})`;
}

function bindingOf(expression: Expression): number {
  if (expression.kind === 'logical') return BINDING[expression.operator];
  return expression.kind === 'not' ? BINDING.not : BINDING.simple;
}

function printComparison({ left, operator, right }: Comparison): string {
  return `${printValue(left)} ${operator} ${printRight(right)}`;
}

function printValue(value: Value): string {
  const base =
    value.kind === 'field'
      ? value.name
      : `${value.function}(${value.arguments.map(printArgument).join(', ')})`;
  return base + value.path.map(printIndex).join('');
}

function printIndex(index: Index): string {
  return `[${typeof index === 'object' ? quoteEscaped(index.key) : index}]`;
}

function printArgument(argument: Argument): string {
  switch (argument.kind) {
    case 'logical':
    case 'not':
    case 'comparison':
    case 'quantifier':
    case 'boolean':
      // Inside an argument `and`, `or` and `xor` need parentheses of their own.
      return printAt(argument, BINDING.not);
    default:
      return printRight(argument);
  }
}

function printRight(right: Right): string {
  switch (right.kind) {
    case 'field':
    case 'call':
      return printValue(right);
    case 'regex':
      return quoteRegex(right.pattern);
    case 'wildcard':
      return quote(right.pattern);
    case 'set':
      return `{${right.items.map(printItem).join(' ')}}`;
    case 'list':
      return `$${right.name}`;
    default:
      return printItem(right);
  }
}

/** One item of a set, or a literal. */
export function printItem(item: SetItem): string {
  switch (item.kind) {
    case 'string':
      return quote(item.value);
    case 'integer':
      return String(item.value);
    case 'address':
      return addressText(item.address);
    case 'integer-range':
      return `${item.from}..${item.to}`;
    case 'address-range':
      return `${addressText(item.from)}..${addressText(item.to)}`;
    case 'cidr':
      return `${addressText(item.address)}/${item.prefixLength}`;
  }
}
