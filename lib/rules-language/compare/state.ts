import type { Budget } from './budget';
import type { ElementCondition } from './atom';
import { isRelated, relatedTexts } from './related-texts';
import { type Knowledge, learn, type Literal, nothingOf } from './knowledge';

/** What is assumed on one way through the expressions. It is never changed: each way has its own. */
export interface State {
  /** By the key of the subject. */
  readonly subjects: ReadonlyMap<string, Knowledge>;
  /** Conditions on the elements of arrays, by the key of the element. */
  readonly arrays: ReadonlyMap<string, readonly ElementLiteral[]>;
  /** Every literal, by the key of its atom. */
  readonly literals: ReadonlyMap<string, Literal>;
}

export interface ElementLiteral {
  readonly elements: ElementCondition;
  readonly holds: boolean;
}

/** Whether elements can be as an array's literals want them. */
export type CheckElements = (literals: readonly ElementLiteral[]) => boolean;

export const EMPTY: State = { subjects: new Map(), arrays: new Map(), literals: new Map() };

/** The state with one literal more; `undefined` proves that no request is in it. */
export function assume(
  state: State,
  literal: Literal,
  budget: Budget,
  check: CheckElements,
): State | undefined {
  const { atom, holds } = literal;
  const known = state.literals.get(atom.key);
  if (known !== undefined) return known.holds === holds ? state : undefined;
  const literals = new Map(state.literals).set(atom.key, literal);
  if (atom.elements !== undefined) {
    const { key } = atom.elements.subject;
    const all = [...(state.arrays.get(key) ?? []), { elements: atom.elements, holds }];
    return check(all) ? { ...state, literals, arrays: new Map(state.arrays).set(key, all) } : undefined;
  }
  if (atom.subject === undefined) return { ...state, literals };
  const { key } = atom.subject;
  const learnt = learn(state.subjects.get(key) ?? nothingOf(atom.subject), literal, budget);
  if (learnt === undefined) return undefined;
  const subjects = new Map(state.subjects).set(key, learnt);
  const isImpossible = isRelated(key) && relatedTexts(subjects, budget) === 'none';
  return isImpossible ? undefined : { ...state, literals, subjects };
}
