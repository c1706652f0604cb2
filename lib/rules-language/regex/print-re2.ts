import { RegexProblem } from './problem';
import type { Ranges } from './ranges';
import type { Place, RegexNode, Repetition, RepetitionNode } from './tree';

/** A part as RE2 reads it. */
interface Printed {
  readonly text: string;
  /** Its groups cannot be written twice: they are numbered. */
  readonly hasGroup: boolean;
  /** How often a part of it is written out by RE2, which limits that. */
  readonly copies: number;
  /** A repetition may follow the text as it is. */
  readonly isAtom: boolean;
}

/** The most of {@link Printed.copies}. */
const MAX_COPIES = 1000;
/** Longest pattern: a longer one takes too much time. */
const MAX_LENGTH = 1_000_000;
const NO_UNIT = '[^\\x00-\\x{10FFFF}]';
const HEX = Array.from({ length: 256 }, (_, byte) => `\\x${byte.toString(16).padStart(2, '0')}`);
const PLACES: Readonly<Record<Place, string>> = {
  nothing: '',
  start: '\\A',
  end: '\\z',
  'line-start': '(?m:^)',
  'line-end': '(?m:$)',
  'word-boundary': '\\b',
  'no-word-boundary': '\\B',
};

/**
 * The tree as a pattern for RE2, in which no flags and no named classes are left: every class is spelt out, so that the
 * differences between Rust's engine and RE2 cannot show.
 *
 * @throws RegexProblem if it is beyond the limits of RE2
 */
export function printRe2(node: RegexNode): string {
  return print(node).text;
}

function print(node: RegexNode): Printed {
  switch (node.kind) {
    case 'text': {
      const hexes = node.units.map(hex).join('');
      return atom(node.units.length === 1 ? hexes : `(?:${hexes})`);
    }
    case 'set':
      return atom(printSet(node.set));
    case 'place':
      return { ...atom(PLACES[node.place]), isAtom: node.place !== 'nothing' };
    case 'sequence':
      return join(node.parts, '');
    case 'alternatives':
      return join(node.parts, '|');
    case 'group': {
      const part = print(node.part);
      const text = `(${node.isCapturing ? '' : '?:'}${part.text})`;
      return { ...part, text, hasGroup: node.isCapturing || part.hasGroup, isAtom: true };
    }
    case 'repetition':
      return repeat(node);
  }
}

function atom(text: string): Printed {
  return { text, hasGroup: false, copies: 1, isAtom: true };
}

function join(parts: readonly RegexNode[], separator: string): Printed {
  const printed = parts.map(print);
  return {
    text: printed.map(({ text }) => text).join(separator),
    hasGroup: printed.some(({ hasGroup }) => hasGroup),
    copies: printed.reduce((most, { copies }) => Math.max(most, copies), 1),
    isAtom: false,
  };
}

/** What is repeated already needs a group of its own in RE2. */
function repeat(node: RepetitionNode): Printed {
  const part = print(node.part);
  const { min, max } = node;
  const text = part.isAtom ? part.text : `(?:${part.text})`;
  const counted = Number.isFinite(max) ? max : min;
  const whole = { hasGroup: part.hasGroup, isAtom: false };
  if (counted * part.copies <= MAX_COPIES) {
    return { ...whole, copies: part.copies * Math.max(1, counted), text: text + operatorOf(node) };
  }
  const chunk = Math.floor(MAX_COPIES / part.copies);
  if (part.hasGroup || (counted / chunk) * text.length > MAX_LENGTH) {
    throw new RegexProblem('unsupported', 'so many repetitions cannot be evaluated offline', node.at);
  }
  const { isLazy } = node;
  const exactly = (times: number): string => operatorOf({ min: times, max: times, isLazy: false });
  const rest = Number.isFinite(max)
    ? written(text, max - min, chunk, (times) => operatorOf({ min: 0, max: times, isLazy }))
    : text + operatorOf({ min: 0, max: Infinity, isLazy });
  return { ...whole, copies: MAX_COPIES, text: written(text, min, chunk, exactly) + rest };
}

/** The text repeated in pieces that RE2 takes. */
function written(text: string, count: number, chunk: number, operator: (count: number) => string): string {
  const last = count % chunk === 0 ? '' : text + operator(count % chunk);
  return (text + operator(chunk)).repeat(Math.floor(count / chunk)) + last;
}

function operatorOf({ min, max, isLazy }: Repetition): string {
  const lazy = isLazy ? '?' : '';
  if (min === 0 && max === 1) return `?${lazy}`;
  if (max === Infinity && min <= 1) return `${min === 0 ? '*' : '+'}${lazy}`;
  const bounds = max === min ? String(min) : `${min},${max === Infinity ? '' : max}`;
  return `{${bounds}}${lazy}`;
}

const printedSets = new WeakMap<Ranges, string>();

function printSet(set: Ranges): string {
  let text = printedSets.get(set);
  if (text === undefined) printedSets.set(set, (text = printRanges(set)));
  return text;
}

function printRanges(ranges: Ranges): string {
  const [first] = ranges;
  if (first === undefined) return NO_UNIT;
  if (ranges.length === 1 && first[0] === first[1]) return hex(first[0]);
  return `[${ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')}]`;
}

function hex(unit: number): string {
  return HEX[unit] ?? `\\x{${unit.toString(16)}}`;
}
