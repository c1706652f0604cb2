import { apiError } from '../http/errors';
import { PLANS } from '../facts/plans';
import { planOf } from '../http/scopes';
import type { List, ListKind, State } from '../state/state';

/** Whether the account may have one more list of this kind. */
export function listQuota(state: State, accountId: string, kind: ListKind): void {
  const plan = planOf(state, { level: 'accounts', id: accountId });
  if ((kind === 'hostname' || kind === 'asn') && plan !== 'enterprise') {
    throw apiError('listField', [kind, 'kind', 'it needs plan enterprise'], '/kind');
  }
  const count = state.lists.filter((list) => list.accountId === accountId).length + 1;
  const limit = PLANS[plan].lists;
  if (count > limit) throw apiError('listQuota', [count, plan, limit]);
}

/** Whether the account may have this many items in this list. */
export function listItemsQuota(state: State, list: List, itemCount: number): void {
  const plan = planOf(state, { level: 'accounts', id: list.accountId });
  const others = state.lists.filter(({ accountId, id }) => accountId === list.accountId && id !== list.id);
  const count = others.reduce((sum, { items }) => sum + items.length, itemCount);
  const limit = PLANS[plan].listItems;
  if (count > limit) throw apiError('listItemsQuota', [count, plan, limit]);
}
