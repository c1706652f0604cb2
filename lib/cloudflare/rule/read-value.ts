import { didYouMean, elementPath, memberPath, show } from '../../errors';
import type { ListShape, MapShape, ObjectShape, Shape, TextShape, WholeShape } from './shape';

/** What is wrong with a value of a rule. */
export interface Problem {
  readonly kind: 'type' | 'missing' | 'unknown' | 'empty' | 'value';
  /** Where in the rule, such as `action_parameters.overrides.rules[0].id`; empty for the rule itself. */
  readonly path: string;
  /** The same for any element of a list and any value of a map: `action_parameters.overrides.rules[].id`. */
  readonly pattern: string;
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
}

/**
 * Holds a value against what it can be. What older providers of Terraform write in another form (an object as a list of one, a
 * list of ids as one text) comes back in the form of the API; what is wrong comes back as it is.
 */
export function readValue(value: unknown, shape: Shape, spelling: Spelling = {}): ReadValue {
  const reader = new Reader(spelling);
  return { value: reader.read(value, shape, { path: '', pattern: '' }), problems: reader.problems };
}

interface Place {
  readonly path: string;
  readonly pattern: string;
}

type Json = Readonly<Record<string, unknown>>;

class Reader {
  readonly problems: Problem[] = [];

  constructor(private readonly spelling: Spelling) {}

  read(value: unknown, shape: Shape, place: Place): unknown {
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

  private text(value: unknown, { oneOf, form, isFilled }: TextShape, place: Place): unknown {
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    const text = this.spelling.isConverted === true && isScalar ? String(value) : value;
    if (typeof text !== 'string') return this.wrongType(value, place, 'text');
    if (isFilled === true && text.trim() === '') this.empty(place);
    if (oneOf !== undefined && !oneOf.includes(text)) {
      const help = oneOf.length === 1 ? `write \`${oneOf.join()}\`` : didYouMean(text, oneOf);
      this.add('value', place, `must be ${choiceOf(oneOf)}, got: ${show(text)}`, help);
    }
    if (form !== undefined && !form.pattern.test(text)) {
      this.add('value', place, `must be ${form.title}, got: ${show(text)}`, `write ${form.title}`);
    }
    return text;
  }

  private whole(value: unknown, { from, to }: WholeShape, place: Place): unknown {
    const isNumeral = typeof value === 'string' && /^-?\d+$/.test(value);
    const number = this.spelling.isConverted === true && isNumeral ? Number(value) : value;
    const isWhole = typeof number === 'bigint' || Number.isInteger(number);
    if (!isWhole) return this.wrongType(value, place, 'a whole number');
    const isBelow = from !== undefined && (number as number) < from;
    const isAbove = to !== undefined && (number as number) > to;
    if (isBelow || isAbove) {
      const range = to === undefined ? `at least ${String(from)}` : `from ${String(from)} to ${to}`;
      this.add('value', place, `must be ${range}, got: ${String(number)}`, `write a number that is ${range}`);
    }
    return number;
  }

  private flag(value: unknown, place: Place): unknown {
    if (typeof value === 'boolean') return value;
    if (this.spelling.isConverted === true && (value === 'true' || value === 'false'))
      return value === 'true';
    return this.wrongType(value, place, 'true or false');
  }

  private list(value: unknown, shape: ListShape, place: Place): unknown {
    // Version 4 of Terraform's provider writes the ids of a ruleset's rules as one text.
    const isJoined = typeof value === 'string' && place.pattern === 'action_parameters.rules[]';
    const items: unknown = isJoined ? value.split(',').map((one) => one.trim()) : value;
    if (!Array.isArray(items)) return this.wrongType(value, place, 'a list');
    if (shape.isFilled === true && items.length === 0) this.empty(place);
    return items.map((item: unknown, index) =>
      this.read(item, shape.of, { path: elementPath(place.path, index), pattern: `${place.pattern}[]` }),
    );
  }

  private map(value: unknown, shape: MapShape, place: Place): unknown {
    // Version 4 of Terraform's provider writes headers as a list of objects with a `name`.
    if (Array.isArray(value) && place.pattern === 'action_parameters.headers') return value;
    const members = membersOf(value, place);
    if (members === undefined) return this.wrongType(value, place, 'an object');
    const entries = Object.entries(members);
    if (shape.isFilled === true && entries.length === 0) this.empty(place);
    return Object.fromEntries(
      entries.map(([key, item]) => {
        const at = { path: memberPath(place.path, key), pattern: `${place.pattern}[]` };
        return [key, this.read(item, shape.of, at)];
      }),
    );
  }

  private object(value: unknown, shape: ObjectShape, place: Place): unknown {
    const members = membersOf(value, place);
    if (members === undefined) return this.wrongType(value, place, 'an object');
    const read = Object.entries(members).map(([key, item]): [string, unknown] => {
      // Absent, as Terraform writes it.
      const isBlock = this.spelling.hasBlocks === true && Array.isArray(item) && item.length === 0;
      if (item === null || item === undefined || isBlock) return [key, undefined];
      const at = { path: memberPath(place.path, key), pattern: memberPath(place.pattern, key) };
      // Keys are somebody else's: `constructor` is a key like any other.
      const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
      if (member !== undefined) return [key, this.read(item, member, at)];
      this.unknownKey(key, Object.keys(shape.members), at);
      return [key, item];
    });
    const given = Object.fromEntries(read.filter(([, item]) => item !== undefined));
    if (this.spelling.isPartial !== true) this.requireMembers(given, shape, place);
    return given;
  }

  private requireMembers(members: Json, { required = [], someOf = [] }: ObjectShape, place: Place): void {
    const isThere = (key: string): boolean => members[key] !== undefined;
    for (const key of required.filter((name) => !isThere(name))) {
      const at = { path: memberPath(place.path, key), pattern: memberPath(place.pattern, key) };
      this.add('missing', at, 'is missing', `add \`${key}\``);
    }
    if (someOf.length > 0 && !someOf.some(isThere)) {
      this.add('missing', place, `must have one of ${someOf.join(', ')}`, 'add one of them, or leave it out');
    }
  }

  private unknownKey(key: string, known: readonly string[], place: Place): void {
    const help = known.length === 0 ? 'remove it: nothing can stand here' : didYouMean(key, known);
    this.add('unknown', place, 'is nothing that Cloudflare knows here', help);
  }

  private empty(place: Place): void {
    this.add('empty', place, 'must not be empty', 'fill it in, or leave it out');
  }

  private wrongType(value: unknown, place: Place, expected: string): unknown {
    // With its quotes, a text tells why it is wrong.
    const given = typeof value === 'string' ? JSON.stringify(value) : value;
    this.add(
      'type',
      place,
      `must be ${expected}, got: ${show(given)}`,
      HELP[expected] ?? `write ${expected}`,
    );
    return value;
  }

  private add(kind: Problem['kind'], { path, pattern }: Place, text: string, help: string): void {
    const subject = path === '' ? 'a rule' : `\`${path}\``;
    this.problems.push({ kind, path, pattern, message: `${subject} ${text}`, help });
  }
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
function membersOf(value: unknown, { path }: Place): Json | undefined {
  const isBlock = Array.isArray(value) && value.length === 1 && path !== '';
  const object: unknown = isBlock ? value[0] : value;
  return typeof object === 'object' && object !== null && !Array.isArray(object)
    ? (object as Json)
    : undefined;
}
