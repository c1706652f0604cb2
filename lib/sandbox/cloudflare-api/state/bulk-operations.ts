import { apiError } from '../http/errors';
import { newId } from './ids';
import type { JsonObject } from '../json';
import { canonicalJson } from '../json';
import { withList } from './lists';
import type { Outcome } from '../http/operation';
import type { BulkOperation, ItemsChange, List, ListItem, State } from './state';
import { timestamp } from './timestamp';

/** A bulk operation that is not polled is done after this time, in milliseconds. */
const DONE_AFTER_MS = 1000;

/** Accepts a write on the items of a list; while one is under way, another is refused with 429. */
export function acceptOperation(state: State, list: List, change: ItemsChange, now: number): Outcome {
  if (state.operations.some((operation) => operation.listId === list.id && isUnderWay(operation))) {
    throw apiError('operationPending', []);
  }
  const operation: BulkOperation = {
    id: newId(),
    accountId: list.accountId,
    listId: list.id,
    change,
    status: 'pending',
    acceptedAt: now,
    polls: 0,
  };
  return {
    result: { operation_id: operation.id },
    state: { ...state, operations: [...state.operations, operation] },
  };
}

/** The state after one more look at the operation: `pending`, then `running`, then done. */
export function polled(state: State, operation: BulkOperation, now: number): State {
  if (!isUnderWay(operation)) return state;
  const polls = operation.polls + 1;
  if (polls > 2) return finished(state, operation, now);
  return withOperation(state, { ...operation, polls, status: polls === 1 ? 'pending' : 'running' });
}

/** The state once every operation is done whose time has come. */
export function settled(state: State, now: number): State {
  return state.operations
    .filter((operation) => isUnderWay(operation) && now - operation.acceptedAt >= DONE_AFTER_MS)
    .reduce((before, operation) => finished(before, operation, now), state);
}

export function operationView(operation: BulkOperation): JsonObject {
  return {
    id: operation.id,
    status: operation.status,
    ...(operation.completed === undefined ? {} : { completed: operation.completed }),
    ...(operation.error === undefined ? {} : { error: operation.error }),
  };
}

function isUnderWay({ status }: BulkOperation): boolean {
  return status === 'pending' || status === 'running';
}

function finished(state: State, operation: BulkOperation, now: number): State {
  const completed = timestamp(now);
  const list = state.lists.find(({ id }) => id === operation.listId);
  const failed = (error: string) =>
    withOperation(state, { ...operation, status: 'failed', completed, error });
  if (list === undefined) return failed('the list was deleted');
  const { change } = operation;
  if (change.type === 'remove') {
    const items = list.items.filter(({ id }) => !change.ids.includes(id));
    return done(withList(state, { ...list, items, modified_on: completed }), operation, completed);
  }
  const twice = firstDuplicate(change.items, list);
  if (twice !== undefined) return failed(`duplicates of ${twice}`);
  const items = change.items.map((item) => newItem(item, list, completed));
  const values = new Set(items.map((item) => valueOf(item, list)));
  const kept = change.type === 'append' ? list.items.filter((item) => !values.has(valueOf(item, list))) : [];
  const next = { ...list, items: [...kept, ...items], modified_on: completed };
  return done(withList(state, next), operation, completed);
}

function done(state: State, operation: BulkOperation, completed: string): State {
  return withOperation(state, { ...operation, status: 'completed', completed });
}

function withOperation(state: State, operation: BulkOperation): State {
  const operations = state.operations.map((other) => (other.id === operation.id ? operation : other));
  return { ...state, operations };
}

/** An item with the value of an existing one takes its place and its id. */
function newItem(given: JsonObject, list: List, now: string): ListItem {
  const value = valueOf(given, list);
  const existing = list.items.find((item) => valueOf(item, list) === value);
  return { id: existing?.id ?? newId(), ...given, created_on: existing?.created_on ?? now, modified_on: now };
}

function firstDuplicate(items: readonly JsonObject[], list: List): string | undefined {
  const values = items.map((item) => valueOf(item, list));
  const second = values.findIndex((value, index) => values.indexOf(value) !== index);
  const value = items[second]?.[list.kind];
  return second === -1 ? undefined : typeof value === 'string' ? value : values[second];
}

/** What makes an item the one it is: the address, the host, the number or the source of the redirect. */
export function valueOf(item: JsonObject, list: Pick<List, 'kind'>): string {
  const value = item[list.kind];
  return typeof value === 'string' ? value : canonicalJson(value);
}
