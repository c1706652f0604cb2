import { acceptOperation } from '../../state/bulk-operations';
import { apiError } from '../../http/errors';
import { listOf } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { itemIds } from '../../validations/list-items';

/** `DELETE .../rules/lists/:listId/items`: removes the items whose ids the body names. */
export const deleteListItems: Operation = (call) => {
  const list = listOf(call);
  const ids = itemIds(call.body);
  const unknown = ids.find((id) => !list.items.some((item) => item.id === id));
  if (unknown !== undefined) throw apiError('itemNotFound', [unknown]);
  return acceptOperation(call.state, list, { type: 'remove', ids }, call.now);
};
