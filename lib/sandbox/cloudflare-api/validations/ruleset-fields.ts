import { apiError } from '../http/errors';
import type { Json, JsonObject } from '../json';
import { isArray, isObject, isString, shown, withoutNulls } from '../json';

/** Keys that the API sets itself; a client may send back what it read. */
const SET_BY_API: readonly string[] = ['id', 'version', 'last_updated'];

const FIELDS: readonly string[] = ['name', 'description', 'kind', 'phase', 'rules'];

/** The fields of a ruleset that a request gives, their types checked. */
export interface RulesetFields {
  readonly name?: string;
  readonly description?: string;
  readonly kind?: string;
  readonly phase?: string;
  readonly rules?: readonly Json[];
}

/** @param known the fields that this operation takes; @default all */
export function rulesetFields(body: Json | undefined, known: readonly string[] = FIELDS): RulesetFields {
  if (!isObject(body)) throw apiError('bodyShape', ['a JSON object']);
  const given = withoutNulls(body);
  for (const key of Object.keys(given)) {
    if (!known.includes(key) && !SET_BY_API.includes(key)) {
      throw apiError('unknownField', [key, known.join(', ')], `/${key}`);
    }
  }
  const { rules } = given;
  if (rules !== undefined && !isArray(rules)) {
    throw apiError('field', [shown(rules), 'rules', 'it must be a list'], '/rules');
  }
  return { ...strings(given), ...(rules === undefined ? {} : { rules }) };
}

function strings(given: JsonObject): JsonObject & RulesetFields {
  const names = ['name', 'description', 'kind', 'phase'];
  const entries = Object.entries(given).filter(([key]) => names.includes(key));
  for (const [key, value] of entries) {
    if (!isString(value)) throw apiError('field', [shown(value), key, 'it must be a string'], `/${key}`);
  }
  return Object.fromEntries(entries);
}
