import { setAutomaton } from '../compare/text-automata';
import { regexAutomaton } from '../regex/load';
import { type Automaton, opposite, takes } from '../text/automaton';
import type { TextFact, ValueFact } from './value-fact';

const known = new WeakMap<TextFact, Automaton>();

/** The texts that keep to a fact. */
export function factAutomaton(fact: TextFact): Automaton {
  let automaton = known.get(fact);
  if (automaton === undefined) known.set(fact, (automaton = made(fact)));
  return automaton;
}

/** Whether a text, as a binary string, or a number keeps to a fact. */
export function keepsTo(fact: ValueFact, value: string | bigint): boolean {
  if (typeof value === 'bigint') return fact.kind !== 'numbers' || (value >= fact.from && value <= fact.to);
  return fact.kind === 'numbers' || takes(factAutomaton(fact), value);
}

const tests = new WeakMap<ValueFact, (text: string) => boolean>();

/**
 * Whether a text keeps to all of these facts, as far as JavaScript's expressions tell: nearly every text that is written
 * does, and they are faster than making an automaton. A text that does not is to be asked about again.
 */
export function surelyKeepsTo(facts: readonly ValueFact[], text: string): boolean {
  return facts.every((fact) => {
    let test = tests.get(fact);
    if (test === undefined) tests.set(fact, (test = testOf(fact)));
    return test(text);
  });
}

/** The patterns of the tables mean the same to both engines, or less to JavaScript's: a test holds it. */
function testOf(fact: ValueFact): (text: string) => boolean {
  if (fact.kind === 'numbers') return () => true;
  if (fact.kind === 'list') return (text) => text === '' || fact.texts.includes(text);
  // Flags within a pattern are Rust's.
  if (fact.pattern.includes('(?s')) return () => false;
  const pattern = new RegExp(fact.pattern);
  return fact.kind === 'never'
    ? (text) => !pattern.test(text)
    : (text) => (text === '' ? fact.orEmpty : pattern.test(text));
}

function made(fact: TextFact): Automaton {
  if (fact.kind === 'list') return setAutomaton(['', ...fact.texts]);
  const matches = regexAutomaton(fact.pattern);
  if (matches === undefined) throw new Error(`no automaton for ${fact.pattern}`);
  if (fact.kind === 'never') return opposite(matches);
  return fact.orEmpty ? orEmpty(matches) : matches;
}

/** A state of its own for the beginning, where the empty text is taken. */
const BEGINNING = -2;

function orEmpty(automaton: Automaton): Automaton {
  return {
    ...automaton,
    start: BEGINNING,
    step: (state, byte) => automaton.step(state === BEGINNING ? automaton.start : state, byte),
    accepts: (state) => state === BEGINNING || automaton.accepts(state),
    settled: (state) => (state === BEGINNING ? undefined : automaton.settled(state)),
  };
}
