import type { Automaton } from '../text/automaton';
import { literalSearch } from '../text/literal-search';
import { LazyAutomaton } from './engine/automaton';
import { literalPrefix, plainText, requiredLiteral } from './engine/literals';
import { compileProgram, type Program, TooManySteps } from './engine/program';
import { findFirst } from './engine/threads';
import { parseRegex } from './parse';
import { RegexProblem } from './problem';
import { group, type RegexNode } from './tree';

/** A regular expression that can be run on binary strings, in time linear in their length. */
export interface Regex {
  /** Some part of the text matches. */
  test(text: string): boolean;
  /** The first match and its groups as offsets, `-1` for a group that took no part. */
  find(text: string): readonly (readonly [start: number, end: number])[] | undefined;
}

/** Below this length the automaton is through before a search for a literal has begun. */
const LONG_TEXT = 48;
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

/** The texts of which a part matches a pattern. `undefined` for one that has no automaton, or a very large one. */
export function regexAutomaton(pattern: string): Automaton | undefined {
  try {
    const { root, problem } = parseRegex(pattern);
    return problem === undefined
      ? new LazyAutomaton(compileProgram(root, false, MAX_STEPS)).asCondition()
      : undefined;
  } catch (error) {
    if (error instanceof RegexProblem || error instanceof TooManySteps) return undefined;
    throw error;
  }
}

/** @param first the slower way, for what an automaton cannot tell */
function testOf(root: RegexNode, first: (text: string) => unknown): Regex['test'] {
  const plain = plainText(root);
  if (plain !== undefined) {
    const { text: literal, isAtStart, isAtEnd } = plain;
    if (isAtStart) return isAtEnd ? (text) => text === literal : (text) => text.startsWith(literal);
    if (isAtEnd) return (text) => text.endsWith(literal);
    const search = literalSearch(literal);
    return (text) => search(text, 0) >= 0;
  }
  // Many patterns are compiled, and few of them are run.
  let run: Regex['test'] | undefined;
  return (text) => (run ??= runnerOf(root, first))(text);
}

function runnerOf(root: RegexNode, first: (text: string) => unknown): Regex['test'] {
  const prefix = literalPrefix(root);
  const required = requiredLiteral(root);
  const automaton = new LazyAutomaton(compileProgram(root, false), prefix);
  const run = (text: string): boolean => automaton.test(text) ?? first(text) !== undefined;
  if (automaton.isAnchored || required.length <= prefix.length) return run;
  const search = literalSearch(required);
  return (text) => (text.length < LONG_TEXT || search(text, 0) >= 0) && run(text);
}
