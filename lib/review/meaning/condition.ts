import { and, type Expression, not, print, readExpression, visit } from '../../rules-language';
import type { Rule } from '../../rulesets';
import { areApart } from './condition-index';
import { type ListMeaning, withListContents } from './list-contents';

/** Rules that leave out what follows, of which a condition is kept apart. */
const MAX_STOPS = 64;

/** What a field or a function of Cloudflare is called: a comment of a pull request would make no link of it. */
const NAME = /^(?:(?:cf|http|ip|raw)\.[a-z0-9_.]+|[a-z0-9_]+)$/;

/** Which requests a rule matches where it is. */
export interface Condition {
  /** Equal texts match the same requests. */
  readonly text: string;
  /** `undefined` = it is not known which. */
  readonly expression: Expression | undefined;
  /** Why not. */
  readonly problem: string | undefined;
}

/** The condition that a rule's own expression is. */
export function conditionOf({ expression: text }: Rule, lists: ListMeaning): Condition {
  // A text that is not known yet may become any: it equals none, not even itself.
  if (text === '') return unknown(`\0${lists.time}`, 'an expression is not known before the apply');
  const { expression, unknown: names } = readExpression(text);
  if (expression === undefined) {
    const named = names.filter((name) => NAME.test(name));
    const reason = named.length === 0 ? '' : `: it does not know ${named.join(', ')}`;
    return unknown(
      lists.mayChange(text) ? `\0${lists.time} text ${text}` : `\0text ${text}`,
      `the text of a rule is no expression that this version can read${reason}`,
    );
  }
  const list = listsIn(expression).find((name) => lists.unsettled(name));
  if (list !== undefined) {
    return unknown(
      `\0${lists.time} ${text}`,
      `what changes in the list $${list} is not known, or too long to compare`,
    );
  }
  const meant = withListContents(expression, lists.contents);
  // Items of another kind than the value, such as hostnames where addresses belong.
  const other = listsIn(meant).find((name) => lists.changes(name));
  return other === undefined
    ? readable(meant)
    : unknown(
        `\0${lists.time} ${text}`,
        `the items of the list $${other} are of another kind than its rule asks for`,
      );
}

/** The same where a rule before it has not left out all that follows. */
export function unless(condition: Condition, all: readonly Condition[]): Condition {
  const { expression: matched } = condition;
  const stops = all.filter(
    ({ expression }) => expression === undefined || matched === undefined || !areApart(matched, expression),
  );
  if (stops.length === 0) return condition;
  if (stops.length > MAX_STOPS) {
    return unknown(
      `${condition.text}\0${stops.length}`,
      'too many rules before it leave out what follows them',
    );
  }
  const unread = [condition, ...stops].find(({ expression }) => expression === undefined);
  if (unread !== undefined) {
    return unknown(
      [condition, ...stops].map(({ text }) => text).join('\0'),
      unread.problem ?? 'a rule before it cannot be read',
    );
  }
  const expressions = [condition, ...stops].flatMap(({ expression }) => expression ?? []);
  const [own, ...others] = expressions;
  return own === undefined ? condition : readable(and(own, ...others.map((other) => not(other))));
}

/** A condition restricted to the requests of another. */
export function both(condition: Condition, other: Condition | undefined): Condition {
  if (other === undefined || other.text === condition.text) return condition;
  if (condition.expression === undefined || other.expression === undefined) {
    const problem = condition.problem ?? other.problem ?? '';
    return unknown(`${condition.text}\0${other.text}`, problem);
  }
  return readable(and(condition.expression, other.expression));
}

/** Every request that matches none of some conditions. */
export function noneOf(conditions: readonly Condition[]): Condition {
  return unless(
    { text: 'true', expression: { kind: 'boolean', value: true }, problem: undefined },
    conditions,
  );
}

/** Names of the account's lists in an expression. */
export function listsIn(expression: Expression): readonly string[] {
  const names = new Set<string>();
  visit(expression, (node) => {
    if (node.kind === 'list') names.add(node.name);
  });
  return [...names];
}

function readable(expression: Expression): Condition {
  return { text: print(expression), expression, problem: undefined };
}

function unknown(text: string, problem: string): Condition {
  return { text, expression: undefined, problem };
}
