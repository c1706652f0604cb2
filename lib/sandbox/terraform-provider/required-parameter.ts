import { ApiError } from './api/api-error';
import { attributeOf, stringOf, type Value } from './value';

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
  return attributeOf(value, 'account_id') === null
    ? `/zones/${requiredParameter(value, 'zone_id')}/rulesets`
    : `/accounts/${requiredParameter(value, 'account_id')}/rulesets`;
}

/** Where the lists of the value's account live. */
export function listsPath(value: Value): string {
  return `/accounts/${requiredParameter(value, 'account_id')}/rules/lists`;
}
