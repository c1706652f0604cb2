import { InputError, show, suggestion } from '../../errors';
import { FIELD_SLOTS, fieldSlot, type FieldSlot } from './field-slots';
import { type FieldInput, readFieldInput } from './field-input';
import { NO_ITEMS, readList } from './list-contents';
import type { Membership } from '../compile/membership';
import { refuseImpossible } from './possible-value';
import { readRequest } from './request';
import { type RequestField, REQUEST_FIELDS } from './request-fields';
import type { SampleRequest } from './sample-request';
import { isArray, isMap, type Type } from '../catalogue/types';
import { type Ternary, unknown } from '../evaluate/unknown';
import { detach, type Reading, type RuntimeValue } from '../evaluate/values';

/**
 * What a field is that the context does not have.
 *
 * - `unknown`: it cannot be known
 * - `missing`: it has no value, so that every comparison with it is false
 * - `empty`: as in production, where single-valued text that is absent is empty, a map without keys exists, and a
 *   boolean is false; numbers and addresses are missing
 */
export type AbsentFields = 'unknown' | 'missing' | 'empty';

/** What the context is besides its fields. */
export interface FieldsOptions {
  /** What a field is that is not given. @default 'unknown' */
  readonly absent?: AbsentFields;
  /** Contents of lists by name, without `$`. @default - each list is unknown */
  readonly lists?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** Whether a value is in a list, by the name of the list. */
type Lists = ReadonlyMap<string, Membership>;

const COMPUTED: ReadonlyMap<string, RequestField> = new Map(Object.entries(REQUEST_FIELDS));

/**
 * The values of one request. It is immutable, so it can serve any number of expressions.
 *
 * @example
 * const request = ExecutionContext.fromRequest({ method: 'POST', url: 'https://app.example.com/export' });
 * for (const text of ['ssl', 'http.host eq "www.example.com"'])
 *   console.log(text, evaluate(compile(parse(text).expression), request).verdict);
 */
export class ExecutionContext {
  /**
   * Computes the fields of a request as Cloudflare does. Fields that do not follow from the request are unknown, unless
   * they are in `request.fields`.
   *
   * @throws InputError `context/...` if something in it has the wrong form
   * @example
   * const request = ExecutionContext.fromRequest({ method: 'POST', url: 'https://app.example.com/a//b' });
   * const { expression } = parse('raw.http.request.uri.path eq "/a//b"');
   * evaluate(compile(expression), request).verdict; // true
   */
  static fromRequest(sample: SampleRequest): ExecutionContext {
    const request = readRequest(sample);
    return new ExecutionContext(
      readFields(sample.fields ?? {}, refuseImpossible),
      readLists(sample.lists ?? {}),
      ({ name }) => COMPUTED.get(name)?.(request, name) ?? unknown('field', name),
    );
  }

  /**
   * Uses the given values of fields as they are.
   *
   * @throws InputError `context/unknown-field` or `context/field-type`
   * @example
   * const request = ExecutionContext.fromFields({ 'http.host': 'app.example.com' });
   * evaluate(compile(parse('http.host eq "app.example.com"').expression), request).verdict; // true
   * evaluate(compile(parse('ssl').expression), request).verdict; // 'unknown'
   */
  static fromFields(
    fields: Readonly<Record<string, FieldInput>>,
    { absent = 'unknown', lists = {} }: FieldsOptions = {},
  ): ExecutionContext {
    return new ExecutionContext(readFields(fields), readLists(lists), ABSENT[absent]);
  }

  /** @internal One value for each of some fields, as it is at run time; all others are unknown. */
  static fromReadings(readings: Iterable<readonly [name: string, value: RuntimeValue]>): ExecutionContext {
    const known = new Array<Reading>(FIELD_SLOTS.length).fill(undefined);
    for (const [name, value] of readings) {
      const slot = fieldSlot(name);
      if (slot !== undefined) known[slot.index] = value;
    }
    return new ExecutionContext(known, new Map(), ABSENT.unknown);
  }

  private constructor(
    /** By slot; filled as fields are asked for. */
    private readonly known: Reading[],
    private readonly lists: Lists,
    private readonly compute: (slot: FieldSlot) => Reading,
  ) {}

  /** @internal The value of a field; `undefined` if it is missing. */
  value(slot: FieldSlot): Reading {
    return this.known[slot.index] ?? this.remember(slot);
  }

  /** @internal Whether a list is known to have no items, so that nothing is in it, whatever it is. */
  isListEmpty(name: string): boolean {
    return this.lists.get(name) === NO_ITEMS;
  }

  /** @internal Whether a list has a value; unknown if its contents were not given. */
  isInList(name: string, value: RuntimeValue): Ternary {
    const membership = this.lists.get(name);
    return membership === undefined ? unknown('list', name) : membership(value);
  }

  private remember(slot: FieldSlot): Reading {
    const computed = this.compute(slot);
    const value = typeof computed === 'string' ? detach(computed) : computed;
    this.known[slot.index] = value;
    return value;
  }
}

const ABSENT: Readonly<Record<AbsentFields, (slot: FieldSlot) => Reading>> = {
  unknown: ({ name }) => unknown('field', name),
  missing: () => undefined,
  empty: ({ type }) => emptyOf(type),
};

function emptyOf(type: Type): RuntimeValue | undefined {
  if (type === 'Bytes') return '';
  if (type === 'Bool') return false;
  if (isArray(type)) return [];
  return isMap(type) ? new Map() : undefined;
}

/** @param check looks at each value */
function readFields(
  fields: Readonly<Record<string, FieldInput>>,
  check?: (name: string, value: RuntimeValue) => void,
): Reading[] {
  const known = new Array<Reading>(FIELD_SLOTS.length).fill(undefined);
  for (const [name, input] of Object.entries(fields)) {
    const slot = fieldSlot(name);
    if (slot === undefined) {
      throw new InputError('context/unknown-field', {
        message: `unknown field, got: ${show(name)}`,
        help:
          suggestion(
            name,
            FIELD_SLOTS.map((slot) => slot.name),
          ) ??
          'take a name from https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/',
      });
    }
    const value = readFieldInput(name, slot.type, input);
    check?.(name, value);
    known[slot.index] = value;
  }
  return known;
}

function readLists(lists: Readonly<Record<string, readonly (string | number)[]>>): Lists {
  return new Map(Object.entries(lists).map(([name, items]) => [name, readList(name, items)]));
}
