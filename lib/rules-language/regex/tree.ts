import type { Ranges } from './ranges';
import type { RegexScanner } from './scanner';

/** How deep the parts of a pattern may nest; the default of Rust's engine. */
export const MAX_NESTING = 250;

/**
 * A part of a pattern. The flags are resolved: what is left of them is in the sets and places. A unit is a byte or, in a
 * pattern that is run on characters, a code point.
 */
export type RegexNode =
  TextNode | SetNode | PlaceNode | SequenceNode | AlternativesNode | GroupNode | RepetitionNode;

/** What the limits of Rust's engine are measured by. */
interface Measures {
  /** How deep it nests, as Rust counts: sequences, alternatives, groups, repetitions and classes. */
  readonly height: number;
  /** About how many states Rust's automaton has for it. */
  readonly states: number;
}

/** One character: several units if it is beyond ASCII and the pattern is run on bytes. */
export interface TextNode extends Measures {
  readonly kind: 'text';
  readonly units: readonly number[];
}

/** One unit of a set. */
export interface SetNode extends Measures {
  readonly kind: 'set';
  readonly set: Ranges;
}

/** A place in the text that takes no unit of it. */
export interface PlaceNode extends Measures {
  readonly kind: 'place';
  readonly place: Place;
}

/** `nothing` is any place: what a change of flags and an empty alternative match. */
export type Place =
  'nothing' | 'start' | 'end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

/** What follows on each other. */
export interface SequenceNode extends Measures {
  readonly kind: 'sequence';
  readonly parts: readonly RegexNode[];
}

/** What `|` separates. */
export interface AlternativesNode extends Measures {
  readonly kind: 'alternatives';
  readonly parts: readonly RegexNode[];
}

export interface GroupNode extends Measures {
  readonly kind: 'group';
  readonly part: RegexNode;
  readonly isCapturing: boolean;
}

export interface RepetitionNode extends Measures, Repetition {
  readonly kind: 'repetition';
  readonly part: RegexNode;
  /** Offset of its operator in the pattern, in bytes. */
  readonly at: number;
}

/** How often something is repeated; `max` is infinite where there is no limit. */
export interface Repetition {
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
}

/** Rust allows 10 MiB, and a state takes 32 bytes; but some patterns it simplifies before it counts. */
const FITTING_STATES = 150_000;
const TOO_MANY_STATES = 600_000;

/** @param states how many Rust has for it, if not one for each unit */
export function text(units: readonly number[], states = units.length): TextNode {
  return { kind: 'text', units, height: 0, states };
}

export function set(ranges: Ranges, height: number, states: number): SetNode {
  return { kind: 'set', set: ranges, height, states };
}

export function place(which: Place): PlaceNode {
  return { kind: 'place', place: which, height: 0, states: 1 };
}

export function sequence(parts: readonly RegexNode[]): RegexNode {
  return join('sequence', parts);
}

export function alternatives(parts: readonly RegexNode[]): RegexNode {
  return join('alternatives', parts);
}

const NOTHING = place('nothing');

function join(kind: 'sequence' | 'alternatives', parts: readonly RegexNode[]): RegexNode {
  const [first] = parts;
  if (first === undefined) return NOTHING;
  if (parts.length === 1) return first;
  let height = 0;
  let states = 1;
  for (const part of parts) {
    if (part.height > height) height = part.height;
    states += part.states;
  }
  return { kind, parts, height: height + 1, states };
}

export function group(part: RegexNode, isCapturing: boolean): GroupNode {
  return {
    kind: 'group',
    part,
    isCapturing,
    height: part.height + 1,
    states: part.states + (isCapturing ? 2 : 0),
  };
}

/** Fails where repetitions nest too deep, before the tree is deeper than its readers can follow. */
export function repeat(
  scanner: RegexScanner,
  part: RegexNode,
  times: Repetition,
  at: number,
): RepetitionNode {
  const height = part.height + 1;
  if (height > MAX_NESTING) scanner.invalid(`repetitions nest deeper than ${MAX_NESTING}`, at);
  const { min, max } = isEmpty(part) ? onceAtMost(times) : times;
  const states = max === 0 ? 1 : part.states * Math.max(1, Number.isFinite(max) ? max : min) + 1;
  return { kind: 'repetition', part, min, max, isLazy: times.isLazy, at, height, states };
}

/** Whether it can only match the empty text. */
export function isEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'text':
    case 'set':
      return false;
    case 'place':
      return true;
    case 'sequence':
    case 'alternatives':
      return node.parts.every(isEmpty);
    case 'group':
      return isEmpty(node.part);
    case 'repetition':
      return node.max === 0 || isEmpty(node.part);
  }
}

/** Fails for a pattern that is larger than Rust allows. How large classes of characters are is only known roughly. */
export function checkSize(scanner: RegexScanner, { height, states }: RegexNode): void {
  if (height > MAX_NESTING) scanner.invalid(`the pattern nests deeper than ${MAX_NESTING}`, 0);
  if (states >= TOO_MANY_STATES && !scanner.takesCharacters) scanner.invalid('the pattern is too large', 0);
  if (states > FITTING_STATES) scanner.unsupported('so large a pattern cannot be evaluated offline', 0);
}

/** Nothing, however often it is repeated, is nothing. */
function onceAtMost({ min, max }: Repetition): Pick<Repetition, 'min' | 'max'> {
  return { min: Math.min(min, 1), max: Math.min(max, 1) };
}
