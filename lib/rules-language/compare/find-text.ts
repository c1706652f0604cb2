import { type Automaton, BYTES, opposite } from '../text/automaton';
import { Budget } from './budget';

/** A condition on a text and whether it holds. */
export interface TextLiteral {
  readonly automaton: Automaton;
  readonly holds: boolean;
}

/** Most states, and most work, before the question stays open. */
const MAX_STATES = 4000;
const MAX_WORK = 200_000;
/** Bytes from the most to the least natural in a host, path or header. */
const NATURAL =
  'xabcdefghijklmnopqrstuvwyz/0123456789-._XABCDEFGHIJKLMNOPQRSTUVWYZ~=&,;:+@!$()*%\'? "<>[]{}|\\^`#';
const RANKS = Array.from({ length: BYTES }, (_, byte) => {
  const at = NATURAL.indexOf(String.fromCharCode(byte));
  return at < 0 ? BYTES + byte : at;
});

interface Visit {
  readonly states: readonly number[];
  readonly parent: Visit | undefined;
  readonly byte: number;
}

/**
 * The shortest text of which all of the conditions are true: the automata run side by side over every text, and texts
 * that bring them to the same states are looked at once. `none` is a proof, `unknown` means that there were too many.
 *
 * @throws TooLarge
 */
export function findText(
  literals: readonly TextLiteral[],
  budget: Budget,
): { readonly text: string } | 'none' | 'unknown' {
  const automata = literals.map(({ automaton, holds }) => (holds ? automaton : opposite(automaton)));
  const bytes = representatives(automata);
  const first: Visit = { states: automata.map(({ start }) => start), parent: undefined, byte: 0 };
  if (isLost(automata, first.states)) return 'none';
  const seen = new Set([first.states.join()]);
  let wave = [first];
  let work = 0;
  while (wave.length > 0) {
    const next: Visit[] = [];
    for (const visit of wave) {
      if (automata.every((automaton, index) => automaton.accepts(visit.states[index] ?? 0))) {
        return { text: textOf(visit) };
      }
      const cost = bytes.length * automata.length;
      work += cost;
      if (work > MAX_WORK) return 'unknown';
      budget.spend(cost);
      for (const byte of bytes) {
        const states = statesAfter(automata, visit.states, byte);
        if (states === undefined) continue;
        const key = states.join();
        if (seen.has(key)) continue;
        seen.add(key);
        if (seen.size > MAX_STATES) return 'unknown';
        next.push({ states, parent: visit, byte });
      }
    }
    wave = next;
  }
  return 'none';
}

/** Whether no text meets all of the conditions; "no" as well where that takes more work than it may. */
export function isImpossible(literals: readonly TextLiteral[]): boolean {
  return findText(literals, new Budget(MAX_WORK)) === 'none';
}

function isLost(automata: readonly Automaton[], states: readonly number[]): boolean {
  return automata.some((automaton, index) => automaton.settled(states[index] ?? 0) === false);
}

/** After one more byte; `undefined` where no text that goes on from there meets all of the conditions. */
function statesAfter(
  automata: readonly Automaton[],
  states: readonly number[],
  byte: number,
): readonly number[] | undefined {
  const after: number[] = [];
  for (const automaton of automata) {
    const state = automaton.step(states[after.length] ?? 0, byte);
    // Most bytes end here, at the first of the automata.
    if (automaton.settled(state) === false) return undefined;
    after.push(state);
  }
  return after;
}

/** One byte of each run that no automaton distinguishes, natural ones first. */
export function representatives(automata: readonly Automaton[]): readonly number[] {
  const chosen: number[] = [];
  let best = 0;
  for (let byte = 1; byte <= BYTES; byte++) {
    if (byte === BYTES || automata.some(({ boundaries }) => boundaries[byte] === 1)) {
      chosen.push(best);
      best = byte;
    } else if ((RANKS[byte] ?? 0) < (RANKS[best] ?? 0)) best = byte;
  }
  return chosen.sort((left, right) => (RANKS[left] ?? 0) - (RANKS[right] ?? 0));
}

function textOf(visit: Visit): string {
  const bytes: string[] = [];
  for (let at = visit; at.parent !== undefined; at = at.parent) bytes.push(String.fromCharCode(at.byte));
  return bytes.reverse().join('');
}
