import type { Automaton } from '../text/automaton';
import { type LiteralSearch, literalSearch, literalTest } from '../text/literal-search';
import { setsSearch } from '../text/sets-search';
import { LazyAutomaton } from './engine/automaton';
import { leadingSets, literalPrefix, plainText, requiredLiteral } from './engine/literals';
import { compileProgram, type Program } from './engine/program';
import { findFirst } from './engine/threads';
import { parseRegex } from './parse';
import { RegexProblem, TooManySteps } from './problem';
import type { Ranges } from './ranges';
import { group, needsPlace, type RegexNode } from './tree';

/**
 * A regular expression that can be run on binary strings, in time linear in their length. Both throw {@link TooManySteps} for a
 * pattern and a text that were made to take long.
 */
export interface Regex {
  /** Some part of the text matches. */
  readonly test: (text: string) => boolean;
  /** The first match and its groups as offsets, `-1` for a group that took no part. */
  find(text: string): readonly (readonly [start: number, end: number])[] | undefined;
}

/** Below this length the automaton is through before a search for a literal has begun. */
const LONG_TEXT = 48;
/** Fewer bytes are found too often to be searched for. */
const MIN_SETS = 3;
/** Most steps of an automaton that texts are compared with. */
const MAX_STEPS = 2000;

/**
 * Compiles a pattern of the `matches` operator.
 *
 * @param pattern a binary string
 * @throws RegexProblem if Cloudflare refuses the pattern, or if its verdicts cannot be reproduced offline
 */
export function compileRegex(pattern: string): Regex {
  const { root, groups, problem } = parseRegex(pattern);
  if (problem !== undefined) throw problem;
  let program: Program | undefined;
  const first = (text: string): readonly number[] | undefined =>
    findFirst((program ??= compileProgram(group(root, 0), true)), text);
  const test = testOf(root, first);
  return {
    test,
    find: (text) => {
      const saved = test(text) ? first(text) : undefined;
      if (saved === undefined) return undefined;
      return Array.from({ length: groups + 1 }, (_, index) => [
        saved[2 * index] ?? -1,
        saved[2 * index + 1] ?? -1,
      ]);
    },
  };
}

/**
 * The texts of which a part matches a pattern. `undefined` for one that has no automaton, or a very large one.
 *
 * @param longest Only texts of at most so many bytes matter. A long repetition, as in `^/.{0,2048}$`, is then a small automaton.
 */
export function regexAutomaton(pattern: string, longest = Infinity): Automaton | undefined {
  try {
    const { root, problem } = parseRegex(pattern);
    return problem === undefined
      ? new LazyAutomaton(compileProgram(shortened(root, longest), false, MAX_STEPS)).asCondition()
      : undefined;
  } catch (error) {
    if (error instanceof RegexProblem || error instanceof TooManySteps) return undefined;
    throw error;
  }
}

/** The same for texts of at most so many bytes: what is repeated more often is repeated without a limit. */
function shortened(node: RegexNode, longest: number): RegexNode {
  switch (node.kind) {
    case 'sequence':
    case 'alternatives':
      return { ...node, parts: node.parts.map((part) => shortened(part, longest)) };
    case 'group':
      return { ...node, part: shortened(node.part, longest) };
    case 'repetition': {
      const { min, max } = node;
      return {
        ...node,
        part: shortened(node.part, longest),
        min: Math.min(min, longest + 1),
        max: max > longest ? Infinity : max,
      };
    }
    default:
      return node;
  }
}

/** @param first the slower way, for what an automaton cannot tell */
function testOf(root: RegexNode, first: (text: string) => unknown): Regex['test'] {
  const plain = plainText(root);
  if (plain !== undefined) {
    const { text: literal, isAtStart, isAtEnd } = plain;
    if (isAtStart) return isAtEnd ? (text) => text === literal : (text) => text.startsWith(literal);
    if (isAtEnd) return (text) => text.endsWith(literal);
    return literalTest(literal);
  }
  // Many patterns are compiled, and few of them are run.
  let run: Regex['test'] | undefined;
  const any: Regex['test'] = (text) => (run ??= runnerOf(root, first))(text);
  const prefix = needsPlace(root, 'start') ? literalPrefix(root) : '';
  if (prefix === '') return any;
  // Most texts end here.
  const byte = prefix.charCodeAt(0);
  return (text) => text.charCodeAt(0) === byte && any(text);
}

function runnerOf(root: RegexNode, first: (text: string) => unknown): Regex['test'] {
  const prefix = literalPrefix(root);
  const required = requiredLiteral(root);
  const automaton = new LazyAutomaton(compileProgram(root, false), searchFor(prefix, leadingSets(root)));
  const run = (text: string): boolean => automaton.test(text) ?? first(text) !== undefined;
  if (automaton.isAnchored || required.length <= prefix.length) return run;
  const search = literalSearch(required);
  return (text) => (text.length < LONG_TEXT || search(text, 0) >= 0) && run(text);
}

/** Where a match might begin: by its literal or, as with the flag `i`, by what each of its first bytes may be. */
function searchFor(prefix: string, sets: readonly Ranges[]): LiteralSearch | undefined {
  if (prefix.length < MIN_SETS && sets.length >= MIN_SETS) return setsSearch(sets);
  return prefix === '' ? undefined : literalSearch(prefix);
}
