import { isNested, type Attribute, type Attributes, type AttributeType } from '../../../provider-schema';
import { attributeName, elementName, type AttributeName } from './attribute-paths';
import { conform } from './conform';
import { decodeFloat, decodeInteger } from './decode-number';
import { isList, isObject, UNKNOWN, type Value, type ValueObject } from './value';

/** How an answer of the API becomes a Terraform value. */
export interface DecodeRules {
  /** Attributes that are no part of the answer: what was known stays. */
  readonly notInAnswer: readonly string[];
  /** What is missing or null in the answer becomes this instead of null. */
  readonly zeros: Readonly<Record<AttributeName, Value>>;
  /** Attributes that hold a time: written without fractions of a second. */
  readonly times: readonly AttributeName[];
}

/** A time as RFC 3339 writes it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * `refresh` takes everything from the answer. `write` keeps what was planned: it takes what the provider computes,
 * and what was left open of the rest.
 */
export type DecodeMode = 'refresh' | 'write';

type Behaviour = 'always' | 'if unset' | 'only nested';

/**
 * Decodes the `result` of an answer over what is known. A value of the wrong type is passed over in silence, an answer
 * that is no object at all counts as an empty one: so does the real provider.
 */
export function decodeAnswer(
  attributes: Attributes,
  rules: DecodeRules,
  mode: DecodeMode,
  known: ValueObject,
  result: unknown,
): ValueObject {
  return new Decoder(rules, mode).object(attributes, known, jsonObject(result), '');
}

class Decoder {
  constructor(
    private readonly rules: DecodeRules,
    private readonly mode: DecodeMode,
  ) {}

  object(
    attributes: Attributes,
    known: ValueObject,
    answer: Readonly<Record<string, unknown>>,
    parent: AttributeName,
  ): ValueObject {
    return Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => {
        const path = attributeName(parent, name);
        const before = known[name] ?? null;
        if (parent === '' && this.rules.notInAnswer.includes(name)) return [name, before];
        return [name, this.attribute(attribute, before, answer[name] ?? null, path)];
      }),
    );
  }

  private attribute(attribute: Attribute, known: Value, answer: unknown, path: AttributeName): Value {
    const behaviour = this.behaviour(attribute);
    const unset = known === null || known === UNKNOWN;
    if (answer === null) return this.missing(attribute, known, path, behaviour === 'always' || unset);
    if (isNested(attribute)) return this.nested(attribute, known, answer, path, behaviour);
    if (behaviour === 'only nested' || (behaviour === 'if unset' && !unset)) return known;
    const value = decodeType(attribute.type, answer);
    if (value === undefined) return known;
    return this.rules.times.includes(path) && typeof value === 'string' ? wholeSeconds(value, known) : value;
  }

  private missing(attribute: Attribute, known: Value, path: AttributeName, replaces: boolean): Value {
    const zero = this.rules.zeros[path];
    if (replaces) {
      if (zero === undefined) return null;
      return isNested(attribute) && isObject(zero) ? conform(attribute.attributes, zero) : zero;
    }
    // The parts that the provider computes are still missing from the answer, inside what stays.
    return isNested(attribute)
      ? this.nested(attribute, known, emptyOf(attribute, known), path, 'only nested')
      : known;
  }

  private nested(
    attribute: Attribute & { readonly attributes: Attributes; readonly nesting: string },
    known: Value,
    answer: unknown,
    path: AttributeName,
    behaviour: Behaviour,
  ): Value {
    if (behaviour === 'only nested' && known === null) return null;
    if (attribute.nesting === 'single') {
      return this.object(attribute.attributes, isObject(known) ? known : {}, jsonObject(answer), path);
    }
    const element = (before: Value, child: unknown) =>
      this.object(attribute.attributes, isObject(before) ? before : {}, jsonObject(child), elementName(path));
    if (attribute.nesting === 'map') {
      const after = jsonObject(answer);
      const before = isObject(known) ? known : {};
      const keys = behaviour === 'only nested' ? Object.keys(before) : Object.keys({ ...before, ...after });
      return Object.fromEntries(keys.map((key) => [key, element(before[key] ?? null, after[key])]));
    }
    if (!Array.isArray(answer)) return known;
    const before = isList(known) ? known : [];
    // A planned list keeps its length, whatever the API answers: rules that others added are not ours to store.
    const length = behaviour === 'always' || !isList(known) ? answer.length : before.length;
    return Array.from({ length }, (_, index) => element(before[index] ?? null, answer[index]));
  }

  private behaviour(attribute: Attribute): Behaviour {
    if (this.mode === 'refresh') return 'always';
    if (attribute.computed !== true) return 'only nested';
    return attribute.optional === true ? 'if unset' : 'always';
  }
}

function emptyOf(attribute: Attribute & { readonly nesting: string }, known: Value): unknown {
  return isList(known) && attribute.nesting !== 'single' ? [] : {};
}

function jsonObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function decodeType(type: AttributeType, answer: unknown): Value | undefined {
  switch (type) {
    case 'string':
      return typeof answer === 'string' ? answer : undefined;
    case 'bool':
      return typeof answer === 'boolean' ? answer : undefined;
    case 'number':
      return decodeFloat(answer);
    case 'int64':
      return decodeInteger(answer);
    default:
      return decodeCollection(type, answer);
  }
}

function decodeCollection(type: Exclude<AttributeType, string>, answer: unknown): Value | undefined {
  const element = (child: unknown) => (child === null ? null : decodeType(type[1], child));
  if (type[0] === 'map') {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
    const members = Object.entries(answer).map(([key, child]) => [key, element(child)] as const);
    return members.every(isDecodedMember) ? Object.fromEntries(members) : undefined;
  }
  if (!Array.isArray(answer)) return undefined;
  const elements = answer.map(element);
  return elements.every(isDecoded) ? elements : undefined;
}

// One wrong element makes the whole collection a value of the wrong type.
function isDecoded(value: Value | undefined): value is Value {
  return value !== undefined;
}

function isDecodedMember(member: readonly [string, Value | undefined]): member is readonly [string, Value] {
  return isDecoded(member[1]);
}

function wholeSeconds(time: string, known: Value): Value {
  if (!TIME.test(time)) return known;
  return time.replace(/\.\d+(?=Z|[+-]\d\d:\d\d$)/, '').replace(/[+-]00:00$/, 'Z');
}
