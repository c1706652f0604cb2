import { ApiError } from './api/api-error';
import { attributeOf, stringOf, type Value } from './values/value';

/**
 * A part of a URL, taken from a value and ready to stand in a path.
 *
 * @throws ApiError if there is none; the provider finds that out before it makes the request
 */
export function requiredParameter(value: Value, attribute: string, parameter: string = attribute): string {
  const text = stringOf(attributeOf(value, attribute)) ?? '';
  if (text === '') throw new ApiError(`missing required ${parameter} parameter`);
  return encodeURIComponent(text);
}

/** Where the rulesets of the value's account or zone live. */
export function rulesetsPath(value: Value): string {
  const scope = attributeOf(value, 'account_id') === null ? 'zone' : 'account';
  const id = stringOf(attributeOf(value, `${scope}_id`)) ?? '';
  if (id === '') throw new ApiError('either account ID or zone ID must be provided');
  return `/${scope}s/${encodeURIComponent(id)}/rulesets`;
}

/** Where the lists of the value's account live. */
export function listsPath(value: Value): string {
  return `/accounts/${requiredParameter(value, 'account_id')}/rules/lists`;
}
