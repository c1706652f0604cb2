import { parsed } from './changes/clauses';
import { listsIn } from './meaning/condition';
import { combined, type Verdict } from './meaning/verdict';
import type { Skipping, ZoneMeaning } from './meaning/zone-meaning';
import type { ListChange } from './plan/plan';
import type { ListReview } from './review';
import { counted, list, own, type Text, text } from './text';
import type { ZoneComparison } from './zone-comparison';

/** Items that a sentence lists one by one; of more, it only tells how many. */
const MAX_LISTED = 4;

/** What changes in the account's lists, and for whom: a longer list widens each exception that names it. */
export function listReviews(
  lists: readonly ListChange[],
  zones: readonly ZoneComparison[],
): readonly ListReview[] {
  return lists
    .filter(({ action }) => action !== 'none')
    .map((change): ListReview => {
      const { address, name, action } = change;
      const users = zones.map((zone) => ({ zone, skipping: skippingBy(name, zone.after) }));
      const count = users.reduce((sum, { skipping }) => sum + skipping.length, 0);
      const verdicts = users
        .filter(({ skipping }) => skipping.length > 0)
        .map(({ zone, skipping }): Verdict =>
          zone.verdictOfSkipping(skippingBy(name, zone.before), skipping),
        );
      const verdict = verdicts.length === 0 ? undefined : combined(verdicts);
      const items = changedItems(change);
      return { address, name, action, sentence: listSentence(change, items, count), ...items, verdict };
    });
}

function skippingBy(name: string, { skipping }: ZoneMeaning): readonly Skipping[] {
  return skipping.filter(({ rule }) => {
    if (!rule.expression.includes(`$${name}`)) return false;
    const expression = parsed(rule.expression);
    return expression !== undefined && listsIn(expression).includes(name);
  });
}

/** Whether the sentence of a list names these items itself. */
export function areListed(items: readonly string[]): boolean {
  return items.length <= MAX_LISTED;
}

type ChangedItems = Pick<ListReview, 'added' | 'removed'>;

function changedItems({ action, before, after }: ListChange): ChangedItems {
  if (action === 'create') return { added: after ?? [], removed: [] };
  if (action === 'delete') return { added: [], removed: before ?? [] };
  if (action === 'release' || before === undefined || after === undefined) return { added: [], removed: [] };
  const old = new Set(before);
  const next = new Set(after);
  return {
    added: after.filter((item) => !old.has(item)),
    removed: before.filter((item) => !next.has(item)),
  };
}

function listSentence(change: ListChange, changed: ChangedItems, users: number): Text {
  const { name, action } = change;
  const verb = {
    none: 'stays',
    create: 'is created',
    update: 'is changed',
    delete: 'IS DELETED',
    replace: 'IS REPLACED: it is deleted and made anew',
    release: 'is let go: it stays as it is',
  }[action];
  const items = action === 'release' ? [] : itemWords(change, changed);
  return [
    ...text`The list ${`$${name}`} `,
    ...own(verb),
    ...(items.length === 0 ? [] : [...own(', with '), ...list(items)]),
    ...own(
      users === 0
        ? '.'
        : `; ${counted(users, 'skip rule')} of this plan's zones ${users === 1 ? 'uses' : 'use'} it.`,
    ),
  ];
}

function itemWords({ action, before, after }: ListChange, { added, removed }: ChangedItems): readonly Text[] {
  if ((before ?? after) === undefined) return [];
  if (action === 'create') return [countedItems(added, '')];
  if (action === 'delete') return [countedItems(removed, '')];
  if (before === undefined || after === undefined) return [own('items that are not known before the apply')];
  return [
    ...(added.length > 0 ? [countedItems(added, ' added')] : []),
    ...(removed.length > 0 ? [countedItems(removed, ' removed')] : []),
    ...(added.length + removed.length === 0 ? [own('the same items')] : []),
  ];
}

/** Such as `2 items added (203.0.113.7 and 198.51.100.0/24)`. */
function countedItems(items: readonly string[], verb: string): Text {
  const count = own(`${counted(items.length, 'item')}${verb}`);
  if (items.length === 0 || !areListed(items)) return count;
  return [...count, ' (', ...list(items.map((item) => text`${item}`)), ')'];
}
