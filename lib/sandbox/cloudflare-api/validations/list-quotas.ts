import {
  includesPlan,
  LIST_ITEMS_BY_PLAN,
  LIST_KIND_FACTS,
  type ListKind,
  LISTS_BY_PLAN,
} from '../../../cloudflare';
import { apiError } from '../http/errors';
import { planOf } from '../http/scopes';
import type { List, State } from '../state/state';

/** Whether the account may have one more list of this kind. */
export function listQuota(state: State, accountId: string, kind: ListKind): void {
  const plan = planOf(state, { level: 'accounts', id: accountId });
  const needed = LIST_KIND_FACTS[kind].plan;
  if (!includesPlan(plan, needed)) {
    throw apiError('listField', [kind, 'kind', `it needs plan ${needed}`], '/kind');
  }
  const count = state.lists.filter((list) => list.accountId === accountId).length + 1;
  const limit = LISTS_BY_PLAN[plan];
  if (count > limit) throw apiError('listQuota', [count, plan, limit]);
}

/** Whether the account may have this many items in this list. */
export function listItemsQuota(state: State, list: List, itemCount: number): void {
  const plan = planOf(state, { level: 'accounts', id: list.accountId });
  const others = state.lists.filter(({ accountId, id }) => accountId === list.accountId && id !== list.id);
  const count = others.reduce((sum, { items }) => sum + items.length, itemCount);
  const limit = LIST_ITEMS_BY_PLAN[plan];
  if (count > limit) throw apiError('listItemsQuota', [count, plan, limit]);
}
