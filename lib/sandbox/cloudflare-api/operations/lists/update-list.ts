import { listOf, listView, withList } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { timestamp } from '../../state/timestamp';
import { listDescription } from '../../validations/list-fields';

/** `PUT .../rules/lists/:listId`: changes the description; name and kind are for ever. */
export const updateList: Operation = (call) => {
  const list = {
    ...listOf(call),
    description: listDescription(call.body),
    modified_on: timestamp(call.now),
  };
  const state = withList(call.state, list);
  return { result: listView(state, list), state };
};
