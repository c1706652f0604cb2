import { isNested, type Attribute, type Attributes } from '../../../provider-schema';
import { attributeName, elementName, type AttributeName } from './attribute-paths';
import { attributeOf, isList, isObject, type Value, type ValueObject } from './value';

/** What a transformation gets for an attribute: its name, its schema, its value and what the configuration says. */
export interface Visited {
  readonly name: AttributeName;
  readonly attribute: Attribute;
  readonly value: Value;
  /** `null` also where the configuration has no such path. */
  readonly configured: Value;
}

/**
 * Rebuilds an object attribute by attribute, inner attributes first, beside the configuration it was planned from.
 * Elements of lists are matched by index. Sets are left alone: what is in them has no name of its own.
 */
export function transformObject(
  attributes: Attributes,
  value: ValueObject,
  configured: Value,
  change: (visited: Visited) => Value,
  parent: AttributeName = '',
): ValueObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const path = attributeName(parent, name);
      const setting = attributeOf(configured, name);
      const inner = transformNested(attribute, value[name] ?? null, setting, change, path);
      return [name, change({ name: path, attribute, value: inner, configured: setting })];
    }),
  );
}

function transformNested(
  attribute: Attribute,
  value: Value,
  configured: Value,
  change: (visited: Visited) => Value,
  path: AttributeName,
): Value {
  if (!isNested(attribute) || attribute.nesting === 'set') return value;
  const inner = (element: Value, setting: Value, name: AttributeName) =>
    isObject(element) ? transformObject(attribute.attributes, element, setting, change, name) : element;
  if (attribute.nesting === 'single') return inner(value, configured, path);
  const element = elementName(path);
  if (isList(value)) {
    const settings = isList(configured) ? configured : [];
    return value.map((child, index) => inner(child, settings[index] ?? null, element));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, inner(child, attributeOf(configured, key), element)]),
  );
}
