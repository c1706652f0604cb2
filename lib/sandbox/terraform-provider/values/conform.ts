import { isNested, type Attribute, type Attributes, type AttributeType } from '../../../provider-schema';
import { isList, isObject, UNKNOWN, type Value, type ValueObject } from './value';

/**
 * Gives a value the exact shape of its attributes: absent attributes become null, unknown names are dropped, numbers
 * that travelled as text become numbers.
 */
export function conform(attributes: Attributes, value: Value): ValueObject | null {
  if (!isObject(value)) return null;
  return conformObject(attributes, value);
}

/** An object of the given attributes, all null. */
export function emptyObject(attributes: Attributes): ValueObject {
  return conformObject(attributes, {});
}

function conformObject(attributes: Attributes, value: ValueObject): ValueObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      conformAttribute(attribute, value[name] ?? null),
    ]),
  );
}

function conformAttribute(attribute: Attribute, value: Value): Value {
  if (value === null || value === UNKNOWN) return value;
  if (!isNested(attribute)) return conformType(attribute.type, value);
  const element = (child: Value) =>
    isObject(child) ? conformObject(attribute.attributes, child) : child === UNKNOWN ? child : null;
  if (attribute.nesting === 'single') return element(value);
  if (attribute.nesting === 'map') return isObject(value) ? mapValues(value, element) : null;
  return isList(value) ? value.map(element) : null;
}

function conformType(type: AttributeType, value: Value): Value {
  if (typeof type === 'string') {
    return typeof value === 'string' && (type === 'number' || type === 'int64') ? numberOf(value) : value;
  }
  const element = (child: Value) => conformType(type[1], child);
  if (isList(value)) return value.map(element);
  return isObject(value) ? mapValues(value, element) : value;
}

// Terraform writes a number as text when no binary form of MessagePack holds it exactly.
function numberOf(text: string): Value {
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text))) return BigInt(text);
  return Number(text);
}

function mapValues(object: ValueObject, map: (child: Value) => Value): ValueObject {
  return Object.fromEntries(Object.entries(object).map(([key, child]) => [key, map(child)]));
}
