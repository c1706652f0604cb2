import { acceptOperation, valueOf } from '../../state/bulk-operations';
import { listOf } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { listItems } from '../../validations/list-items';
import { listItemsQuota } from '../../validations/list-quotas';

/** `POST .../rules/lists/:listId/items`: adds items; one with the value of an existing item replaces it. */
export const createListItems: Operation = (call) => {
  const list = listOf(call);
  const items = listItems(call.body, list.kind);
  const values = new Set([...list.items, ...items].map((item) => valueOf(item, list)));
  listItemsQuota(call.state, list, values.size);
  return acceptOperation(call.state, list, { type: 'append', items }, call.now);
};
