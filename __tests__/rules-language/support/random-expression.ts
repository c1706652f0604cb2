import {
  type Argument,
  type Comparison,
  CLOUDFLARE_SCHEME,
  elementOf,
  encodeText,
  type Expression,
  type Field,
  type Index,
  isArray,
  isMap,
  type Literal,
  type Right,
  type SetItem,
  type StringLiteral,
  type Type,
  type Value,
} from '../../../lib/rules-language';
import type { Random } from './random';

const NAMES = [...CLOUDFLARE_SCHEME.fields].map(([name, { type }]) => ({ name, type }));
const PIECES = [
  'a',
  'Z',
  '"',
  '\\',
  '#',
  '*',
  ' ',
  '/',
  'é',
  '\n',
  '\t',
  '\0',
  '\u202e',
  '😀',
  '$',
  '{',
  ']',
  '[',
];
const BYTE_FUNCTIONS = ['lower', 'upper', 'url_decode'] as const;
const ORDER = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;

/** An expression that could be parsed, of any shape that the language has. */
export function randomExpression(random: Random, depth = 4): Expression {
  return condition(random, depth, false);
}

/** A condition on the request, or on the elements of an array. */
function condition(random: Random, depth: number, ofElements: boolean): Expression {
  const kind = depth === 0 ? 0 : random.below(8);
  if (kind >= 5) {
    return {
      kind: 'logical',
      operator: random.pick(['and', 'or', 'xor']),
      operands: random.list(2, 3, () => condition(random, depth - 1, ofElements)),
    };
  }
  if (kind === 4) return { kind: 'not', operand: condition(random, depth - 1, ofElements) };
  if (kind === 3 && !ofElements) {
    return {
      kind: 'quantifier',
      quantifier: random.pick(['any', 'all']),
      argument: condition(random, depth - 1, true),
    };
  }
  if (kind === 2 && !ofElements) return truth(random);
  return comparison(random, ofElements);
}

function truth(random: Random): Expression {
  const kind = random.below(4);
  if (kind === 0) return { kind: 'boolean', value: random.below(2) === 0 };
  if (kind === 1) return { kind: 'truth', value: valueOf(random, 'Bool', false) };
  const name = random.pick(['starts_with', 'ends_with']);
  const args: Argument[] = [
    valueOf(random, 'Bytes', false),
    random.below(3) === 0 ? valueOf(random, 'Bytes', false) : string(random),
  ];
  return { kind: 'truth', value: { kind: 'call', function: name, arguments: args, path: [] } };
}

function comparison(random: Random, ofElements: boolean): Comparison {
  const type = random.pick(['Bytes', 'Bytes', 'Int', 'Ip'] as const);
  // No field is an array of addresses.
  const left = valueOf(random, ofElements && type === 'Ip' ? 'Bytes' : type, ofElements);
  const compare = (operator: Comparison['operator'], right: Right): Comparison => ({
    kind: 'comparison',
    left,
    operator,
    right,
  });
  if (type === 'Ip' && !ofElements) {
    return random.below(2) === 0
      ? compare(
          random.pick(['eq', 'ne']),
          random.below(3) === 0 ? valueOf(random, 'Ip', false) : address(random),
        )
      : compare(
          'in',
          setOrList(random, () => addressItem(random)),
        );
  }
  if (type === 'Int') {
    const kind = random.below(4);
    if (kind === 0) return compare('bitwise_and', integer(random));
    if (kind === 1)
      return compare(
        'in',
        setOrList(random, () => integerItem(random)),
      );
    return compare(random.pick(ORDER), kind === 2 ? valueOf(random, 'Int', false) : integer(random));
  }
  return bytesComparison(random, compare);
}

function bytesComparison(
  random: Random,
  compare: (operator: Comparison['operator'], right: Right) => Comparison,
): Comparison {
  switch (random.below(6)) {
    case 0:
      return compare('contains', string(random));
    case 1:
      return compare('matches', {
        kind: 'regex',
        pattern: encodeText(
          random.pick(['^/a\\.b$', '["]', 'a"b', '\\"#', 'é+', '(?i)x', '', '[^\\]"]"#', 'a|b']),
        ),
      });
    case 2:
      return compare(random.pick(['wildcard', 'strict wildcard']), {
        kind: 'wildcard',
        pattern: encodeText(random.pick(['*', '/a/*', '\\*', 'a\\\\b"', '', 'é*', '*"#*'])),
      });
    case 3:
      return compare(
        'in',
        setOrList(random, () => string(random)),
      );
    case 4:
      return compare(random.pick(ORDER), valueOf(random, 'Bytes', false));
    default:
      return compare(random.pick(ORDER), string(random));
  }
}

/** A field or call of a type; with `[*]` if it is to stand for many. */
function valueOf(random: Random, type: Type, ofElements: boolean): Value {
  if (type === 'Bytes' && random.below(4) === 0) {
    const inner = valueOf(random, 'Bytes', ofElements);
    return {
      kind: 'call',
      function: random.pick(BYTE_FUNCTIONS),
      arguments: [inner],
      path: ofElements ? ['*'] : [],
    };
  }
  if (type === 'Int' && random.below(4) === 0) {
    return {
      kind: 'call',
      function: 'len',
      arguments: [valueOf(random, 'Bytes', ofElements)],
      path: ofElements ? ['*'] : [],
    };
  }
  for (;;) {
    const field = fieldOf(random, type, ofElements);
    if (field !== undefined) return field;
  }
}

function fieldOf(random: Random, type: Type, ofElements: boolean): Field | undefined {
  const { name, type: whole } = random.pick(NAMES);
  const path: Index[] = [];
  let reached: Type | undefined = whole;
  while (reached !== undefined && reached !== type) {
    const each = ofElements && random.below(2) === 0;
    if (each) path.push('*');
    else if (isArray(reached)) path.push(random.below(3));
    else if (isMap(reached)) path.push({ key: encodeText(text(random)) });
    reached = elementOf(reached);
  }
  if (reached === undefined || path.includes('*') !== ofElements) return undefined;
  return { kind: 'field', name, path };
}

function setOrList(random: Random, item: () => SetItem): Right {
  return random.below(4) === 0
    ? { kind: 'list', name: random.pick(['office', 'cf.malware', 'a_1.b']) }
    : { kind: 'set', items: random.list(0, 4, item) };
}

function string(random: Random): StringLiteral {
  const bytes = encodeText(text(random));
  // Now and then bytes that are no UTF-8.
  return { kind: 'string', value: random.below(4) === 0 ? `${bytes}\xff\x80${bytes}` : bytes };
}

function text(random: Random): string {
  return random.list(0, 6, () => random.pick(PIECES)).join('');
}

function integer(random: Random): Literal {
  return { kind: 'integer', value: number(random) };
}

function number(random: Random): bigint {
  return random.pick([0n, 1n, -1n, 8n, 403n, 2n ** 63n - 1n, -(2n ** 63n)]);
}

function integerItem(random: Random): SetItem {
  if (random.below(2) === 0) return { kind: 'integer', value: number(random) };
  const [a, b] = [number(random), number(random)];
  return { kind: 'integer-range', from: a < b ? a : b, to: a < b ? b : a };
}

function address(random: Random): Literal {
  return { kind: 'address', address: addressBytes(random, random.pick([4, 16])) };
}

function addressBytes(random: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(random.pick([0, 0, 0, 1, 10, 127, 255]))).join('');
}

function addressItem(random: Random): SetItem {
  const length = random.pick([4, 16]);
  const from = addressBytes(random, length);
  switch (random.below(3)) {
    case 0: {
      const to = addressBytes(random, length);
      return { kind: 'address-range', from: from < to ? from : to, to: from < to ? to : from };
    }
    case 1: {
      const bytes = random.below(length + 1);
      return {
        kind: 'cidr',
        address: from.slice(0, bytes) + '\0'.repeat(length - bytes),
        prefixLength: bytes * 8,
      };
    }
    default:
      return { kind: 'address', address: from };
  }
}
