import { apiError } from '../../http/errors';
import { newId } from '../../state/ids';
import { listView } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { accountOf } from '../../http/scopes';
import { timestamp } from '../../state/timestamp';
import { newListFields } from '../../validations/list-fields';
import { listQuota } from '../../validations/list-quotas';

/** `POST /accounts/:accountId/rules/lists`: an empty list. */
export const createList: Operation = (call) => {
  const accountId = accountOf(call.state, param(call, 'accountId')).id;
  const fields = newListFields(call.body);
  if (call.state.lists.some((list) => list.accountId === accountId && list.name === fields.name)) {
    throw apiError('listNameInUse', []);
  }
  listQuota(call.state, accountId, fields.kind);
  const now = timestamp(call.now);
  const list = { id: newId(), accountId, ...fields, created_on: now, modified_on: now, items: [] };
  const state = { ...call.state, lists: [...call.state.lists, list] };
  return { result: listView(state, list), state };
};
