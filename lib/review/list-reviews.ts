import { parsed } from './changes/clauses';
import { listsIn } from './meaning/condition';
import { combined, type Verdict } from './meaning/verdict';
import type { Skipping } from './meaning/zone-meaning';
import type { ListChange } from './plan/plan';
import type { ListReview } from './review';
import { counted, list, own, type Text, text } from './text';
import type { ZoneComparison } from './zone-comparison';

/** What changes in the account's lists, and for whom: a longer list widens each exception that names it. */
export function listReviews(
  lists: readonly ListChange[],
  zones: readonly ZoneComparison[],
): readonly ListReview[] {
  return lists
    .filter(({ action }) => action !== 'none')
    .map((change): ListReview => {
      const { address, name, action } = change;
      const users = zones.map((zone) => ({ zone, skipping: skippingBy(name, zone) }));
      const count = users.reduce((sum, { skipping }) => sum + skipping.length, 0);
      const verdicts = users
        .filter(({ skipping }) => skipping.length > 0)
        .map(({ zone, skipping }): Verdict =>
          zone.verdictOfProtections(skipping.flatMap(({ protections }) => protections)),
        );
      const verdict = verdicts.length === 0 ? undefined : combined(verdicts);
      return { address, name, action, sentence: listSentence(change, count), verdict };
    });
}

function skippingBy(name: string, { after }: ZoneComparison): readonly Skipping[] {
  return after.skipping.filter(({ rule }) => {
    if (!rule.expression.includes(`$${name}`)) return false;
    const expression = parsed(rule.expression);
    return expression !== undefined && listsIn(expression).includes(name);
  });
}

function listSentence(change: ListChange, users: number): Text {
  const { name, action } = change;
  const verb = {
    none: 'stays',
    create: 'is created',
    update: 'is changed',
    delete: 'IS DELETED',
    replace: 'IS REPLACED: it is deleted and made anew',
    release: 'is let go: it stays as it is',
  }[action];
  const items = action === 'release' ? [] : itemWords(change);
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

function itemWords({ action, before, after }: ListChange): readonly Text[] {
  if ((before ?? after) === undefined) return [];
  if (action === 'create') return [own(counted((after ?? []).length, 'item'))];
  if (action === 'delete') return [own(counted((before ?? []).length, 'item'))];
  if (before === undefined || after === undefined) return [own('items that are not known before the apply')];
  const old = new Set(before);
  const next = new Set(after);
  const added = after.filter((item) => !old.has(item)).length;
  const removed = before.filter((item) => !next.has(item)).length;
  return [
    ...(added > 0 ? [own(`${counted(added, 'item')} added`)] : []),
    ...(removed > 0 ? [own(`${counted(removed, 'item')} removed`)] : []),
    ...(added + removed === 0 ? [own('the same items')] : []),
  ];
}
