import { acceptOperation } from '../../state/bulk-operations';
import { listOf } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { listItems } from '../../validations/list-items';
import { listItemsQuota } from '../../validations/list-quotas';

/** `PUT .../rules/lists/:listId/items`: these items and no others. */
export const replaceListItems: Operation = (call) => {
  const list = listOf(call);
  const items = listItems(call.body, list.kind);
  listItemsQuota(call.state, list, items.length);
  return acceptOperation(call.state, list, { type: 'replace', items }, call.now);
};
