import { type Automaton, BYTES } from '../text/automaton';
import { regexAutomaton } from './load';

// Which texts a pattern takes. For a pattern that has no automaton the answer is "no".

/** Most states that a question follows: beyond that the answer is "no". */
const MAX_STATES = 400;
/** Parts of paths that no pattern takes all of, unless it takes nearly any. Some have no slash, some have several. */
const ANY_TEXTS = ['q', 'x7/Kd', 'a-b_c/0/z', 'W/v/uu'];
/** A pattern that takes all of these lengths takes any, for all practical purposes. */
const LONGEST = 64;
const SLASH = 0x2f;

/** Whether it matches paths that begin in any way and then go on alike: `^/.*\/admin$`. */
export function beginsWithAnyPath(pattern: string): boolean {
  const automaton = regexAutomaton(pattern, LONGEST);
  if (automaton === undefined) return false;
  return shareAnEnd(
    automaton,
    ANY_TEXTS.map((text) => run(automaton, `/${text}`)),
  );
}

/** Whether it matches texts that go on in any way behind something else than a slash: `^/app.*$`, but not `^/app/.*$`. */
export function endsWithAnyText(pattern: string): boolean {
  const automaton = regexAutomaton(pattern, LONGEST);
  if (automaton === undefined) return false;
  const isOpen = (state: number): boolean =>
    ANY_TEXTS.every((text) => automaton.accepts(run(automaton, text, state)));
  const bytes = bytesOfEachKind(automaton);
  const seen = new Set<string>();
  const waiting: { readonly state: number; readonly isBehindSlash: boolean }[] = [
    { state: automaton.start, isBehindSlash: true },
  ];
  for (let next = waiting.pop(); next !== undefined && seen.size < MAX_STATES; next = waiting.pop()) {
    const { state, isBehindSlash } = next;
    const key = `${state} ${isBehindSlash}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (isOpen(state)) {
      if (!isBehindSlash) return true;
      continue;
    }
    for (const byte of bytes)
      waiting.push({ state: automaton.step(state, byte), isBehindSlash: byte === SLASH });
  }
  return false;
}

/** Whether some part of a text may be anything, `/` too. */
export function holdsAnyText(pattern: string): boolean {
  const automaton = regexAutomaton(pattern, LONGEST);
  if (automaton === undefined) return false;
  return reachable(automaton, bytesOfEachKind(automaton)).some((state) =>
    shareAnEnd(
      automaton,
      ANY_TEXTS.map((text) => run(automaton, text, state)),
    ),
  );
}

function run(automaton: Automaton, text: string, from = automaton.start): number {
  let state = from;
  for (const character of text) state = automaton.step(state, character.charCodeAt(0));
  return state;
}

/** One byte of each kind that the automaton distinguishes, and the slash. */
function bytesOfEachKind({ boundaries }: Automaton): readonly number[] {
  const bytes = [0, SLASH];
  for (let byte = 1; byte < BYTES; byte++) if (boundaries[byte] === 1) bytes.push(byte);
  // A kind that begins with the slash has other bytes too.
  if (boundaries[SLASH + 1] !== 1) bytes.push(SLASH + 1);
  return [...new Set(bytes)];
}

function reachable(automaton: Automaton, bytes: readonly number[]): readonly number[] {
  const states = new Set([automaton.start]);
  for (const state of states) {
    if (states.size >= MAX_STATES) break;
    for (const byte of bytes) states.add(automaton.step(state, byte));
  }
  return [...states];
}

/** Whether one text is taken from each of these states. */
function shareAnEnd(automaton: Automaton, states: readonly number[]): boolean {
  const bytes = bytesOfEachKind(automaton);
  const seen = new Set<string>();
  const waiting = [[...new Set(states)].sort((a, b) => a - b)];
  for (let next = waiting.pop(); next !== undefined && seen.size < MAX_STATES; next = waiting.pop()) {
    const key = next.join();
    if (seen.has(key)) continue;
    seen.add(key);
    if (next.every((state) => automaton.accepts(state))) return true;
    for (const byte of bytes) {
      const reached = new Set(next.map((state) => automaton.step(state, byte)));
      waiting.push([...reached].sort((a, b) => a - b));
    }
  }
  return false;
}
