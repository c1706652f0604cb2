import type { Argument, Index, Value } from '../syntax/ast';
import { decodeText } from '../text/bytes';
import type { FunctionFacts } from '../catalogue/functions';
import { MAX_REGEXES } from '../../cloudflare';
import { isArray, isMap, elementOf, type Type } from '../catalogue/types';
import { isMapped, itemTypeOf } from '../check/type-of';
import { checkArgument, failArity } from './arguments';
import { failUnknown } from './identifiers';
import { parseInteger } from './integers';
import type { Source } from './source';
import { readQuoted } from './strings';

/** Reads one argument of a call. Conditions are arguments too, and they hold values: so it is given. */
export type ParseArgument = (source: Source) => Argument;

const MAX_INDEX = 2 ** 32 - 1;

/** The field or call with this name, which has been read, and its indexes. */
export function parseNamed(source: Source, name: string, start: number, parseArgument: ParseArgument): Value {
  if (name === '') failNoValue(source);
  if (source.scheme.fields.has(name)) {
    const path = source.peek() === 0x5b ? parsePath(source, { kind: 'field', name, path: [] }) : NO_PATH;
    return { kind: 'field', name, path, range: source.rangeFrom(start) };
  }
  const facts = source.scheme.functions.get(name);
  if (facts === undefined) return failUnknown(source, name, start);
  source.skipWhite();
  const args = source.nested(source.at, () => parseArguments(source, name, start, facts, parseArgument));
  const path =
    source.peek() === 0x5b
      ? parsePath(source, { kind: 'call', function: name, arguments: args, path: [] })
      : NO_PATH;
  return { kind: 'call', function: name, arguments: args, path, range: source.rangeFrom(start) };
}

const NO_PATH: readonly Index[] = [];

function parseArguments(
  source: Source,
  name: string,
  nameStart: number,
  facts: FunctionFacts,
  parseArgument: ParseArgument,
): readonly Argument[] {
  if (facts.regexes !== undefined) countRegex(source, nameStart, facts.regexes);
  if (!source.take('(')) {
    source.failHere(source.at, source.at + 1, {
      code: 'expression/expected-parenthesis',
      message: `expected \`(\`: \`${name}\` is a function`,
      help: `write \`${name}(...)\``,
    });
  }
  const args: Argument[] = [];
  source.skipWhite();
  while (!source.take(')')) {
    if (args.length > 0) {
      if (!source.take(',')) failNoEnd(source, name);
      source.skipWhite();
    }
    const start = source.at;
    const { length } = source.errors;
    const argument = parseArgument(source);
    // What stands for an argument that could not be read has no type of its own.
    if (source.errors.length === length)
      checkArgument(source, { name, facts, start, before: args }, argument);
    args.push(argument);
    source.skipWhite();
  }
  const required = facts.parameters.filter((parameter) => parameter.optional !== true).length;
  if (args.length < required) failArity(source, name, facts, args.length, source.at - 1);
  return args;
}

/** Counts regular expressions, of which a rule may have no more than {@link MAX_REGEXES}. */
export function countRegex(source: Source, start: number, count: number): void {
  source.regexes += count;
  if (source.regexes <= MAX_REGEXES) return;
  source.fail(start, source.at, {
    code: 'expression/regexes',
    message: `a rule takes at most ${MAX_REGEXES} regular expressions`,
    help: 'join several into one with `|`',
  });
}

/** `[0]`, `["key"]` and `[*]`, as far as the type has elements. */
function parsePath(source: Source, base: Value): readonly Index[] {
  const path: Index[] = [];
  let type = itemTypeOf(base, source.scheme);
  while (source.peek() === 0x5b) {
    const start = source.at++;
    source.skipWhite();
    const index = parseIndex(source);
    source.skipWhite();
    if (!source.take(']')) {
      source.failHere(source.at, source.at + 1, {
        code: 'expression/index',
        message: 'expected `]` at the end of the index',
      });
    }
    type = elementAt(type, index) ?? failNoElement(source, start, type);
    path.push(index);
  }
  return path;
}

function parseIndex(source: Source): Index {
  const start = source.at;
  if (source.take('*')) return '*';
  if (source.peek() === 0x22) {
    const key = readQuoted(source);
    if (decodeText(key) !== undefined) return { key };
    source.failHere(start, source.at, { code: 'expression/index', message: 'a key must be UTF-8 text' });
  }
  const integer = source.reportingAt(start, () => parseInteger(source)) ?? failNoIndex(source);
  if (integer.value < 0) {
    source.at = start;
    failNoIndex(source);
  }
  if (integer.value > MAX_INDEX) {
    source.failHere(start, source.at, {
      code: 'expression/index',
      message: `an index is at most ${MAX_INDEX}`,
    });
  }
  return Number(integer.value);
}

/** The type of what an index selects; `undefined` if the type has nothing at such an index. */
function elementAt(type: Type, index: Index): Type | undefined {
  const fits = index === '*' || (typeof index === 'number' ? isArray(type) : isMap(type));
  return fits ? elementOf(type) : undefined;
}

function failNoElement(source: Source, start: number, type: Type): never {
  const index = source.text.slice(start, source.at);
  source.failHere(start, source.at, {
    code: 'expression/index-type',
    message: `cannot access index \`${index.length > 80 ? '[...]' : index}\` for type ${type}`,
    help: adviceForIndex(type),
  });
}

function adviceForIndex(type: Type): string {
  if (isMap(type)) return 'write the key in quotes: `["key"]`';
  if (isArray(type)) return 'write a position, `[0]`, or `[*]` for each element';
  return 'remove the index';
}

function failNoIndex(source: Source): never {
  const { text, at } = source;
  const word = /[\w-]*/y;
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? '';
  let help: string | undefined;
  if (/^-\d/.test(found)) help = 'count from the start: the first element is `[0]`';
  else if (text.startsWith('r"', at)) help = 'write the key as a quoted string, not as a raw one';
  else if (found !== '' && found.length < 60) help = `put the key in quotes: \`["${found}"]\``;
  source.failHere(at, at + Math.max(1, found.length), {
    code: 'expression/index',
    message: 'expected a key in quotes, a position from 0 on, or `*`',
    help,
  });
}

function failNoEnd(source: Source, name: string): never {
  const { text, at } = source;
  const logical = /(?:and|or|xor)\b|&&|\|\||\^\^/y;
  logical.lastIndex = at;
  const word = logical.exec(text)?.[0];
  source.fail(at, at + (word?.length ?? (source.atEnd() ? 0 : 1)), {
    code: 'expression/expected-parenthesis',
    message: `expected \`,\` or \`)\` in the arguments of \`${name}\``,
    help:
      word === undefined
        ? undefined
        : `put the condition in parentheses of its own: \`${name}((... ${word} ...))\``,
  });
}

/** No field and no function where one must be. */
export function failNoValue(source: Source): never {
  const { text, at } = source;
  const literal = /"(?:[^"\\]|\\.)*"|\$[\w.]*|r#*"|[0-9]/y;
  literal.lastIndex = at;
  const word = literal.exec(text)?.[0];
  if (word !== undefined) {
    source.failHere(at, at + word.length, {
      code: 'expression/literal-left',
      message: 'expected a field or a function, found a literal',
      help: 'write the field on the left, the literal on the right',
    });
  }
  source.fail(at, at + (source.atEnd() ? 0 : 1), {
    code: 'expression/expected-value',
    message: `expected a field or a function${source.atEnd() ? ', found the end' : ' here'}`,
  });
}

/** A value on its own, not for each of its elements. */
export function requireSingle(source: Source, value: Value, start: number, where: string): void {
  if (!isMapped(value)) return;
  source.failHere(start, source.at, {
    code: 'expression/each',
    message: `\`[*]\` is not allowed ${where}`,
    help: 'select one element, such as `[0]`',
  });
}
