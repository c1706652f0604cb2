import { apiError } from '../http/errors';
import type { Json } from '../json';
import { isObject, isString, shown, withoutNulls } from '../json';
import type { ListKind } from '../state/state';
import { LIST_KINDS } from '../state/state';

/**
 * Longest name of a list, and longest description of a list or comment of an item, in characters.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/lists-api/json-object/
 */
const MAX_NAME = 50;
const MAX_TEXT = 500;

/** What a list can be called. */
export const LIST_NAME = /^[a-z0-9_]+$/;

export interface ListFields {
  readonly name: string;
  readonly kind: ListKind;
  readonly description: string;
}

/** The fields of a list to be made. */
export function newListFields(body: Json | undefined): ListFields {
  const given = fields(body, ['name', 'kind', 'description']);
  const { name, kind } = given;
  if (!isString(name) || name.length > MAX_NAME || !LIST_NAME.test(name)) {
    throw apiError(
      'listField',
      [shown(name), 'name', `it must have 1 to ${MAX_NAME} characters of a-z, 0-9 and _`],
      '/name',
    );
  }
  const known = LIST_KINDS.find((candidate) => candidate === kind);
  if (known === undefined) {
    throw apiError('listField', [shown(kind), 'kind', `it must be one of ${LIST_KINDS.join(', ')}`], '/kind');
  }
  return { name, kind: known, description: text(given['description'], 'description', '/description') };
}

/** The only field of a list that can be changed. */
export function listDescription(body: Json | undefined): string {
  return text(fields(body, ['description'])['description'], 'description', '/description');
}

/** A text that may be missing. */
export function text(value: Json | undefined, field: string, pointer: string): string {
  if (value === undefined) return '';
  if (!isString(value)) throw apiError('listField', [shown(value), field, 'it must be a string'], pointer);
  if (Array.from(value).length > MAX_TEXT) {
    throw apiError('listField', [value, field, `it must have at most ${MAX_TEXT} characters`], pointer);
  }
  return value;
}

function fields(body: Json | undefined, known: readonly string[]) {
  if (!isObject(body)) throw apiError('bodyShape', ['a JSON object']);
  const given = withoutNulls(body);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw apiError('unknownField', [unknown, known.join(', ')], `/${unknown}`);
  return given;
}
