import { apiError } from '../../http/errors';
import { listOf, referenceCount } from '../../state/lists';
import type { Operation } from '../../http/operation';

/** `DELETE .../rules/lists/:listId`: refused while a rule, enabled or not, uses the list. */
export const deleteList: Operation = (call) => {
  const list = listOf(call);
  if (referenceCount(call.state, list) > 0) throw apiError('listInUse', []);
  const lists = call.state.lists.filter(({ id }) => id !== list.id);
  return { result: { id: list.id }, state: { ...call.state, lists } };
};
