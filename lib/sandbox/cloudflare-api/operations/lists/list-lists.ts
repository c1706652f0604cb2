import { listView } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { accountOf } from '../../http/scopes';

/** `GET /accounts/:accountId/rules/lists`: the lists without their items. */
export const listLists: Operation = (call) => {
  const { id } = accountOf(call.state, param(call, 'accountId'));
  const lists = call.state.lists.filter((list) => list.accountId === id);
  return { result: lists.map((list) => listView(call.state, list)) };
};
