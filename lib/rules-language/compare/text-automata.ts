import type { OrderOperator } from '../syntax/ast';
import { type Automaton, boundariesOf, BYTES } from '../text/automaton';

const DEAD = -1;

/**
 * Texts that consist of these pieces with any text between them: one piece is that text alone, `['a', '']` begins with
 * `a`, `['', 'a', '']` contains it, `['', 'a']` ends with it.
 */
export function piecesAutomaton(pieces: readonly string[]): Automaton {
  const fallbacks = pieces.map(fallbacksOf);
  const offsets: number[] = [];
  let size = 0;
  for (const piece of pieces) {
    offsets.push(size);
    size += piece.length + 1;
  }
  const phases = new Uint16Array(size);
  offsets.forEach((offset, phase) => phases.fill(phase, offset, offset + (pieces[phase]?.length ?? 0) + 1));
  const last = pieces.length - 1;
  const end = size - 1;
  /** A piece that is found, and is not the last one, makes room for the next. */
  const enter = (phase: number, matched: number): number => {
    let current = phase;
    let count = matched;
    while (current < last && count === pieces[current]?.length) {
      current++;
      count = 0;
    }
    return (offsets[current] ?? 0) + count;
  };
  return {
    start: enter(0, 0),
    step: (state, byte) => {
      if (state === DEAD) return DEAD;
      const phase = phases[state] ?? 0;
      const piece = pieces[phase] ?? '';
      let matched = state - (offsets[phase] ?? 0);
      if (phase === 0) return piece.charCodeAt(matched) === byte ? enter(0, matched + 1) : DEAD;
      while (matched > 0 && piece.charCodeAt(matched) !== byte) matched = fallbacks[phase]?.[matched] ?? 0;
      return enter(phase, piece.charCodeAt(matched) === byte ? matched + 1 : 0);
    },
    accepts: (state) => state === end,
    settled: (state) => {
      if (state === DEAD) return false;
      return state === end && last > 0 && pieces[last] === '' ? true : undefined;
    },
    boundaries: boundariesOf(pieces.join('')),
  };
}

/** For each number of bytes that match: how many still do if the next one does not (Knuth, Morris and Pratt). */
function fallbacksOf(piece: string): readonly number[] {
  const fallbacks = [0, 0];
  let matched = 0;
  for (let at = 1; at < piece.length; at++) {
    while (matched > 0 && piece[at] !== piece[matched]) matched = fallbacks[matched] ?? 0;
    if (piece[at] === piece[matched]) matched++;
    fallbacks.push(matched);
  }
  return fallbacks;
}

/** One of these texts. */
export function setAutomaton(texts: readonly string[]): Automaton {
  const nodes: { readonly next: Map<number, number>; end: boolean }[] = [{ next: new Map(), end: false }];
  for (const text of texts) {
    let at = 0;
    for (const character of text) {
      const byte = character.charCodeAt(0);
      let next = nodes[at]?.next.get(byte);
      if (next === undefined) {
        next = nodes.push({ next: new Map(), end: false }) - 1;
        nodes[at]?.next.set(byte, next);
      }
      at = next;
    }
    const node = nodes[at];
    if (node !== undefined) node.end = true;
  }
  return {
    start: 0,
    step: (state, byte) => nodes[state]?.next.get(byte) ?? DEAD,
    accepts: (state) => nodes[state]?.end ?? false,
    settled: (state) => (state === DEAD ? false : undefined),
    boundaries: boundariesOf(texts.join('')),
  };
}

/** Texts that stand in this relation to a text, byte by byte. */
export function orderAutomaton(operator: OrderOperator, text: string): Automaton {
  const less = text.length + 1;
  const greater = text.length + 2;
  const verdicts = ORDERS[operator];
  return {
    start: 0,
    step: (state, byte) => {
      if (state > text.length) return state;
      if (state === text.length) return greater;
      const expected = text.charCodeAt(state);
      if (byte === expected) return state + 1;
      return byte < expected ? less : greater;
    },
    accepts: (state) => {
      if (state === greater) return verdicts.greater;
      return state === text.length ? verdicts.equal : verdicts.less;
    },
    settled: (state) => {
      if (state === greater) return verdicts.greater;
      return state === less ? verdicts.less : undefined;
    },
    boundaries: boundariesOf(text),
  };
}

const ORDERS: Readonly<Record<OrderOperator, Readonly<Record<'less' | 'equal' | 'greater', boolean>>>> = {
  eq: { less: false, equal: true, greater: false },
  ne: { less: true, equal: false, greater: true },
  lt: { less: true, equal: false, greater: false },
  le: { less: true, equal: true, greater: false },
  gt: { less: false, equal: false, greater: true },
  ge: { less: false, equal: true, greater: true },
};

/** Texts with a number of bytes that is taken; from `limit` bytes on the answer is the same. */
export function lengthAutomaton(taken: (length: bigint) => boolean, limit: number): Automaton {
  return {
    start: 0,
    step: (state) => Math.min(state + 1, limit),
    accepts: (state) => taken(BigInt(state)),
    settled: (state) => (state === limit ? taken(BigInt(state)) : undefined),
    boundaries: new Uint8Array(BYTES),
  };
}
