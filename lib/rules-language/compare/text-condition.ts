import type { Argument, Comparison, OrderOperator, Right, SetItem, Truth, Value } from '../syntax/ast';
import { type Automaton, BYTES, mapped } from '../text/automaton';
import { wildcardPieces } from '../text/wildcard-pieces';
import { regexAutomaton } from '../regex/load';
import { sampleText } from '../regex/written-form';
import { isValue } from '../check/type-of';
import { lowerAscii } from '../evaluate/values';
import { lengthAutomaton, orderAutomaton, piecesAutomaton, setAutomaton } from './text-automata';

/** What a condition says of a text. */
interface TextCondition {
  readonly automaton?: Automaton;
  readonly samples: readonly string[];
}

const NOTHING: TextCondition = { samples: [] };
/** Longest text for which a comparison with `len` is followed byte by byte. */
const MAX_LENGTH = 1000;

/** Made when a condition needs one of them. */
let lower: Uint8Array | undefined;
let upper: Uint8Array | undefined;

function lowerBytes(): Uint8Array {
  return (lower ??= byteMap((text) => lowerAscii(text)));
}

function upperBytes(): Uint8Array {
  return (upper ??= byteMap((text) => (text <= '\x7f' ? text.toUpperCase() : text)));
}

/** The texts of its subject for which a leaf is true. */
export function textCondition(leaf: Comparison | Truth): TextCondition {
  if (leaf.kind === 'truth') return ofCall(leaf.value);
  const { left, operator, right } = leaf;
  if (left.kind === 'call' && left.function === 'len') return ofLength(left.arguments[0], leaf);
  const samples = samplesOf(right, operator);
  const automaton = textsWhere(left, operator, right);
  return automaton === undefined ? { samples } : { automaton, samples };
}

/**
 * The texts of the field within a value for which the value is in this relation to the right side; `undefined` if
 * something else than letter case is changed around the field, or no automaton asks for the relation.
 *
 * @param longest Only texts of at most so many bytes matter.
 */
export function textsWhere(
  value: Value,
  operator: Comparison['operator'] | 'starts_with' | 'ends_with',
  right: Right,
  longest?: number,
): Automaton | undefined {
  const maps = mapsOf(value);
  const automaton = maps === undefined ? undefined : automatonOf(operator, right, longest);
  return maps === undefined || automaton === undefined ? undefined : through(maps, automaton);
}

function automatonOf(
  operator: Parameters<typeof textsWhere>[1],
  right: Right,
  longest: number | undefined,
): Automaton | undefined {
  switch (right.kind) {
    case 'string':
      switch (operator) {
        case 'contains':
          return piecesAutomaton(right.value === '' ? ['', ''] : ['', right.value, '']);
        case 'starts_with':
          return piecesAutomaton([right.value, '']);
        case 'ends_with':
          return piecesAutomaton(['', right.value]);
        case 'eq':
          return piecesAutomaton([right.value]);
        default:
          return orderAutomaton(operator as OrderOperator, right.value);
      }
    case 'set':
      return setAutomaton(textsOf(right.items));
    case 'wildcard': {
      if (operator === 'strict wildcard') return piecesAutomaton(wildcardPieces(right.pattern));
      return mapped(piecesAutomaton(wildcardPieces(lowerAscii(right.pattern))), lowerBytes());
    }
    case 'regex':
      return regexAutomaton(right.pattern, longest);
    default:
      return undefined;
  }
}

/** `starts_with` and `ends_with`. */
function ofCall(value: Value): TextCondition {
  if (value.kind !== 'call') return NOTHING;
  const [text, affix] = value.arguments;
  if (affix?.kind !== 'string' || text === undefined) return NOTHING;
  if (value.function !== 'starts_with' && value.function !== 'ends_with') return NOTHING;
  const samples = [affix.value];
  const automaton = isValue(text) ? textsWhere(text, value.function, affix) : undefined;
  return automaton === undefined ? { samples } : { automaton, samples };
}

function ofLength(text: Argument | undefined, { operator, right }: Comparison): TextCondition {
  // Letter case does not change the length.
  if (text === undefined || mapsOf(text) === undefined) return NOTHING;
  if (right.kind === 'integer' && operator !== 'bitwise_and') {
    const { value } = right;
    const order = operator as OrderOperator;
    return value > MAX_LENGTH
      ? NOTHING
      : {
          automaton: lengthAutomaton((length) => inOrder(order, length, value), limitOf(value)),
          samples: [],
        };
  }
  if (right.kind !== 'set') return NOTHING;
  const ranges = right.items.map((item) =>
    item.kind === 'integer' ? { from: item.value, to: item.value } : (item as { from: bigint; to: bigint }),
  );
  const most = ranges.reduce((sum, { to }) => (to > sum ? to : sum), 0n);
  if (most > MAX_LENGTH) return NOTHING;
  const isTaken = (length: bigint) => ranges.some(({ from, to }) => length >= from && length <= to);
  return { automaton: lengthAutomaton(isTaken, limitOf(most)), samples: [] };
}

function limitOf(value: bigint): number {
  return Math.max(0, Number(value)) + 1;
}

function inOrder(operator: OrderOperator, left: bigint, right: bigint): boolean {
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
  }
}

/** The changes of letter case around a field, the innermost first; `undefined` for any other function. */
function mapsOf(value: Argument): readonly Uint8Array[] | undefined {
  if (value.kind === 'field') return [];
  if (value.kind !== 'call') return undefined;
  const map =
    value.function === 'lower' ? lowerBytes() : value.function === 'upper' ? upperBytes() : undefined;
  const [inner] = value.arguments;
  const before = inner === undefined ? undefined : mapsOf(inner);
  return map === undefined || before === undefined ? undefined : [...before, map];
}

/** A byte passes the innermost map first. */
function through(maps: readonly Uint8Array[], automaton: Automaton): Automaton {
  return maps.reduceRight(mapped, automaton);
}

function samplesOf(right: Right, operator: string): readonly string[] {
  switch (right.kind) {
    case 'string':
      // What is not to be there is no sample.
      return operator === 'ne' ? [] : [right.value];
    case 'set':
      return textsOf(right.items).slice(0, 8);
    case 'wildcard': {
      // A last star may stand for nothing; in between that would rarely look like a path.
      const pieces = wildcardPieces(right.pattern);
      return [
        `${pieces.slice(0, -1).join('x')}${pieces.length > 1 && pieces.at(-1) !== '' ? 'x' : ''}${pieces.at(-1) ?? ''}`,
      ];
    }
    case 'regex':
      return [sampleText(right.pattern) ?? ''];
    default:
      return [];
  }
}

function textsOf(items: readonly SetItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
}

function byteMap(change: (text: string) => string): Uint8Array {
  return Uint8Array.from({ length: BYTES }, (_, byte) => change(String.fromCharCode(byte)).charCodeAt(0));
}
