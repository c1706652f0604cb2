import { apiError } from '../errors';
import { listOf } from '../lists';
import type { Operation } from '../operation';
import { param } from '../operation';

/** `GET .../rules/lists/:listId/items/:itemId` */
export const getListItem: Operation = (call) => {
  const id = param(call, 'itemId');
  const item = listOf(call).items.find((candidate) => candidate.id === id);
  if (item === undefined) throw apiError('itemNotFound', [id]);
  return { result: item };
};
