import type { Argument, Expression } from '../syntax/ast';
import { RulesLanguageError } from '../errors/errors';
import { MAX_EXPRESSION_LENGTH } from '../../cloudflare';
import { expressionLength } from '../text/expression-length';
import { trailingComplaint } from './advice';
import { parseArgument, parseCondition, requireType } from './conditions';
import { ParseFailure, Source } from './source';
import { typeOf } from '../check/type-of';
import type { Type } from '../catalogue/types';
import { CLOUDFLARE_SCHEME, type Scheme } from '../catalogue/scheme';

/** To JavaScript a byte order mark is white space and U+0085 is none; to Cloudflare it is the other way round. */
const NOT_BLANK = /[^\s\u0085]|\ufeff/;

/** How to parse. */
export interface ParseOptions {
  /**
   * The names that the expression may use.
   *
   * @default - every field and function of Cloudflare
   */
  readonly scheme?: Scheme;
}

/** What `parse` gives. */
export interface ParsedExpression {
  /** Each node has its `range` in the text. */
  readonly expression: Expression;
}

/**
 * Reads an expression, and checks its names and types. Use `check` for restrictions of phases and plans. The time is
 * linear in the length of the text.
 *
 * @throws RulesLanguageError with every separate error that was found
 * @example
 * const { expression } = parse('http.host eq "app.example.com" and ssl');
 * expression.kind; // 'logical'
 */
export function parse(text: string, options: ParseOptions = {}): ParsedExpression {
  return { expression: read(text, options, wholeCondition) };
}

/**
 * Reads an expression that computes a text: the target of a redirect, the value of a header.
 *
 * @throws RulesLanguageError with every separate error that was found
 */
export function parseValue(text: string, options: ParseOptions = {}): Argument {
  return read(text, options, wholeValue);
}

function read<T>(text: string, options: ParseOptions, readWhole: (source: Source) => T): T {
  const source = new Source(text.slice(0, endOf(text)), options.scheme ?? CLOUDFLARE_SCHEME);
  try {
    enter(source);
    const whole = readWhole(source);
    if (source.errors.length === 0) return whole;
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    source.errors.push(error.error);
  }
  throw new RulesLanguageError(text, source.errors);
}

/** Goes to where the expression begins. */
function enter(source: Source): void {
  const { text } = source;
  const start = Math.max(0, text.search(NOT_BLANK));
  source.at = start;
  const length = expressionLength(text);
  if (length > MAX_EXPRESSION_LENGTH) {
    source.fail(start, text.length, {
      code: 'expression/length',
      message: `an expression has at most ${MAX_EXPRESSION_LENGTH} characters, got: ${length}`,
      help: 'move addresses to a list, or divide the expression among several rules',
    });
  }
  if (source.atEnd()) {
    source.fail(start, start, {
      code: 'expression/empty',
      message: 'the expression is empty',
      help: 'write a condition, or `true` for every request',
    });
  }
}

function wholeCondition(source: Source): Expression {
  const { text } = source;
  const expression = parseCondition(source);
  if (!source.atEnd()) source.fail(source.at, text.length, trailingComplaint(source, expression));
  // Cloudflare finds the type wrong when the whole text is read.
  requireType(source, source.at, expression, 'Bool', source.at);
  return expression;
}

function wholeValue(source: Source): Argument {
  const { text, at: start } = source;
  const value = parseArgument(source);
  const end = source.at;
  source.skipWhite();
  if (!source.atEnd()) {
    source.fail(source.at, text.length, {
      code: 'expression/trailing-input',
      message: 'expected the end: an expression for a text is one value',
      help: 'join several with `concat(...)`',
    });
  }
  if (source.errors.length > 0) return value;
  const type = typeOf(value, source.scheme);
  if (type !== 'Bytes') {
    source.fail(start, end, {
      code: 'expression/type',
      message: `expected value of type Bytes, but got ${type}`,
      help: TEXT_FROM[type],
    });
  }
  return value;
}

/** How a text is made of another type. */
const TEXT_FROM: Partial<Record<Type, string>> = {
  Bool: 'write `to_string(...)` around it',
  Int: 'write `to_string(...)` around it',
  Ip: 'write `to_string(...)` around it',
  'Array<Bytes>': 'select one element, such as `[0]`, or join them: `join(..., ",")`',
};

/** Where the text ends but for white space: of any kind here, tabs too. */
function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && !NOT_BLANK.test(text.charAt(end - 1))) end--;
  return end;
}
