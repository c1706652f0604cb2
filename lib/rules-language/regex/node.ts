import type { RegexScanner } from './scanner';

/** How deep the parts of a pattern may nest; the default of Rust's engine. */
export const MAX_NESTING = 250;

/** A part of a pattern, translated for RE2, with what the limits of both engines are measured by. */
export interface RegexNode {
  readonly text: string;
  /** How deep it nests, as Rust counts: sequences, alternatives, groups, repetitions and classes. */
  readonly height: number;
  /** About how many states Rust's automaton has for it. */
  readonly states: number;
  /** It can only match the empty text: an assertion, for example. */
  readonly isEmpty: boolean;
  /** Its groups cannot be written twice: they are numbered. */
  readonly hasGroup: boolean;
  /** How often a part of it is written out by RE2, which limits that. */
  readonly copies: number;
  /** A repetition may follow the text as it is. */
  readonly isAtom: boolean;
}

/** How often something is repeated; `max` is infinite where there is no limit. */
export interface Repetition {
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
}

/** The most of {@link RegexNode.copies}. */
const MAX_COPIES = 1000;
/** Longest translation: a longer one takes too much time. */
const MAX_LENGTH = 1_000_000;
/** Rust allows 10 MiB, and a state takes 32 bytes; but some patterns it simplifies before it counts. */
const FITTING_STATES = 150_000;
const TOO_MANY_STATES = 600_000;

/** A literal of so many bytes. */
export function literal(text: string, width: number): RegexNode {
  return atom(text, 0, width, false);
}

/** One byte or character of a set. */
export function anyOf(text: string, height: number, states: number): RegexNode {
  return atom(text, height, states, false);
}

/** A place in the text, or nothing. */
export function place(text: string): RegexNode {
  return atom(text, 0, 1, true);
}

function atom(text: string, height: number, states: number, isEmpty: boolean): RegexNode {
  return { text, height, states, isEmpty, hasGroup: false, copies: 1, isAtom: true };
}

const NOTHING: RegexNode = { ...place(''), isAtom: false };

/** What stands side by side. */
export function sequence(nodes: readonly RegexNode[]): RegexNode {
  return join(nodes, '');
}

/** What `|` stands between. */
export function alternatives(nodes: readonly RegexNode[]): RegexNode {
  return join(nodes, '|');
}

/** In one pass: a pattern is read each time that its expression is parsed. */
function join(nodes: readonly RegexNode[], separator: string): RegexNode {
  const [first] = nodes;
  if (first === undefined) return NOTHING;
  if (nodes.length === 1) return first;
  let height = 0;
  let states = 1;
  let copies = 1;
  let isEmpty = true;
  let hasGroup = false;
  for (const node of nodes) {
    if (node.height > height) height = node.height;
    if (node.copies > copies) copies = node.copies;
    states += node.states;
    isEmpty &&= node.isEmpty;
    hasGroup ||= node.hasGroup;
  }
  const text = nodes.map((node) => node.text).join(separator);
  return { text, height: height + 1, states, isEmpty, hasGroup, copies, isAtom: false };
}

export function group(node: RegexNode, isCapturing: boolean): RegexNode {
  return {
    ...node,
    text: `(${isCapturing ? '' : '?:'}${node.text})`,
    height: node.height + 1,
    states: node.states + (isCapturing ? 2 : 0),
    hasGroup: isCapturing || node.hasGroup,
    isAtom: true,
  };
}

/** The node repeated; what is repeated already needs a group of its own in RE2. */
export function repeat(scanner: RegexScanner, node: RegexNode, given: Repetition, at: number): RegexNode {
  const { min, max, isLazy } = node.isEmpty ? onceAtMost(given) : given;
  const height = node.height + 1;
  if (height > MAX_NESTING) scanner.invalid(`repetitions nest deeper than ${MAX_NESTING}`, at);
  const states = max === 0 ? 1 : node.states * Math.max(1, Number.isFinite(max) ? max : min) + 1;
  const text = node.isAtom ? node.text : `(?:${node.text})`;
  const counted = Number.isFinite(max) ? max : min;
  const whole = { ...node, height, states, isEmpty: node.isEmpty || max === 0, isAtom: false };
  if (counted * node.copies <= MAX_COPIES) {
    const copies = node.copies * Math.max(1, counted);
    return { ...whole, copies, text: text + operatorOf(min, max, isLazy) };
  }
  const chunk = Math.floor(MAX_COPIES / node.copies);
  if (node.hasGroup || (counted / chunk) * text.length > MAX_LENGTH) {
    scanner.unsupported('so many repetitions cannot be evaluated offline', at);
    return whole;
  }
  const rest = Number.isFinite(max) ? written(text, max - min, chunk, (n) => operatorOf(0, n, isLazy)) : '';
  const open = Number.isFinite(max) ? '' : text + operatorOf(0, Infinity, isLazy);
  return {
    ...whole,
    copies: MAX_COPIES,
    text: written(text, min, chunk, (n) => operatorOf(n, n, false)) + rest + open,
  };
}

/** Fails for a pattern that is larger than Rust allows. How large classes of characters are is only known roughly. */
export function checkSize(scanner: RegexScanner, { height, states }: RegexNode): void {
  if (height > MAX_NESTING) scanner.invalid(`the pattern nests deeper than ${MAX_NESTING}`, 0);
  if (states >= TOO_MANY_STATES && !scanner.takesCharacters) scanner.invalid('the pattern is too large', 0);
  if (states > FITTING_STATES) scanner.unsupported('so large a pattern cannot be evaluated offline', 0);
}

/** The text repeated in pieces that RE2 takes. */
function written(text: string, count: number, chunk: number, operator: (count: number) => string): string {
  const last = count % chunk === 0 ? '' : text + operator(count % chunk);
  return (text + operator(chunk)).repeat(Math.floor(count / chunk)) + last;
}

function onceAtMost({ min, max, isLazy }: Repetition): Repetition {
  return { min: Math.min(min, 1), max: Math.min(max, 1), isLazy };
}

function operatorOf(min: number, max: number, isLazy: boolean): string {
  const lazy = isLazy ? '?' : '';
  if (min === 0 && max === 1) return `?${lazy}`;
  if (max === Infinity && min <= 1) return `${min === 0 ? '*' : '+'}${lazy}`;
  const bounds = max === min ? String(min) : `${min},${max === Infinity ? '' : max}`;
  return `{${bounds}}${lazy}`;
}
