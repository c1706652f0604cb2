import { didYouMean, elementPath, memberPath, show } from '../../errors';
import type { ExpressionUse, ListShape, MapShape, ObjectShape, Shape, TextShape, WholeShape } from './shape';

/** What is wrong with a value of a rule. */
export interface Problem {
  readonly kind: 'type' | 'missing' | 'unknown' | 'empty' | 'value';
  /** Where in the rule, such as `action_parameters.overrides.rules[0].id`; empty for the rule itself. */
  readonly path: string;
  /** The same for any element of a list and any value of a map: `action_parameters.overrides.rules[].id`. */
  readonly pattern: string;
  /** What is wrong, without the path: `must be true or false, got: ...`. */
  readonly reason: string;
  readonly message: string;
  readonly help: string;
}

/** How a document writes values. */
export interface Spelling {
  /** A value that only a later step shows: a template, what Terraform knows after the apply. */
  readonly isUnknown?: (value: unknown) => boolean;
  /** Terraform makes a flag or a number of a text, and a text of those. */
  readonly isConverted?: boolean;
  /** A block that is not there is an empty list, as in a state of Terraform. */
  readonly hasBlocks?: boolean;
  /** Members that are not there may be known later. */
  readonly isPartial?: boolean;
}

/** A value as the API would have it, and what is wrong with it. */
export interface ReadValue {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Every text in it that is written in the Rules language, but for the empty ones. */
  readonly expressions: readonly InnerExpression[];
}

/** An expression within a rule, beside its own. */
export interface InnerExpression {
  readonly use: ExpressionUse;
  readonly text: string;
  /** Where in the rule, such as `action_parameters.uri.path.expression`. */
  readonly path: string;
}

/**
 * Holds a value against what it can be. What older providers of Terraform write in another form (an object as a list of one, a
 * list of ids as one text) comes back in the form of the API; what is wrong comes back as it is.
 */
export function readValue(value: unknown, shape: Shape, spelling: Spelling = {}): ReadValue {
  const reader = new Reader(spelling);
  const { problems, expressions } = reader;
  return { value: reader.read(value, shape, undefined), problems, expressions };
}

/** Where a value stands. Most values are right, so the words for it are made when they are needed. */
interface Place {
  readonly in: Place | undefined;
  readonly key: string | number;
  /** Any value of a map stands for the others. */
  readonly isOfMap?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

class Reader {
  readonly problems: Problem[] = [];
  readonly expressions: InnerExpression[] = [];

  constructor(private readonly spelling: Spelling) {}

  read(value: unknown, shape: Shape, place: Place | undefined): unknown {
    if (shape.kind === 'any' || this.isUnknown(value)) return value;
    switch (shape.kind) {
      case 'text':
        return this.text(value, shape, place);
      case 'whole':
        return this.whole(value, shape, place);
      case 'flag':
        return this.flag(value, place);
      case 'list':
        return this.list(value, shape, place);
      case 'map':
        return this.map(value, shape, place);
      case 'object':
        return this.object(value, shape, place);
    }
  }

  private isUnknown(value: unknown): boolean {
    const { isUnknown, isPartial } = this.spelling;
    // Where Terraform does not know an element yet, a plan holds null.
    return isUnknown?.(value) === true || (isPartial === true && value === null);
  }

  private text(
    value: unknown,
    { oneOf, form, isFilled, language }: TextShape,
    place: Place | undefined,
  ): unknown {
    const isScalar = ['number', 'bigint', 'boolean'].includes(typeof value);
    const text = this.spelling.isConverted === true && isScalar ? String(value) : value;
    if (typeof text !== 'string') return this.wrongType(value, place, 'text');
    const isBlank = text.trim() === '';
    if (isFilled === true && isBlank) this.empty(place);
    if (language !== undefined && !isBlank) {
      this.expressions.push({ use: language, text, path: pathOf(place) });
    }
    if (oneOf !== undefined && !oneOf.includes(text)) {
      const help = oneOf.length === 1 ? `write \`${oneOf.join()}\`` : didYouMean(text, oneOf);
      this.add('value', place, `must be ${choiceOf(oneOf)}, got: ${show(text)}`, help);
    }
    if (form !== undefined && !form.pattern.test(text)) {
      this.add('value', place, `must be ${form.title}, got: ${show(text)}`, `write ${form.title}`);
    }
    return text;
  }

  private whole(value: unknown, { from, to, oneOf }: WholeShape, place: Place | undefined): unknown {
    const isNumeral = typeof value === 'string' && /^-?\d+$/.test(value);
    const number = this.spelling.isConverted === true && isNumeral ? Number(value) : value;
    const isWhole = typeof number === 'bigint' || Number.isInteger(number);
    if (!isWhole) return this.wrongType(value, place, 'a whole number');
    if (oneOf !== undefined && !oneOf.includes(Number(number))) {
      const help = `use one of: ${oneOf.join(', ')}`;
      this.add('value', place, `must be a number that Cloudflare offers, got: ${String(number)}`, help);
    }
    const isBelow = from !== undefined && (number as number) < from;
    const isAbove = to !== undefined && (number as number) > to;
    if (isBelow || isAbove) {
      const range = to === undefined ? `at least ${String(from)}` : `from ${String(from)} to ${to}`;
      this.add('value', place, `must be ${range}, got: ${String(number)}`, `write a number that is ${range}`);
    }
    return number;
  }

  private flag(value: unknown, place: Place | undefined): unknown {
    if (typeof value === 'boolean') return value;
    if (this.spelling.isConverted === true && (value === 'true' || value === 'false'))
      return value === 'true';
    return this.wrongType(value, place, 'true or false');
  }

  private list(value: unknown, shape: ListShape, place: Place | undefined): unknown {
    const isJoined = shape.isJoined === true && typeof value === 'string';
    const items: unknown = isJoined ? value.split(',').map((one) => one.trim()) : value;
    if (!Array.isArray(items)) return this.wrongType(value, place, 'a list');
    if (shape.isFilled === true && items.length === 0) this.empty(place);
    const read = items.map((item: unknown, key) => this.read(item, shape.of, { in: place, key }));
    return isJoined || read.some((one, key) => one !== items[key]) ? read : value;
  }

  private map(value: unknown, shape: MapShape, place: Place | undefined): unknown {
    if (shape.isNamed === true && Array.isArray(value)) return value;
    const members = membersOf(value, place);
    if (members === undefined) return this.wrongType(value, place, 'an object');
    const keys = Object.keys(members);
    if (shape.isFilled === true && keys.length === 0) this.empty(place);
    const changes: (readonly [string, unknown])[] = [];
    for (const key of keys) {
      const read = this.read(members[key], shape.of, { in: place, key, isOfMap: true });
      if (read !== members[key]) changes.push([key, read]);
    }
    return withChanges(members, changes);
  }

  private object(value: unknown, shape: ObjectShape, place: Place | undefined): unknown {
    const members = membersOf(value, place);
    if (members === undefined) return this.wrongType(value, place, 'an object');
    const changes: (readonly [string, unknown])[] = [];
    for (const key of Object.keys(members)) {
      const item = members[key];
      if (isAbsent(item)) continue;
      if (this.spelling.hasBlocks === true && Array.isArray(item) && item.length === 0) {
        changes.push([key, undefined]);
        continue;
      }
      // Keys are someone else's: `constructor` is a key like any other.
      const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
      if (member === undefined) {
        if (shape.isOpen !== true) this.unknownKey(key, Object.keys(shape.members), { in: place, key });
        continue;
      }
      // Most are, and a place for each would cost more than to look.
      if (isFree(member, item)) continue;
      const read = this.read(item, member, { in: place, key });
      if (read !== item) changes.push([key, read]);
    }
    const read = withChanges(members, changes);
    if (this.spelling.isPartial !== true) this.requireMembers(read, shape, place);
    return read;
  }

  private requireMembers(
    members: Json,
    { required = [], someOf = [], isChoice }: ObjectShape,
    place: Place | undefined,
  ): void {
    const isThere = (key: string): boolean => Object.hasOwn(members, key) && !isAbsent(members[key]);
    for (const key of required.filter((name) => !isThere(name))) {
      this.add('missing', { in: place, key }, 'is missing', `add \`${key}\``);
    }
    if (someOf.length > 0 && !someOf.some(isThere)) {
      this.add('missing', place, `must have one of ${someOf.join(', ')}`, 'add one of them, or leave it out');
    }
    const given = isChoice === true ? Object.keys(members).filter(isThere) : [];
    if (given.length > 1) {
      this.add('value', place, `must have one of ${given.join(', ')}, not several`, 'leave the others out');
    }
  }

  private unknownKey(key: string, known: readonly string[], place: Place | undefined): void {
    const help = known.length === 0 ? 'remove it: nothing is allowed here' : didYouMean(key, known);
    this.add('unknown', place, 'is nothing that Cloudflare knows here', help);
  }

  private empty(place: Place | undefined): void {
    this.add('empty', place, 'must not be empty', 'fill it in, or leave it out');
  }

  private wrongType(value: unknown, place: Place | undefined, expected: string): unknown {
    this.add(
      'type',
      place,
      `must be ${expected}, got: ${givenText(value)}`,
      HELP[expected] ?? `write ${expected}`,
    );
    return value;
  }

  private add(kind: Problem['kind'], place: Place | undefined, reason: string, help: string): void {
    const path = pathOf(place);
    const subject = path === '' ? 'a rule' : `\`${path}\``;
    const message = `${subject} ${reason}`;
    this.problems.push({ kind, path, pattern: patternOf(place), reason, message, help });
  }
}

function pathOf(place: Place | undefined): string {
  if (place === undefined) return '';
  const path = pathOf(place.in);
  return typeof place.key === 'number' ? elementPath(path, place.key) : memberPath(path, place.key);
}

function patternOf(place: Place | undefined): string {
  if (place === undefined) return '';
  const pattern = patternOf(place.in);
  return typeof place.key === 'number' || place.isOfMap === true
    ? `${pattern}[]`
    : memberPath(pattern, place.key);
}

/** Whether the value is of a type that is taken as it is. */
function isFree(shape: Shape, value: unknown): boolean {
  if (shape.kind === 'flag') return typeof value === 'boolean';
  if (shape.kind !== 'text' || typeof value !== 'string') return false;
  const { oneOf, form, isFilled, language } = shape;
  return oneOf === undefined && form === undefined && isFilled === undefined && language === undefined;
}

/** As JSON has it, or as Terraform writes it. */
function isAbsent(value: unknown): boolean {
  return value === null || value === undefined;
}

function withChanges(members: Json, changes: readonly (readonly [string, unknown])[]): Json {
  return changes.length === 0 ? members : { ...members, ...Object.fromEntries(changes) };
}

/** What is there, without what is in it, which may be secret. With its quotes, a text shows why it is wrong. */
export function givenText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return show(typeof value === 'string' ? JSON.stringify(value) : value);
}

/** How messages call the values that a text can have; a long list is left to the help. */
function choiceOf(values: readonly string[]): string {
  if (values.length === 1) return `\`${values.join()}\``;
  return values.length > 8 ? 'a name that Cloudflare knows' : `one of ${values.join(', ')}`;
}

const HELP: Readonly<Record<string, string>> = {
  text: 'write a text in quotes',
  'a whole number': 'write a whole number, without quotes',
  'true or false': 'write true or false, without quotes',
};

/** The members of an object; version 4 of Terraform's provider writes some objects as a list of one. */
function membersOf(value: unknown, place: Place | undefined): Json | undefined {
  const isBlock = Array.isArray(value) && value.length === 1 && place !== undefined;
  const object: unknown = isBlock ? value[0] : value;
  return typeof object === 'object' && object !== null && !Array.isArray(object)
    ? (object as Json)
    : undefined;
}
