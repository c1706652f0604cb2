import { apiError } from '../http/errors';
import type { Json, JsonObject } from '../json';
import { isObject, withoutNulls } from '../json';

/** The body of a request on one rule: the rule, and where it goes. */
export function ruleBody(body: Json | undefined): {
  readonly rule: JsonObject;
  readonly position: Json | undefined;
} {
  if (!isObject(body)) throw apiError('bodyShape', ['a JSON object']);
  // The path says which rule it is; an id in the body would only be read where many rules are given.
  const { position, ...rest } = withoutNulls(body);
  const rule = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'id'));
  return { rule, position };
}
