import type {
  ComparisonOperator,
  RegexLiteral,
  Right,
  StringLiteral,
  Value,
  WildcardLiteral,
} from '../syntax/ast';
import { typeOf } from '../check/type-of';
import type { PrimitiveType } from '../catalogue/types';
import { failAddress, parseAddressLiteral } from './addresses';
import { failInteger, parseInteger } from './integers';
import { readIdentifier } from './identifiers';
import { regexComplaint, wildcardComplaint } from './patterns';
import { parseSetOrList } from './sets';
import type { Source } from './source';
import { isString, parseBytes, readRegex, readString } from './strings';
import { failString } from './unquoted';
import { countRegex, type ParseArgument, parseNamed, requireSingle } from './values';

/** What an operator takes on its right, after a left side of this type. */
export function parseRight(
  source: Source,
  operator: ComparisonOperator,
  type: PrimitiveType,
  parseArgument: ParseArgument,
): Right {
  switch (operator) {
    case 'in':
      return parseSetOrList(source, type);
    case 'contains':
      return parseBytes(source) ?? failString(source);
    case 'matches':
      return parseRegex(source);
    case 'wildcard':
    case 'strict wildcard':
      return parseWildcard(source);
    case 'bitwise_and':
      return parseInteger(source) ?? failInteger(source);
    default:
      return parseValueOfType(source, type, parseArgument) ?? parseLiteralOfType(source, type);
  }
}

/** A field or a call on the right, if what comes next is the name of one: it goes before a literal. */
function parseValueOfType(
  source: Source,
  type: PrimitiveType,
  parseArgument: ParseArgument,
): Value | undefined {
  const start = source.at;
  if (!/[A-Za-z_]/.test(source.text.charAt(start))) return undefined;
  const name = readIdentifier(source);
  const { fields, functions } = source.scheme;
  if (name === '' || !(fields.has(name) || functions.has(name))) {
    source.at = start;
    return undefined;
  }
  const value = parseNamed(source, name, start, parseArgument);
  requireSingle(source, value, start, 'on the right of a comparison');
  const got = typeOf(value, source.scheme);
  if (got !== type) {
    source.failHere(start, source.at, {
      code: 'expression/type-mismatch',
      message: `both sides of a comparison are of one type, got: ${type} and ${got}`,
    });
  }
  return value;
}

function parseLiteralOfType(source: Source, type: PrimitiveType): Right {
  switch (type) {
    case 'Bytes':
      return parseBytes(source) ?? failString(source);
    case 'Int':
      return parseInteger(source) ?? failInteger(source);
    default:
      return parseAddressLiteral(source) ?? failAddress(source);
  }
}

function parseRegex(source: Source): RegexLiteral {
  const start = source.at;
  if (!isString(source)) failPattern(source);
  const { value: pattern, form } = readRegex(source);
  const range = source.rangeFrom(start);
  countRegex(source, start, 1);
  const complaint = regexComplaint(pattern);
  if (complaint !== undefined) {
    const opening = source.text.indexOf('"', start) + 1;
    const closing = source.text.lastIndexOf('"', source.at);
    // Of a raw string Cloudflare names the end.
    source.failHere(opening, closing, { ...complaint, reportedAt: form === 'raw' ? source.at : opening });
  }
  return { kind: 'regex', pattern, form, range };
}

function parseWildcard(source: Source): WildcardLiteral {
  const start = source.at;
  if (!isString(source)) failPattern(source);
  const { value: pattern, form }: Pick<StringLiteral, 'value'> & Pick<WildcardLiteral, 'form'> =
    readString(source);
  const complaint = wildcardComplaint(pattern);
  if (complaint !== undefined) source.failHere(start, source.at, complaint);
  return { kind: 'wildcard', pattern, form, range: source.rangeFrom(start) };
}

function failPattern(source: Source): never {
  source.failHere(source.at, source.at + (source.atEnd() ? 0 : 1), {
    code: 'expression/expected-string',
    message: 'expected a pattern in quotes: `"..."` or `r"..."`',
    reportedAt: source.text.startsWith('r', source.at) ? source.at + 1 : source.at,
  });
}
