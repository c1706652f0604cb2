import {
  LIST_KINDS,
  LIST_NAME_PATTERN,
  type ListKind,
  MAX_LIST_NAME_LENGTH,
  MAX_LIST_TEXT_LENGTH,
} from '../../../cloudflare';
import { apiError } from '../http/errors';
import type { Json } from '../json';
import { isObject, isString, shown, withoutNulls } from '../json';

export interface ListFields {
  readonly name: string;
  readonly kind: ListKind;
  readonly description: string;
}

/** The fields of a list to be made. */
export function newListFields(body: Json | undefined): ListFields {
  const given = fields(body, ['name', 'kind', 'description']);
  const { name, kind } = given;
  if (!isString(name) || !LIST_NAME_PATTERN.test(name)) {
    throw apiError(
      'listField',
      [shown(name), 'name', `it must have 1 to ${MAX_LIST_NAME_LENGTH} characters of a-z, 0-9 and _`],
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
  if (Array.from(value).length > MAX_LIST_TEXT_LENGTH) {
    throw apiError(
      'listField',
      [value, field, `it must have at most ${MAX_LIST_TEXT_LENGTH} characters`],
      pointer,
    );
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
