import type { Ranges } from './ranges';
import type { RegexScanner } from './scanner';

/** How deep the parts of a pattern may nest; the default of Rust's engine. */
export const MAX_NESTING = 250;

/** A part of a pattern. The flags are resolved: what is left of them is in the sets and places. */
export type RegexNode =
  TextNode | SetNode | PlaceNode | SequenceNode | AlternativesNode | GroupNode | RepetitionNode;

/** What the limits of Rust's engine are measured by. */
interface Measures {
  /** How deep it nests, as Rust counts: sequences, alternatives, groups, repetitions and classes. */
  readonly height: number;
  /** About how many states an automaton has for it. */
  readonly states: number;
}

/** One character, in bytes. */
export interface TextNode extends Measures {
  readonly kind: 'text';
  readonly bytes: readonly number[];
}

/** One byte of a set or, with the flag `u`, one character, which may be several bytes. */
export interface SetNode extends Measures {
  readonly kind: 'set';
  readonly unit: 'byte' | 'character';
  readonly set: Ranges;
}

/** A place in the text that takes no byte of it. */
export interface PlaceNode extends Measures {
  readonly kind: 'place';
  readonly place: Place;
}

/** What is between two words, or between a word and something else. A half looks at one side only. */
export type WordPlace =
  'word-boundary' | 'no-word-boundary' | 'word-start' | 'word-end' | 'word-start-half' | 'word-end-half';

/**
 * `nothing` is any place: what a change of flags and an empty alternative match. With the flag `u` words have letters of
 * any script, and with the flag `R` a carriage return ends a line too.
 */
export type Place =
  | 'nothing'
  | 'start'
  | 'end'
  | 'line-start'
  | 'line-end'
  | 'crlf-line-start'
  | 'crlf-line-end'
  | WordPlace
  | `unicode-${WordPlace}`;

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
  /** Its number, from 1 on; `undefined` if it does not capture. */
  readonly index: number | undefined;
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

export function text(bytes: readonly number[]): TextNode {
  return { kind: 'text', bytes, height: 0, states: bytes.length };
}

export function set(unit: SetNode['unit'], ranges: Ranges, height: number, states: number): SetNode {
  return { kind: 'set', unit, set: ranges, height, states };
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

export function group(part: RegexNode, index?: number): GroupNode {
  return {
    kind: 'group',
    part,
    index,
    height: part.height + 1,
    states: part.states + (index === undefined ? 0 : 2),
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
function isEmpty(node: RegexNode): boolean {
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

/** Whether it can match the empty text. */
export function mayBeEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'text':
    case 'set':
      return false;
    case 'place':
      return true;
    case 'sequence':
      return node.parts.every(mayBeEmpty);
    case 'alternatives':
      return node.parts.some(mayBeEmpty);
    case 'group':
      return mayBeEmpty(node.part);
    case 'repetition':
      return node.min === 0 || mayBeEmpty(node.part);
  }
}

/** Whether each match begins at the start, or ends at the end. */
export function needsPlace(node: RegexNode, which: 'start' | 'end'): boolean {
  switch (node.kind) {
    case 'place':
      return node.place === which;
    case 'sequence': {
      const parts = which === 'start' ? node.parts : [...node.parts].reverse();
      for (const part of parts) {
        if (needsPlace(part, which)) return true;
        if (!isEmpty(part)) return false;
      }
      return false;
    }
    case 'alternatives':
      return node.parts.every((part) => needsPlace(part, which));
    case 'group':
      return needsPlace(node.part, which);
    case 'repetition':
      return node.min > 0 && needsPlace(node.part, which);
    case 'text':
    case 'set':
      return false;
  }
}

/** Nothing, however often it is repeated, is nothing. */
function onceAtMost({ min, max }: Repetition): Pick<Repetition, 'min' | 'max'> {
  return { min: Math.min(min, 1), max: Math.min(max, 1) };
}
