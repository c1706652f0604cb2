import { type ListName, readExpression, visit } from '../../rules-language';
import type { LiveObject } from '../../api-client';

/** A set in the place of a list; shorter than most names, so that the expression does not become too long. */
const STAND_IN = '{::1}';

/** The lists that the expression of a rule names, without `$`. */
export function listsIn({ expression = '' }: LiveObject): readonly string[] {
  return nodesIn(expression).map(({ name }) => name);
}

/** The rule with a set of one address in the place of these IP lists. */
export function withoutLists(rule: LiveObject, lists: readonly string[]): LiveObject {
  const { expression } = rule;
  if (typeof expression !== 'string') return rule;
  const nodes = nodesIn(expression).filter(({ name }) => lists.includes(name));
  // From the end, so that the places before stay where they are.
  const replaced = nodes.reduceRight(
    (text, { range }) =>
      range === undefined ? text : `${text.slice(0, range.start)}${STAND_IN}${text.slice(range.end)}`,
    expression,
  );
  return { ...rule, expression: replaced };
}

/** The names of the IP lists that a synthesised stack makes, as `cdk.tf.json` has them. */
export function listsOfStack(configuration: unknown): readonly string[] {
  const lists = memberOf(memberOf(configuration, 'resource'), 'cloudflare_list');
  if (typeof lists !== 'object' || lists === null) return [];
  return Object.values(lists)
    .filter((list) => memberOf(list, 'kind') === 'ip')
    .map((list) => memberOf(list, 'name'))
    .filter((name) => typeof name === 'string');
}

function nodesIn(expression: unknown): readonly ListName[] {
  if (typeof expression !== 'string') return [];
  // What is no expression names no lists, and Cloudflare says what is wrong with it.
  const read = readExpression(expression).expression;
  const found: ListName[] = [];
  if (read === undefined) return found;
  visit(read, (node) => {
    if (node.kind === 'list') found.push(node);
  });
  return found;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
