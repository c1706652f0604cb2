import { apiError } from '../../http/errors';
import { listOf } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';

/** `GET .../rules/lists/:listId/items/:itemId` */
export const getListItem: Operation = (call) => {
  const id = param(call, 'itemId');
  const item = listOf(call).items.find((candidate) => candidate.id === id);
  if (item === undefined) throw apiError('itemNotFound', [id]);
  return { result: item };
};
