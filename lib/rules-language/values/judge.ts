import { isPrimitive, itemsOf } from '../analyse/domains';
import { differenceOf, intersectionOf, type Intervals } from '../analyse/intervals';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isValue, itemTypeOf } from '../check/type-of';
import { isImpossible, type TextLiteral } from '../compare/find-text';
import { plainForm } from '../compare/plain-form';
import { textCondition } from '../compare/text-condition';
import type { Comparison, Field, OrderOperator, Truth, Value } from '../syntax/ast';
import { print } from '../syntax/print';
import { factAutomaton, keepsTo, surelyKeepsTo } from './fact-automaton';
import { factsOf, mayBeMissing } from './facts-of';
import type { NumberFact, TextFact, ValueFact } from './value-fact';

/** What the values that something can have make of a condition on it. */
export interface Judgement {
  /** `always` is said only of what no request lacks. */
  readonly verdict: 'never' | 'always';
  /** What it follows from: nothing if it follows from the condition alone. */
  readonly reason: readonly ValueFact[];
  /** What is compared, without changes of letter case and `len`: the facts are about it. */
  readonly of: Value;
}

/** Stands for a value of which only the facts matter. */
const SOMETHING: Field = { kind: 'field', name: 'http.user_agent', path: [] };
const NO_FACTS: readonly ValueFact[] = [];

/**
 * Whether a condition is the same for every value that its left side can have; `undefined` if it depends, or if it is not
 * known.
 *
 * @param isTaken the facts that may be used @default every one
 */
export function judge(
  leaf: Comparison | Truth,
  isTaken?: (fact: ValueFact) => boolean,
): Judgement | undefined {
  const value = subjectOf(leaf);
  if (value === undefined) return undefined;
  if (leaf.kind === 'comparison' && isOfNoNetwork(leaf)) {
    return { verdict: 'never', reason: NO_FACTS, of: value };
  }
  if (leaf.kind === 'comparison') {
    const verdict = verdictOfSame(leaf);
    if (verdict === 'never' || (verdict === 'always' && !mayBeMissing(value))) {
      return { verdict, reason: NO_FACTS, of: value };
    }
  }
  const { of, replaced } = strip(value);
  const type = itemTypeOf(of, CLOUDFLARE_SCHEME);
  if (!isPrimitive(type)) return undefined;
  const facts = isTaken === undefined ? factsOf(of) : factsOf(of).filter(isTaken);
  const found =
    leaf.kind === 'comparison' && isValue(leaf.right)
      ? pairJudgement(leaf, factsOf(leaf.left), factsOf(leaf.right), isTaken)
      : type === 'Int'
        ? numberJudgement(leaf, facts)
        : type === 'Bytes'
          ? textJudgement(withSubject(leaf, replaced), facts)
          : undefined;
  if (found === undefined || (found.verdict === 'always' && mayBeMissing(value))) return undefined;
  return { ...found, of };
}

/** `cidr(ip.src, 24, 64) eq 10.0.0.7`: what is left of an address is the first one of a network. */
function isOfNoNetwork(comparison: Comparison): boolean {
  const { left, right } = comparison;
  if (left.kind !== 'call' || (left.function !== 'cidr' && left.function !== 'cidr6')) return false;
  // `empty-set` reports those that name nothing.
  if (right.kind === 'set' && right.items.length === 0) return false;
  const plain = plainForm(comparison);
  return plain.kind === 'comparison' && plain.right.kind === 'set' && plain.right.items.length === 0;
}

/** What a value is to itself; what is random is another value each time. */
function verdictOfSame({ left, operator, right }: Comparison): Judgement['verdict'] | undefined {
  if (!isValue(right)) return undefined;
  const text = print({ kind: 'truth', value: left });
  if (text !== print({ kind: 'truth', value: right }) || text.includes('uuidv4(')) return undefined;
  if (operator === 'eq' || operator === 'le' || operator === 'ge') return 'always';
  return operator === 'ne' || operator === 'lt' || operator === 'gt' ? 'never' : undefined;
}

/** The facts that a whole text or a number breaks, of those about the left side of a comparison with it. */
export function brokenFacts(value: Value, given: string | bigint): readonly ValueFact[] {
  const facts = factsOf(value);
  if (
    facts.length === 0 ||
    (typeof given === 'string' && value.kind === 'field' && surelyKeepsTo(facts, given))
  ) {
    return NO_FACTS;
  }
  return facts.filter((fact) => !keepsTo(fact, given));
}

type Found = Omit<Judgement, 'of'>;

/** What is compared; for `starts_with(a, b)` that is `a`. */
function subjectOf(leaf: Comparison | Truth): Value | undefined {
  if (leaf.kind === 'comparison') return leaf.left;
  const { value } = leaf;
  if (value.kind !== 'call' || (value.function !== 'starts_with' && value.function !== 'ends_with'))
    return undefined;
  const [text, affix] = value.arguments;
  return text !== undefined && isValue(text) && affix?.kind === 'string' ? text : undefined;
}

function withSubject(leaf: Comparison | Truth, subject: Value): Comparison | Truth {
  if (leaf.kind === 'comparison') return { ...leaf, left: subject };
  const { value } = leaf;
  if (value.kind !== 'call') return leaf;
  return { ...leaf, value: { ...value, path: [], arguments: [subject, ...value.arguments.slice(1)] } };
}

/** The value inside of changes of letter case and `len`, and the same around something else. */
function strip(value: Value): { readonly of: Value; readonly replaced: Value } {
  if (value.kind === 'call' && ['lower', 'upper', 'len'].includes(value.function)) {
    const [argument] = value.arguments;
    if (argument !== undefined && isValue(argument) && itemTypeOf(argument, CLOUDFLARE_SCHEME) === 'Bytes') {
      const { of, replaced } = strip(argument);
      return { of, replaced: { ...value, path: [], arguments: [replaced] } };
    }
  }
  return { of: value, replaced: SOMETHING };
}

function textJudgement(leaf: Comparison | Truth, facts: readonly ValueFact[]): Found | undefined {
  const { automaton } = textCondition(leaf);
  if (automaton === undefined) return undefined;
  const condition = (holds: boolean): TextLiteral => ({ automaton, holds });
  const never = proof(condition(true), facts as readonly TextFact[]);
  if (never !== undefined) return { verdict: 'never', reason: never };
  const always = proof(condition(false), facts as readonly TextFact[]);
  return always === undefined ? undefined : { verdict: 'always', reason: always };
}

/** The facts that leave no text for a literal, as few as can be; `undefined` if there is one, or it is not known. */
function proof(literal: TextLiteral, facts: readonly TextFact[]): readonly TextFact[] | undefined {
  if (isImpossible([literal])) return [];
  const literals = facts.map((fact) => ({ fact, automaton: factAutomaton(fact), holds: true }));
  for (const { fact, ...one } of literals) if (isImpossible([literal, one])) return [fact];
  return literals.length > 1 && isImpossible([literal, ...literals]) ? facts : undefined;
}

function numberJudgement(leaf: Comparison | Truth, facts: readonly ValueFact[]): Found | undefined {
  if (leaf.kind !== 'comparison') return undefined;
  const { operator, right } = leaf;
  if (right.kind === 'integer' && operator !== 'bitwise_and') {
    for (const fact of facts as readonly NumberFact[]) {
      const verdict = verdictOf(operator as OrderOperator, right.value, fact);
      if (verdict !== undefined) return { verdict, reason: [fact] };
    }
  }
  if (right.kind !== 'set') return undefined;
  const named = itemsOf(right.items) as Intervals<bigint>;
  if (named.length === 0) return { verdict: 'never', reason: NO_FACTS };
  for (const fact of facts as readonly NumberFact[]) {
    const possible = [{ from: fact.from, to: fact.to + 1n }];
    if (intersectionOf(named, possible).length === 0) return { verdict: 'never', reason: [fact] };
    if (differenceOf(possible, named).length === 0) return { verdict: 'always', reason: [fact] };
  }
  return undefined;
}

function verdictOf(
  operator: OrderOperator,
  value: bigint,
  { from, to }: NumberFact,
): Judgement['verdict'] | undefined {
  const isOutside = value < from || value > to;
  switch (operator) {
    case 'eq':
      return isOutside ? 'never' : from === to ? 'always' : undefined;
    case 'ne':
      return isOutside ? 'always' : from === to ? 'never' : undefined;
    case 'lt':
      return value <= from ? 'never' : value > to ? 'always' : undefined;
    case 'le':
      return value < from ? 'never' : value >= to ? 'always' : undefined;
    case 'gt':
      return value >= to ? 'never' : value < from ? 'always' : undefined;
    case 'ge':
      return value > to ? 'never' : value <= from ? 'always' : undefined;
  }
}

/** Two values of which none can be the other one. */
function pairJudgement(
  { operator }: Comparison,
  left: readonly ValueFact[],
  right: readonly ValueFact[],
  isTaken: (fact: ValueFact) => boolean = () => true,
): Found | undefined {
  if (operator !== 'eq' || left.length === 0 || right.length === 0) return undefined;
  const all = [...left, ...right].filter(isTaken);
  const isNever = all.every((fact) => fact.kind === 'numbers')
    ? all.some((one) => all.some((other) => one.to < other.from))
    : isImpossible(
        all.flatMap((fact) =>
          fact.kind === 'numbers' ? [] : [{ automaton: factAutomaton(fact), holds: true }],
        ),
      );
  return isNever ? { verdict: 'never', reason: all } : undefined;
}
