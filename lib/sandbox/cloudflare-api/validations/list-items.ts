import type { ListKind } from '../../../cloudflare';
import { apiError } from '../http/errors';
import type { Json, JsonObject } from '../json';
import { isArray, isObject, isString, shown, withoutNulls } from '../json';
import { addressProblem } from './list-address';
import { text } from './list-fields';

/** The items of a request: each with the one key of the list's kind and an optional comment. */
export function listItems(body: Json | undefined, kind: ListKind): readonly JsonObject[] {
  if (!isArray(body)) throw apiError('bodyShape', ['a JSON list of items']);
  return body.map((item, index) => listItem(item, kind, `/${index}`));
}

/** The ids of a request that removes items. */
export function itemIds(body: Json | undefined): readonly string[] {
  const items = isObject(body) ? body['items'] : undefined;
  if (!isArray(items) || items.length === 0) throw apiError('bodyShape', ['{"items":[{"id":"..."}]}']);
  return items.map((item, index) => {
    const id = isObject(item) ? item['id'] : undefined;
    if (!isString(id)) throw apiError('bodyShape', ['{"items":[{"id":"..."}]}'], `/items/${index}`);
    return id;
  });
}

function listItem(given: Json, kind: ListKind, pointer: string): JsonObject {
  if (!isObject(given)) throw apiError('bodyShape', ['a JSON list of items'], pointer);
  const item = withoutNulls(given);
  for (const key of Object.keys(item)) {
    if (key !== kind && key !== 'comment') {
      throw apiError('unknownField', [key, `${kind}, comment`], `${pointer}/${key}`);
    }
  }
  const value = item[kind];
  const problem = value === undefined ? `a list of kind ${kind} needs it` : VALUE_PROBLEM[kind](value);
  if (problem !== undefined) {
    throw apiError('listField', [shown(value), kind, problem], `${pointer}/${kind}`);
  }
  text(item['comment'], 'comment', `${pointer}/comment`);
  return item;
}

/** What is wrong with a value of each kind; undefined if nothing is. */
const VALUE_PROBLEM: Readonly<Record<ListKind, (value: Json) => string | undefined>> = {
  ip: (value) => (isString(value) ? addressProblem(value) : 'it must be a string'),
  asn: (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32
      ? undefined
      : 'it must be a whole number from 0 to 4294967295',
  hostname: (value) =>
    isObject(value) && isString(value['url_hostname']) ? undefined : 'it must be an object with url_hostname',
  redirect: (value) =>
    isObject(value) && isString(value['source_url']) && isString(value['target_url'])
      ? undefined
      : 'it must be an object with source_url and target_url',
};
