import type { Expression } from '../../rules-language';
// No part of the language's public names.
import { readSpan } from '../../rules-language/addresses/spans';
import { inContents } from '../../rules-language/compare/resolve';
import type { ListChange, OtherChange } from '../plan/plan';

/** Most items that are written into an expression. */
const MAX_ITEMS = 2_000;

/** Items of lists by name, without `$`; lists whose items the plan does not tell, or mixes, are absent. */
type ListContents = Readonly<Record<string, readonly (string | number)[]>>;

/** What the lists mean before or after a plan. */
export interface ListMeaning {
  readonly time: 'before' | 'after';
  readonly contents: ListContents;
  /** Whether the plan changes the list of this name in a way that cannot be compared. */
  readonly unsettled: (name: string) => boolean;
  /** Whether the plan changes the list of this name, or may do so. */
  readonly changes: (name: string) => boolean;
  /** Whether a text that cannot be read may name a list that the plan changes. */
  readonly mayChange: (text: string) => boolean;
}

/** What the lists of a plan mean before or after it. */
export function listMeaning(
  time: 'before' | 'after',
  lists: readonly ListChange[],
  others: readonly OtherChange[],
): ListMeaning {
  const contents = lists.flatMap((list): [string, readonly (string | number)[]][] => {
    const items = ofOneKind(list[time] ?? []);
    return items === undefined || list[time] === undefined ? [] : [[list.name, items]];
  });
  const unsettled = new Set(lists.filter(isUnsettled).map(({ name }) => name));
  // A list item that is a resource of its own names the list only by its id.
  const isAnyUnsettled = others.some(({ type }) => type === 'cloudflare_list_item');
  const changed = lists.filter(isChanged).map(({ name }) => name);
  return {
    time,
    contents: Object.fromEntries(contents),
    unsettled: (name) => isAnyUnsettled || unsettled.has(name),
    changes: (name) => isAnyUnsettled || changed.includes(name),
    mayChange: (text) =>
      isAnyUnsettled ? text.includes('$') : changed.some((name) => text.includes(`$${name}`)),
  };
}

function isChanged({ action, before, after }: ListChange): boolean {
  if (action === 'none' || action === 'release') return false;
  return before === undefined || JSON.stringify(before) !== JSON.stringify(after);
}

function isUnsettled(change: ListChange): boolean {
  if (!isChanged(change)) return false;
  const { action, before, after } = change;
  const isOld = action !== 'create' && comparable(before) === undefined;
  return isOld || (action !== 'delete' && comparable(after) === undefined);
}

/** The expression with the items of lists in place of their names: so the same list may hold others before and after. */
export function withListContents(expression: Expression, lists: ListContents): Expression {
  switch (expression.kind) {
    case 'logical':
      return { ...expression, operands: expression.operands.map((one) => withListContents(one, lists)) };
    case 'not':
      return { ...expression, operand: withListContents(expression.operand, lists) };
    case 'quantifier':
      return { ...expression, argument: withListContents(expression.argument, lists) };
    case 'comparison': {
      const { right } = expression;
      if (right.kind !== 'list' || !Object.hasOwn(lists, right.name)) return expression;
      const items = comparable(lists[right.name]);
      if (items === undefined) return expression;
      return items.length === 0
        ? { kind: 'boolean', value: false }
        : (inContents(expression, items) ?? expression);
    }
    default:
      return expression;
  }
}

/** All AS numbers, all addresses and networks, or all hostnames: as no other can a request be tried on them. */
function ofOneKind(texts: readonly string[]): readonly (string | number)[] | undefined {
  if (texts.every((text) => /^\d{1,10}$/.test(text))) return texts.map(Number);
  const addresses = texts.filter((text) => readSpan(text) !== undefined);
  if (addresses.length === texts.length) return texts;
  return addresses.length === 0 && texts.every(isHostname) ? texts : undefined;
}

/** A network of another kind is none, nor is half of a surrogate pair, which no request can hold. */
function isHostname(text: string): boolean {
  return !text.includes('/') && text.isWellFormed();
}

/** Items that can be written into an expression; nothing if they are unknown, too many, or of several kinds. */
function comparable(
  items: readonly (string | number)[] | undefined,
): readonly (string | number)[] | undefined {
  return items === undefined || items.length > MAX_ITEMS ? undefined : ofOneKind(items.map(String));
}
