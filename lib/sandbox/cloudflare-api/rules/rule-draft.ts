import type { JsonObject } from '../json';
import { canonicalJson, isObject, withoutNulls } from '../json';

/** Keys that the API sets: accepted in a request, so that an answer can be sent back, and not read. */
const SET_BY_API = ['id', 'version', 'last_updated', 'categories'];

/**
 * What a rule says, in the one form in which rules are stored and compared: defaults filled in, empty
 * `action_parameters` left out, `logging` on every skip rule, `version: latest` on every execute rule.
 */
export function ruleDraft(rule: JsonObject): JsonObject {
  const given = withoutNulls(rule);
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !SET_BY_API.includes(key)));
  const { action_parameters: parameters, ...rest } = own;
  const completed = completeParameters(given['action'] === 'execute', parameters);
  return {
    enabled: true,
    description: '',
    ...rest,
    ...(completed === undefined ? {} : { action_parameters: completed }),
    ...(given['action'] === 'skip' && given['logging'] === undefined ? { logging: { enabled: true } } : {}),
  };
}

/** True if two rules say the same, whatever the order of their keys. */
export function sameDraft(a: JsonObject, b: JsonObject): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

function completeParameters(isExecute: boolean, parameters: JsonObject[string]): JsonObject[string] {
  if (!isObject(parameters)) return parameters;
  if (Object.keys(parameters).length === 0) return undefined;
  return isExecute && parameters['version'] === undefined ? { ...parameters, version: 'latest' } : parameters;
}
