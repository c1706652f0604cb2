import { isNested, type Attribute, type Attributes } from '../../../provider-schema';
import { isList, isObject, type Value } from './value';

/** Whether two objects of the given attributes are equal. The order of a set does not count; unknown equals unknown. */
export function equalObjects(attributes: Attributes, a: Value, b: Value): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  return Object.entries(attributes).every(([name, attribute]) =>
    equalAttributes(attribute, a[name] ?? null, b[name] ?? null),
  );
}

/** Whether two values of one attribute are equal. */
export function equalAttributes(attribute: Attribute, a: Value, b: Value): boolean {
  if (!isNested(attribute)) return equalValues(a, b);
  const equalElements = (x: Value, y: Value) => equalObjects(attribute.attributes, x, y);
  if (attribute.nesting === 'single') return equalElements(a, b);
  if (isList(a) && isList(b)) {
    return attribute.nesting === 'set' ? equalSets(a, b, equalElements) : equalLists(a, b, equalElements);
  }
  return isObject(a) && isObject(b) ? equalMaps(a, b, equalElements) : a === b;
}

type Equal = (a: Value, b: Value) => boolean;

function equalValues(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) return equalLists(a, b, equalValues);
  return isObject(a) && isObject(b) ? equalMaps(a, b, equalValues) : a === b;
}

function equalLists(a: readonly Value[], b: readonly Value[], equal: Equal): boolean {
  return a.length === b.length && a.every((element, index) => equal(element, b[index] ?? null));
}

function equalSets(a: readonly Value[], b: readonly Value[], equal: Equal): boolean {
  return a.length === b.length && a.every((element) => b.some((other) => equal(element, other)));
}

function equalMaps(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  equal: Equal,
): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && equal(a[key] ?? null, b[key] ?? null))
  );
}
