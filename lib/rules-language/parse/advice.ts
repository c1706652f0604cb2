import type { ComparisonOperator, Expression, Value } from '../syntax/ast';
import { nearest } from '../../errors';
import { LOGICAL_OPERATORS } from '../catalogue/operators';
import { elementOf, isArray, isMap, type Type } from '../catalogue/types';
import { OPERATORS } from './comparison-operators';
import type { Complaint } from './complaint';
import type { Source } from './source';
import { strayAt } from './stray';

/** Words that other languages have for an operator. */
const FOREIGN: Readonly<Record<string, string>> = {
  '=': '`eq` or `==`',
  '===': '`eq` or `==`',
  '!==': '`ne` or `!=`',
  '<>': '`ne` or `!=`',
  '=~': '`matches` or `~`',
  is: '`eq`',
  equals: '`eq`',
  equal: '`eq`',
  includes: '`contains`',
  like: '`wildcard`',
  glob: '`wildcard`',
  regex: '`matches`',
  '|': '`or`',
  '^': '`xor`',
};
const INFIX_FUNCTIONS = ['starts_with', 'ends_with'];
const WORD = /[A-Za-z_]+|[=!<>~&|^]+/y;
const WHITE = /[ \r\n]*/y;
const OPERATOR_WORDS: readonly string[] = [
  ...OPERATORS.map(([operator]) => operator),
  ...LOGICAL_OPERATORS.map(({ operator }) => operator),
  'not',
];

/**
 * Whether an operator that was read is the start of a word that other languages have, such as `equals`: there are no
 * boundaries between words.
 */
export function isForeignOperator({ text, at }: Source, start: number): boolean {
  // What nearly always follows an operator ends the word.
  const next = text.charCodeAt(at);
  if (next === 0x20 || next === 0x22) return false;
  return Object.hasOwn(FOREIGN, wordAt(text, start).toLowerCase());
}

/** A value that is no condition has no operator. */
export function failMissingOperator(source: Source, value: Value, type: Type): never {
  const { text, at } = source;
  const word = wordAt(text, at);
  source.failHere(at, at + (source.atEnd() ? 0 : Math.max(1, word.length)), {
    code: 'expression/expected-operator',
    message: `expected a comparison operator after \`${nameOf(source, value)}\`, which is of type ${type}`,
    help: adviceForWord(source, word, value) ?? adviceForType(type),
    // Cloudflare takes the first `&` for an operator of its own.
    reportedAt: type === 'Int' && text.startsWith('&&', at) ? at + 1 : at,
  });
}

/** The type has no such operator. */
export function failWrongOperator(
  source: Source,
  start: number,
  operator: ComparisonOperator,
  value: Value,
  type: Type,
): never {
  source.failHere(start, source.at, {
    code: 'expression/operator-type',
    message: `cannot perform this operation on type ${type}: \`${nameOf(source, value)}\` has no \`${operator}\``,
    help: adviceForType(type),
  });
}

/** A group, or the argument of a quantifier, does not end where it must. */
export function failUnclosed(
  source: Source,
  opening: number,
  inside: Expression,
  quantifier?: string,
): never {
  const { text, at } = source;
  const word = /(?:and|or|xor)\b|&&|\|\||\^\^/y;
  word.lastIndex = at;
  const joint = quantifier === undefined ? undefined : word.exec(text)?.[0];
  source.fail(at, at + (source.atEnd() ? 0 : Math.max(1, joint?.length ?? wordAt(text, at).length)), {
    code: 'expression/expected-parenthesis',
    message: `expected \`)\`, to close the \`(\` at ${placeOf(text, opening)}`,
    help:
      joint === undefined
        ? adviceAfter(source, at, inside)
        : `put the condition in parentheses of its own: \`${quantifier ?? ''}((... ${joint} ...))\``,
  });
}

/** Something follows the expression. */
export function trailingComplaint(source: Source, expression: Expression): Complaint {
  const { text, at } = source;
  if (text.startsWith(')', at + whiteLength(text, at))) {
    return {
      code: 'expression/trailing-input',
      message: 'a `)` has no `(`',
      help: 'remove it, or add the matching `(`',
    };
  }
  return {
    code: 'expression/trailing-input',
    message: 'expected the end of the expression, or `and`, `or`, `xor`',
    help: adviceAfter(source, at, expression),
    ...strayAt(text, at + whiteLength(text, at)),
  };
}

/** What could have been meant by what follows a condition. */
function adviceAfter(source: Source, at: number, before: Expression): string | undefined {
  const { text } = source;
  const start = at + whiteLength(text, at);
  const word = wordAt(text, start);
  const last = lastOperand(before);
  if (last.kind === 'truth') {
    const name = nameOf(source, last.value);
    const equality = /(eq|==|=|is|ne|!=)\s*(true|false)\b/iy;
    equality.lastIndex = start;
    const match = equality.exec(text);
    if (match !== null) {
      const isNegative = /ne|!=/i.test(match[1] ?? '') !== /false/i.test(match[2] ?? '');
      return `a Bool takes no operator: write \`${isNegative ? 'not ' : ''}${name}\``;
    }
    if (OPERATORS.some(([operator, { alias }]) => operator === word || alias === word)) {
      return `a Bool takes no operator: write \`${name}\` or \`not ${name}\``;
    }
  }
  if (/^\.\d/.test(text.slice(start, start + 2))) return 'write a whole number: there are no fractions';
  return adviceForWord(source, word, undefined);
}

function adviceForWord(source: Source, word: string, value: Value | undefined): string | undefined {
  const lower = word.toLowerCase();
  if (lower !== word && OPERATOR_WORDS.includes(lower)) return `write operators in lower case: \`${lower}\``;
  const foreign = Object.hasOwn(FOREIGN, lower) ? FOREIGN[lower] : undefined;
  if (foreign !== undefined) return `did you mean ${foreign}?`;
  const name = value === undefined ? 'field' : nameOf(source, value);
  if (INFIX_FUNCTIONS.includes(lower)) return `it is a function: write \`${lower}(${name}, "...")\``;
  if (lower === 'not') return `put \`not\` before the condition: \`not ${name} in {...}\``;
  if (lower === 'strict') return 'write one blank between the words: `strict wildcard`';
  const near = nearest(lower, OPERATOR_WORDS);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

function adviceForType(type: Type): string {
  if (isMap(type)) return 'select an entry, `["key"]`, or each with `[*]`';
  if (isArray(type)) {
    return `select an element, \`[0]\`, or each with \`[*]\` inside of \`any(...)\` or \`all(...)\`${elementOf(type) === 'Bool' ? '' : ', then compare it'}`;
  }
  const possible = OPERATORS.filter(
    ([, { types, isRefused }]) => isRefused !== true && (types as readonly Type[]).includes(type),
  );
  return `use one of: ${possible.map(([name]) => name).join(', ')}`;
}

function lastOperand(expression: Expression): Expression {
  let last = expression;
  for (;;) {
    let inner: Expression | undefined;
    if (last.kind === 'logical') inner = last.operands.at(-1);
    else if (last.kind === 'not') inner = last.operand;
    if (inner === undefined) return last;
    last = inner;
  }
}

/** The value as it was written, or its kind where that is too long. */
function nameOf({ text }: Source, value: Value): string {
  if (value.range !== undefined && value.range.end - value.range.start <= 80) {
    return text.slice(value.range.start, value.range.end);
  }
  return value.kind === 'field' ? value.name : `${value.function}(...)`;
}

/** Length of the white space that is here; a tab is none. */
function whiteLength(text: string, at: number): number {
  WHITE.lastIndex = at;
  return WHITE.exec(text)?.[0].length ?? 0;
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
}

function placeOf(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset) + 1;
  return lineStart === 0 ? `character ${offset + 1}` : `character ${offset - lineStart + 1} of its line`;
}
