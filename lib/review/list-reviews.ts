import type { WorkLeft } from '../rules-language';
import { ruleLabel } from '../trace';
import { parsed } from './changes/clauses';
import { listsIn } from './meaning/condition';
import { type ListMeaning, listMeaning } from './meaning/list-contents';
import { listedElsewhere, rulesNaming } from './meaning/listed-rules';
import { combined, type Verdict } from './meaning/verdict';
import type { Skipping, ZoneMeaning } from './meaning/zone-meaning';
import type { ListChange, Plan } from './plan/plan';
import type { PlannedRule } from './plan/planned-rule';
import type { ListReview } from './review';
import { counted, list, own, type Text, text } from './text';
import type { ZoneComparison } from './zone-comparison';

/** Items that a sentence lists one by one; of more, it only says how many. */
const MAX_LISTED = 4;

/** Rules that a sentence names. */
const MAX_NAMED = 8;

/** What changes in the account's lists, and for whom: every rule that names a list may do something else. */
export function listReviews(
  { lists, others, rulesets }: Plan,
  zones: readonly ZoneComparison[],
  work: WorkLeft,
): readonly ListReview[] {
  const meanings = [listMeaning('before', lists, others), listMeaning('after', lists, others)] as const;
  return lists
    .filter(({ action, isAdopted }) => action !== 'none' || isAdopted)
    .map((change): ListReview => {
      const { address, name, action } = change;
      const users = rulesNaming(name, rulesets);
      const verdicts = [
        ...zones.flatMap((zone) => verdictOfSkipping(name, zone)),
        ...users.flatMap((user) => verdictOfUser(user, zones, meanings, work)),
      ];
      const verdict = verdicts.length === 0 ? undefined : combined(verdicts);
      const items = changedItems(change);
      const sentence = listSentence(change, items, users);
      return { address, name, action, sentence, ...items, usedBy: users.map(({ ref }) => ref), verdict };
    });
}

/** What the list does to the skip rules of a zone, in the midst of all others. */
function verdictOfSkipping(name: string, { before, after, ...zone }: ZoneComparison): readonly Verdict[] {
  const now = skippingBy(name, after);
  const was = skippingBy(name, before);
  return now.length + was.length === 0 ? [] : [zone.verdictOfSkipping(was, now)];
}

function verdictOfUser(
  user: PlannedRule,
  zones: readonly ZoneComparison[],
  [before, after]: readonly [ListMeaning, ListMeaning],
  work: WorkLeft,
): readonly Verdict[] {
  const isCompared = zones.some((zone) =>
    [zone.before, zone.after].some(({ skipping }) => skipping.some(({ rule }) => rule === user.rule)),
  );
  if (isCompared) return [];
  const listed = zones.flatMap((zone) => zone.listed.get(user) ?? []);
  return listed.length > 0 ? listed : [listedElsewhere(user, before, after, work)];
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

function listSentence(change: ListChange, changed: ChangedItems, users: readonly PlannedRule[]): Text {
  const { name, action, isAdopted } = change;
  const verb = {
    none: 'stays as it is',
    create: 'is created',
    update: 'is changed',
    delete: 'IS DELETED',
    replace: 'IS REPLACED: it is deleted and made anew',
    release: 'is let go: it stays as it is',
  }[action];
  const items = action === 'release' || action === 'none' ? [] : itemWords(change, changed);
  return [
    ...text`The list ${`$${name}`} `,
    ...own(isAdopted ? `is adopted into the Terraform state, and ${verb}` : verb),
    ...(items.length === 0 ? [] : [...own(', with '), ...list(items)]),
    ...(users.length === 0 ? own('.') : userWords(users)),
  ];
}

/** Such as `; 2 rules of this plan name it: the skip rule wafx__dashboard__export and the block rule Office only.` */
function userWords(users: readonly PlannedRule[]): Text {
  const named = users
    .slice(0, MAX_NAMED)
    .map(({ rule }) => [
      ...own('the '),
      ...(rule.action === undefined || rule.action === '' ? [] : [{ quoted: rule.action }, ' ']),
      ...own('rule '),
      { quoted: ruleLabel(rule) },
    ]);
  const more = users.length - named.length;
  return [
    ...own(`; ${counted(users.length, 'rule')} of this plan ${users.length === 1 ? 'names' : 'name'} it: `),
    ...list(more === 0 ? named : [...named, own(counted(more, 'other rule'))]),
    '.',
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
