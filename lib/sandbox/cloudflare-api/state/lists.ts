import { apiError } from '../http/errors';
import { listsIn } from '../rules/expression-scan';
import type { JsonObject } from '../json';
import type { Call } from '../http/operation';
import { param } from '../http/operation';
import { accountIdOf, accountOf } from '../http/scopes';
import type { List, State } from './state';

/** The list that the path names. */
export function listOf(call: Call): List {
  const account = accountOf(call.state, param(call, 'accountId'));
  const id = param(call, 'listId');
  const list = call.state.lists.find(
    (candidate) => candidate.accountId === account.id && candidate.id === id,
  );
  if (list === undefined) throw apiError('listNotFound', [id]);
  return list;
}

/** A list as the API shows it: without its items. */
export function listView(state: State, list: List): JsonObject {
  return {
    id: list.id,
    name: list.name,
    description: list.description,
    kind: list.kind,
    created_on: list.created_on,
    modified_on: list.modified_on,
    num_items: list.items.length,
    num_referencing_filters: referenceCount(state, list),
  };
}

/** How many rules use the list, enabled or not, in the account and all its zones. */
export function referenceCount(state: State, list: List): number {
  return state.rulesets
    .filter(({ scope }) => accountIdOf(state, scope) === list.accountId)
    .flatMap(({ current }) => current.rules)
    .filter((rule) => listsIn(rule.expression).includes(list.name)).length;
}

export function withList(state: State, list: List): State {
  return { ...state, lists: state.lists.map((other) => (other.id === list.id ? list : other)) };
}
