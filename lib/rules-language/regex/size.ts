import { decodeText, encodeText } from '../text/bytes';
import { utf8Node, type Utf8Node } from './engine/utf8';
import { type Ranges, rangesOf } from './ranges';
import { mayBeEmpty, needsPlace, type RegexNode, type RepetitionNode, type SetNode } from './tree';

// How many bytes Rust's engine takes for a pattern, which it limits. It simplifies a pattern before it counts, and counts
// twice: for the automaton that reads forwards, and for the one that reads backwards.

/** The default, which Cloudflare keeps. */
const LIMIT = 10 * 2 ** 20;
const STATE = 32;
/** A range of bytes in a state. */
const RANGE = 8;
/** A way to go on from a state without a byte. */
const WAY = 4;
const FORK = STATE + 2 * WAY;
/** Any bytes before a match. */
const ANYTHING = FORK + 2 * STATE + RANGE;

interface Size {
  readonly forward: number;
  readonly backward: number;
}

/** A part of a pattern as Rust simplifies it. */
type Part =
  | { readonly kind: 'literal'; readonly size: Size; readonly bytes: string }
  | { readonly kind: 'class'; readonly size: Size; readonly unit: SetNode['unit']; readonly set: Ranges }
  | { readonly kind: 'concat' | 'alternation'; readonly size: Size; readonly parts: readonly Part[] }
  | { readonly kind: 'place'; readonly size: Size; readonly place: string }
  | { readonly kind: 'empty' | 'other'; readonly size: Size };

const EMPTY: Part = { kind: 'empty', size: both(STATE) };

/** Whether Rust refuses a pattern because it is too large. */
export function isTooLarge(root: RegexNode): boolean {
  const { forward, backward } = simplified(root).size;
  const before = (place: 'start' | 'end'): number => (needsPlace(root, place) ? STATE : ANYTHING);
  // Going forwards the whole match is a group too.
  return before('start') + forward + 3 * STATE > LIMIT || before('end') + backward + STATE > LIMIT;
}

function simplified(node: RegexNode): Part {
  switch (node.kind) {
    case 'text':
      return literal(String.fromCharCode(...node.bytes));
    case 'set':
      return classOf(node.unit, node.set);
    case 'place':
      return node.place === 'nothing' ? EMPTY : { kind: 'place', size: both(STATE), place: node.place };
    case 'sequence':
      return concat(node.parts.map(simplified));
    case 'alternatives':
      return alternation(node.parts.map(simplified));
    case 'group': {
      const part = simplified(node.part);
      if (node.index === undefined) return part;
      return { kind: 'other', size: { ...part.size, forward: part.size.forward + 2 * STATE } };
    }
    case 'repetition':
      return repetition(node);
  }
}

function literal(bytes: string): Part {
  return { kind: 'literal', size: both(STATE * bytes.length), bytes };
}

function classOf(unit: SetNode['unit'], set: Ranges): Part {
  const [first = [0, 0]] = set;
  if (set.length === 1 && first[0] === first[1]) {
    const [code] = first;
    return literal(unit === 'byte' ? String.fromCharCode(code) : encodeText(String.fromCodePoint(code)));
  }
  return { kind: 'class', size: sizeOfClass(unit, set), unit, set };
}

function sizeOfClass(unit: SetNode['unit'], set: Ranges): Size {
  if (unit === 'byte' || isAscii(set)) return both(2 * STATE + RANGE * set.length);
  const root = utf8Node(set);
  const nodes = new Set([root]);
  for (const { edges } of nodes) for (const { next } of edges) if (next !== undefined) nodes.add(next);
  let forward = STATE;
  for (const { edges } of nodes) forward += STATE + RANGE * edges.length;
  const { ways, prefixes } = spread(root);
  return { forward, backward: 2 * STATE + WAY * ways + STATE * prefixes };
}

/** How many sequences of bytes a set of characters has, and with how many different beginnings. */
function spread(node: Utf8Node): { readonly ways: number; readonly prefixes: number } {
  let [ways, prefixes] = [0, 0];
  for (const { next } of node.edges) {
    const rest = next === undefined ? { ways: 1, prefixes: 0 } : spread(next);
    ways += rest.ways;
    prefixes += 1 + rest.prefixes;
  }
  return { ways, prefixes };
}

function concat(parts: readonly Part[]): Part {
  const joined: Part[] = [];
  for (const part of parts.flatMap((each) => (each.kind === 'concat' ? each.parts : [each]))) {
    const before = joined.at(-1);
    if (part.kind === 'empty') continue;
    if (part.kind === 'literal' && before?.kind === 'literal') {
      joined[joined.length - 1] = literal(before.bytes + part.bytes);
    } else joined.push(part);
  }
  const [first = EMPTY] = joined;
  return joined.length <= 1 ? first : { kind: 'concat', size: sum(joined), parts: joined };
}

function alternation(nested: readonly Part[]): Part {
  const parts = nested.flatMap((each) => (each.kind === 'alternation' ? each.parts : [each]));
  const [first = EMPTY] = parts;
  if (parts.length === 1) return first;
  const whole = asClass(parts) ?? withPrefix(parts);
  if (whole !== undefined) return whole;
  const texts = parts.flatMap((part) => (part.kind === 'literal' ? [part.bytes] : []));
  const size =
    texts.length === parts.length
      ? {
          forward: sizeOfTexts(texts),
          backward: sizeOfTexts(texts.map((text) => Array.from(text).reverse().join(''))),
        }
      : sum([...parts, { size: both(2 * STATE + WAY * parts.length) }]);
  return { kind: 'alternation', size, parts };
}

/** Alternatives of one character, or of one byte, each. */
function asClass(parts: readonly Part[]): Part | undefined {
  const texts = parts.flatMap((part) => (part.kind === 'literal' ? [part.bytes] : []));
  if (texts.length === parts.length) {
    const characters = texts.flatMap((bytes) => Array.from(decodeText(bytes) ?? ''));
    const isEachOne = texts.every((bytes) => Array.from(decodeText(bytes) ?? '').length === 1);
    if (isEachOne) return classOf('character', setOf(characters.map((text) => text.codePointAt(0) ?? 0)));
    if (texts.every((bytes) => bytes.length === 1)) {
      return classOf('byte', setOf(texts.map((bytes) => bytes.charCodeAt(0))));
    }
  }
  const classes = parts.flatMap((part) => (part.kind === 'class' ? [part] : []));
  if (classes.length !== parts.length) return undefined;
  for (const unit of ['character', 'byte'] as const) {
    if (classes.every((part) => part.unit === unit || isAscii(part.set))) {
      return classOf(unit, rangesOf(classes.flatMap(({ set }) => set)));
    }
  }
  return undefined;
}

/** Alternatives that begin with the same literals, classes and places. */
function withPrefix(parts: readonly Part[]): Part | undefined {
  const sequences = parts.flatMap((part) => (part.kind === 'concat' ? [part.parts] : []));
  const [first = []] = sequences;
  if (sequences.length !== parts.length) return undefined;
  let length = 0;
  while (length < first.length) {
    const key = keyOf(first[length]);
    if (key === undefined || sequences.some((sequence) => keyOf(sequence[length]) !== key)) break;
    length++;
  }
  if (length === 0) return undefined;
  return concat([
    ...first.slice(0, length),
    alternation(sequences.map((sequence) => concat(sequence.slice(length)))),
  ]);
}

function keyOf(part: Part | undefined): string | undefined {
  if (part?.kind === 'literal') return `literal ${part.bytes}`;
  if (part?.kind === 'place') return `place ${part.place}`;
  return part?.kind === 'class' ? `${part.unit} ${part.set.join()}` : undefined;
}

function repetition({ part, min, max }: RepetitionNode): Part {
  const inner = simplified(part);
  if (max === 0) return EMPTY;
  if (min === 1 && max === 1) return inner;
  const times = (count: number, rest: number): Part => ({
    kind: 'other',
    size: {
      forward: count * inner.size.forward + rest,
      backward: count * inner.size.backward + rest,
    },
  });
  if (max === Infinity) {
    if (min > 0) return times(min, FORK);
    return times(1, mayBeEmpty(part) ? 2 * FORK + STATE : FORK);
  }
  if (min === 0 && max === 1) return times(1, FORK + STATE);
  if (min === max) return times(min, 0);
  return times(max, STATE + (max - min) * FORK + (min === 0 ? STATE : 0));
}

/** Texts that share their beginnings; each may end where another goes on. */
interface TrieNode {
  /** What follows, in runs: a text that ends here comes before those behind it. */
  readonly runs: Map<string, TrieNode>[];
}

function sizeOfTexts(texts: readonly string[]): number {
  const leaf = (): TrieNode => ({ runs: [new Map<string, TrieNode>()] });
  const root = leaf();
  for (const text of texts) {
    let node = root;
    for (const byte of text) {
      const run = node.runs.at(-1);
      const next = run?.get(byte) ?? leaf();
      run?.set(byte, next);
      node = next;
    }
    const isKnown = node.runs.length > 1 && node.runs.every((run) => run.size === 0);
    if (!isKnown) node.runs.push(new Map<string, TrieNode>());
  }
  const sizeOf = ({ runs }: TrieNode): number => {
    let size = STATE + WAY * (runs.length - 1);
    for (const run of runs) {
      if (run.size > 0) size += WAY + STATE + (run.size > 1 ? RANGE * run.size : 0);
      for (const next of run.values()) if (next.runs.some(({ size: ways }) => ways > 0)) size += sizeOf(next);
    }
    return size;
  };
  return STATE + sizeOf(root);
}

function both(size: number): Size {
  return { forward: size, backward: size };
}

function sum(parts: readonly { readonly size: Size }[]): Size {
  let [forward, backward] = [0, 0];
  for (const { size } of parts) {
    forward += size.forward;
    backward += size.backward;
  }
  return { forward, backward };
}

function isAscii(set: Ranges): boolean {
  return (set.at(-1)?.[1] ?? 0) <= 0x7f;
}

function setOf(codes: readonly number[]): Ranges {
  return rangesOf(codes.map((code): [number, number] => [code, code]));
}
