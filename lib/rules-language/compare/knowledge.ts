import { addressOf } from '../addresses/numbers';
import { point, UNIVERSE } from '../analyse/domains';
import { differenceOf, type Interval, intersectionOf, type Intervals } from '../analyse/intervals';
import { integerOf } from '../evaluate/integers';
import type { RuntimeValue } from '../evaluate/values';
import type { Atom } from './atom';
import { takes } from '../text/automaton';
import type { Budget } from './budget';
import { factAutomaton, keepsTo } from '../values/fact-automaton';
import { factsOf } from '../values/facts-of';
import { isCertain, type TextFact } from '../values/value-fact';
import { findText, type TextLiteral } from './find-text';
import { contextOf, type Subject } from './subject';

/** An atom and whether it holds. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** What is assumed of one subject. The value is in the intervals, unless it is missing, and every literal holds. */
export interface Knowledge {
  readonly subject: Subject;
  readonly intervals: Intervals;
  readonly missing: boolean;
  readonly literals: readonly Literal[];
  /** What is certain of every text that it can be. */
  readonly facts: readonly TextFact[];
}

/** Most values that are tried one by one. */
const MAX_TRIED = 64;

const NO_FACTS: readonly TextFact[] = [];

/** Nothing is known: every value of the type is possible that the field can have. */
export function nothingOf(subject: Subject): Knowledge {
  let intervals: Intervals = UNIVERSE[subject.type];
  let facts = NO_FACTS;
  for (const fact of factsOf(subject.field)) {
    if (!isCertain(fact)) continue;
    if (fact.kind === 'numbers') {
      intervals = intersectionOf(intervals, [{ from: fact.from, to: fact.to + 1n }]);
    } else facts = [...facts, fact];
  }
  return { subject, intervals, missing: subject.mayMiss, literals: [], facts };
}

/**
 * What is known with one literal more, or `undefined` if no value is left: then it is proven that there is none. That
 * something is returned proves nothing.
 *
 * @throws TooLarge
 */
export function learn(known: Knowledge, literal: Literal, budget: Budget): Knowledge | undefined {
  const { atom, holds } = literal;
  const universe = UNIVERSE[known.subject.type];
  const missing = known.missing && mayBe(literal, known.subject, undefined);
  let { intervals } = known;
  if (atom.intervals !== undefined) {
    budget.spend(1 + intervals.length + atom.intervals.length);
    intervals = holds
      ? intersectionOf(intervals, atom.intervals)
      : differenceOf(intersectionOf(intervals, universe), atom.intervals);
  }
  const literals = [...known.literals, literal];
  const points = pointsOf(intervals);
  if (points !== undefined) {
    budget.spend(points.length * literals.length);
    const tested = literals.filter((other) => other.atom.intervals === undefined);
    intervals = points
      .filter(
        (value) =>
          (typeof value !== 'string' || known.facts.every((fact) => keepsTo(fact, value))) &&
          tested.every((other) => mayBe(other, known.subject, readingOf(known.subject, value))),
      )
      .map(point);
  }
  if (missing) return { ...known, intervals, missing, literals };
  if (intervals.length === 0) return undefined;
  const next = { ...known, intervals, missing, literals };
  return points === undefined && known.subject.type === 'Bytes' && !someTextFits(next, budget)
    ? undefined
    : next;
}

/** The single values that intervals consist of, if they are few. */
export function pointsOf(intervals: Intervals): readonly (string | bigint)[] | undefined {
  const points: (string | bigint)[] = [];
  for (const { from, to } of intervals) {
    if (typeof from === 'string') {
      if (to !== `${from}\0`) return undefined;
      points.push(from);
    } else {
      const end = to as bigint | undefined;
      if (end === undefined || end - from > MAX_TRIED) return undefined;
      for (let value = from; value < end; value++) points.push(value);
    }
    if (points.length > MAX_TRIED) return undefined;
  }
  return points;
}

/** A value as it is at run time. */
export function readingOf({ type }: Subject, value: string | bigint): RuntimeValue {
  if (type === 'Bool') return value === 1n;
  if (typeof value === 'string') return value;
  return type === 'Ip' ? addressOf(value) : integerOf(value);
}

/** Whether every literal may be true of a value that there can be; one that cannot be evaluated may. */
export function fits({ subject, literals, facts }: Knowledge, value: RuntimeValue | undefined): boolean {
  if (typeof value === 'string' && !facts.every((fact) => keepsTo(fact, value))) return false;
  return literals.every((literal) => mayBe(literal, subject, value));
}

function mayBe({ atom, holds }: Literal, subject: Subject, value: RuntimeValue | undefined): boolean {
  if (atom.automaton !== undefined && typeof value === 'string')
    return takes(atom.automaton, value) === holds;
  return atom.compiled.run(contextOf(subject, value)) !== !holds;
}

/** The conditions on a text that can be followed byte by byte. */
export function textLiterals({ literals, facts }: Knowledge): readonly TextLiteral[] {
  const conditions = literals.flatMap(({ atom, holds }) =>
    atom.automaton === undefined ? [] : [{ automaton: atom.automaton, holds }],
  );
  if (facts.length === 0) return conditions;
  return [...conditions, ...facts.map((fact) => ({ automaton: factAutomaton(fact), holds: true }))];
}

function someTextFits(known: Knowledge, budget: Budget): boolean {
  const literals = textLiterals(known);
  // Intervals have no element that is not possible, so only other conditions need a search.
  if (known.facts.length === 0 && known.literals.every(({ atom }) => atom.intervals !== undefined))
    return true;
  for (const { atom } of known.literals) {
    budget.spend(atom.samples.length * literals.length);
    if (atom.samples.some((sample) => isIn(known.intervals, sample) && fits(known, sample))) return true;
  }
  return findText(literals, budget) !== 'none';
}

function isIn(intervals: Intervals, value: string): boolean {
  return (intervals as readonly Interval<string>[]).some(
    ({ from, to }) => value >= from && (to === undefined || value < to),
  );
}
