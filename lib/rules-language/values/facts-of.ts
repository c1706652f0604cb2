import type { FunctionName } from '../catalogue/functions';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isPrimitive } from '../analyse/domains';
import { isValue, itemTypeOf } from '../check/type-of';
import type { Argument, Value } from '../syntax/ast';
import { FIELD_VALUES, type FieldValues } from './field-values';
import { RESULT_VALUES } from './result-values';
import type { ValueFact } from './value-fact';

const NONE: readonly ValueFact[] = [];
const BY_NAME: ReadonlyMap<string, FieldValues> = new Map(Object.entries<FieldValues>(FIELD_VALUES));

/** What is known of the values of a field, also by the name that it had before. */
export function fieldValues(name: string): FieldValues | undefined {
  return BY_NAME.get(CLOUDFLARE_SCHEME.fields.get(name)?.replacedBy ?? name);
}

/** What is known of the texts or numbers that a field or a call gives, of each if it stands for many. */
export function factsOf(value: Value): readonly ValueFact[] {
  if (value.kind === 'field') {
    const facts = fieldValues(value.name)?.values ?? NONE;
    return facts.length === 0 || value.path.length === 0 || isPrimitive(itemTypeOf(value, CLOUDFLARE_SCHEME))
      ? facts
      : NONE;
  }
  if (!isPrimitive(itemTypeOf(value, CLOUDFLARE_SCHEME))) return NONE;
  // The pieces of an array that a function gives are looked at no further.
  if (value.path.some((index) => index !== '*')) return NONE;
  return RESULT_VALUES[value.function as FunctionName](value.arguments);
}

/** Functions that give nothing for some values that are there. */
const MAY_FAIL: readonly string[] = [
  'lookup_json_string',
  'lookup_json_integer',
  'decode_base64',
  'url_decode',
  'coalesce',
];

/** Whether a request may have no such value, so that every comparison with it is false. */
export function mayBeMissing(value: Value): boolean {
  if (value.path.length > 0) return true;
  if (value.kind === 'field') return false;
  return MAY_FAIL.includes(value.function) || value.arguments.some(isMissable);
}

function isMissable(argument: Argument): boolean {
  return isValue(argument) && mayBeMissing(argument);
}
