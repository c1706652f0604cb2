import type { Argument, Comparison, Expression, QuantifierName, Value } from '../syntax/ast';
import { COMPARISONS, LOGICAL_OPERATORS, type OperatorFacts } from '../catalogue/operators';
import { isMapped, isValue, itemTypeOf, typeOf } from '../check/type-of';
import { BOOLEANS, type PrimitiveType, type Type } from '../catalogue/types';
import { takeAddress } from './addresses';
import { failMissingOperator, isForeignOperator, failUnclosed, failWrongOperator } from './advice';
import { takeComparison } from './comparison-operators';
import { failUnknown, readIdentifier } from './identifiers';
import { parseInteger, startsInteger } from './integers';
import { skipOperand } from './recovery';
import { parseRight } from './rights';
import { MAX_ERRORS } from './sets';
import { ParseFailure, type Source } from './source';
import { isString, parseBytes, parseString } from './strings';
import { ofEach, truthOf, withoutEach } from './truths';
import { failNoValue, parseNamed } from './values';

const NAME_IN_SIGHT = /\w{0,2}[G-Zg-z_]/y;
const NEXT_OPERATOR = /[ \r\n]*(?:or|xor|and|\|\||\^\^|&&)[ \r\n]*/y;
const QUANTIFIER = /(?:any|all)(?=[ \r\n]*\()/y;

/** Conditions joined by the operators from this level on, the loosest first; a run of one operator is one node. */
export function parseCondition(source: Source, level = 0): Expression {
  const joint = LOGICAL_OPERATORS[level];
  if (joint === undefined) return parseOperand(source);
  const start = source.at;
  const first = parseCondition(source, level + 1);
  let operands: Expression[] | undefined;
  for (;;) {
    const before = source.at;
    source.skipWhite();
    if (!source.take(joint.operator) && !source.take(joint.alias)) {
      source.at = before;
      break;
    }
    source.skipWhite();
    const operandStart = source.at;
    const operand = parseCondition(source, level + 1);
    operands ??= [first];
    operands.push(operand);
    requireType(source, operandStart, operand, typeOf(first, source.scheme), source.at, afterNext(source));
  }
  if (operands === undefined) return first;
  return { kind: 'logical', operator: joint.operator, operands, range: source.rangeFrom(start) };
}

/** Where Cloudflare is when it compares the types of two operands: behind the operator that follows, if one does. */
function afterNext({ text, at }: Source): number {
  NEXT_OPERATOR.lastIndex = at;
  return at + (NEXT_OPERATOR.exec(text)?.[0].length ?? 0);
}

/** Fails for a condition of another type, unless it stands for one that could not be read. */
export function requireType(
  source: Source,
  start: number,
  node: Expression,
  expected: Type,
  end = source.at,
  reportedAt = start,
): void {
  if (source.errors.length > 0) return;
  const type = typeOf(node, source.scheme);
  if (type === expected) return;
  source.failHere(start, end, {
    code: 'expression/type',
    message: `expected value of type ${expected}, but got ${type}`,
    help: type === BOOLEANS ? 'say how many of the elements must match: `any(...)` or `all(...)`' : undefined,
    reportedAt,
  });
}

/** One operand. One that is wrong is reported, and what follows the next operator is still read. */
function parseOperand(source: Source): Expression {
  const start = source.at;
  const mark = source.mark;
  try {
    return parseUnary(source);
  } catch (error) {
    if (!(error instanceof ParseFailure) || !error.isLocal || source.errors.length >= MAX_ERRORS) throw error;
    source.errors.push(error.error);
    source.reset(mark);
    skipOperand(source, start);
    return { kind: 'boolean', value: false, range: source.rangeFrom(start) };
  }
}

function parseUnary(source: Source): Expression {
  const start = source.at;
  switch (source.peek()) {
    case 0x21: // !
      return parseNot(source, '!');
    case 0x6e: // n
      if (source.text.startsWith('not', start)) return parseNot(source, 'not');
      break;
    case 0x28: // (
      return source.nested(start, () => parseGroup(source));
    case 0x61: // a
      QUANTIFIER.lastIndex = start;
      if (QUANTIFIER.test(source.text)) {
        return source.nested(source.text.indexOf('(', start), () => parseQuantifier(source));
      }
      break;
  }
  return parseSimple(source);
}

function parseNot(source: Source, word: string): Expression {
  const start = source.at;
  source.at += word.length;
  source.skipWhite();
  const operand = source.nested(start, () => parseUnary(source));
  return { kind: 'not', operand, range: source.rangeFrom(start) };
}

function parseGroup(source: Source): Expression {
  const start = source.at++;
  source.skipWhite();
  const condition = parseCondition(source);
  source.skipWhite();
  if (!source.take(')')) failUnclosed(source, start, condition);
  return condition;
}

function parseQuantifier(source: Source): Expression {
  const start = source.at;
  const quantifier: QuantifierName = source.text.startsWith('any', start) ? 'any' : 'all';
  source.at += quantifier.length;
  source.skipWhite();
  const opening = source.at++;
  source.skipWhite();
  const argumentStart = source.at;
  const argument = parseArgument(source);
  if (argument.kind === 'string' || argument.kind === 'integer' || argument.kind === 'address') {
    source.failHere(argumentStart, source.at, {
      code: 'expression/type',
      message: `expected value of type ${BOOLEANS}, but got ${typeOf(argument, source.scheme)}`,
    });
  }
  if (isValue(argument) && isMapped(argument)) failMapped(source, argumentStart, argument);
  const condition: Expression = isValue(argument) ? truthOf(argument) : argument;
  const isGroup = source.text.charCodeAt(argumentStart) === 0x28;
  requireType(source, argumentStart, condition, BOOLEANS);
  source.skipWhite();
  if (!source.take(')')) failUnclosed(source, opening, condition, quantifier);
  const elements = isGroup && condition.kind === 'truth' ? ofEach(condition) : condition;
  return { kind: 'quantifier', quantifier, argument: elements, range: source.rangeFrom(start) };
}

/** A comparison, a boolean value, or `true` and `false`. */
function parseSimple(source: Source): Expression {
  const start = source.at;
  const parsed = parseValueOrBoolean(source);
  if (parsed.kind === 'boolean') return parsed;
  const type = itemTypeOf(parsed, source.scheme);
  if (type === 'Bool') return truthOf(isMapped(parsed) ? withoutEach(parsed) : parsed);
  if (type === BOOLEANS) return isMapped(parsed) ? failMapped(source, start, parsed) : truthOf(parsed);
  return parseComparison(source, start, parsed, type) ?? failMissingOperator(source, parsed, type);
}

/** What `[*]` selects is compared, or is an argument: it is no condition by itself. */
function failMapped(source: Source, start: number, value: Value): never {
  const type = itemTypeOf(value, source.scheme);
  source.failHere(start, source.at, {
    code: 'expression/type',
    message: `expected value of type ${BOOLEANS}, but got ${type}`,
    help: type === 'Bool' ? 'remove the last `[*]`: the value is already one element' : 'compare it',
  });
}

/** The rest of a comparison; `undefined` if no operator follows. */
function parseComparison(source: Source, start: number, left: Value, type: Type): Comparison | undefined {
  source.skipWhite();
  const operatorStart = source.at;
  const operator = takeComparison(source);
  if (operator === undefined) return undefined;
  const { types, undocumented = [] }: OperatorFacts = COMPARISONS[operator];
  const isPossible = ([...types, ...undocumented] as readonly Type[]).includes(type);
  if (isForeignOperator(source, operatorStart)) {
    // Cloudflare reads what it knows, `eq` of `equals`, and stumbles behind it.
    source.skipWhite();
    const reportedAt = isPossible ? source.at : operatorStart;
    source.at = operatorStart;
    return source.reportingAt(reportedAt, () => failMissingOperator(source, left, type));
  }
  if (!isPossible) failWrongOperator(source, operatorStart, operator, left, type);
  source.skipWhite();
  const right = parseRight(source, operator, type as PrimitiveType, parseArgument);
  return { kind: 'comparison', left, operator, right, range: source.rangeFrom(start) };
}

function parseValueOrBoolean(source: Source): Value | Extract<Expression, { kind: 'boolean' }> {
  const start = source.at;
  const name = readIdentifier(source);
  if (name === 'true' || name === 'false') {
    return { kind: 'boolean', value: name === 'true', range: source.rangeFrom(start) };
  }
  return parseNamed(source, name, start, parseArgument);
}

/** An argument of a call: a literal, a value, one comparison, or a condition that starts with `(`, `not` or a quantifier. */
export function parseArgument(source: Source): Argument {
  if (isString(source)) return parseString(source);
  const start = source.at;
  const { text } = source;
  QUANTIFIER.lastIndex = start;
  if (
    source.peek() === 0x28 ||
    source.peek() === 0x21 ||
    text.startsWith('not', start) ||
    QUANTIFIER.test(text)
  ) {
    const condition = parseCondition(source);
    return condition.kind === 'truth' ? condition.value : condition;
  }
  const isName = startsName(text, start);
  if (!isName) {
    const name = readIdentifier(source);
    source.at = start;
    if (!source.scheme.fields.has(name) && !source.scheme.functions.has(name)) {
      return source.reportingAt(start, () => parseLiteralArgument(source) ?? parseUnknown(source));
    }
  }
  // What could have been a literal, Cloudflare takes for one if it is no value.
  const parsed = isName
    ? parseValueOrBoolean(source)
    : source.reportingAt(start, () => parseValueOrBoolean(source));
  if (parsed.kind === 'boolean') return parsed;
  const type = itemTypeOf(parsed, source.scheme);
  if (type === 'Bool' || type === BOOLEANS) return parsed;
  const end = source.at;
  const comparison = parseComparison(source, start, parsed, type);
  if (comparison === undefined) source.at = end;
  return comparison ?? parsed;
}

/** Whether an argument can only be a name: one of its first three characters is in no number. */
function startsName(text: string, at: number): boolean {
  NAME_IN_SIGHT.lastIndex = at;
  return NAME_IN_SIGHT.test(text);
}

function parseUnknown(source: Source): never {
  const start = source.at;
  const name = readIdentifier(source);
  return name === '' ? failNoValue(source) : failUnknown(source, name, start);
}

/** An address goes before a number, and a number before bytes: `10:20` is 10, and an error behind it. */
function parseLiteralArgument(source: Source): Argument | undefined {
  const address = takeAddress(source);
  if (address !== undefined) return address;
  return startsInteger(source) ? parseInteger(source) : (parseBytes(source) ?? parseInteger(source));
}
