import { holdsAt } from './places';
import { TooManySteps } from '../problem';
import { MATCH, PLACE, type Program, RANGE, SAVE, SPLIT, TABLE } from './program';

/** Offsets that the program has saved: begin and end of each group. */
type Saved = readonly number[];

const NONE: Saved = [];

/** Most steps that are followed for a text: about a second. */
const MAX_FOLLOWED = 1 << 24;

/** The steps that wait for the next byte, the preferred ones first. */
class Threads {
  readonly steps: number[] = [];
  readonly saved: Saved[] = [];
  followed = 0;
  private readonly seen: Uint32Array;
  private round = 1;

  constructor(private readonly program: Program) {
    this.seen = new Uint32Array(program.kinds.length);
  }

  clear(): void {
    this.steps.length = 0;
    this.saved.length = 0;
    this.round++;
  }

  /** Goes on from a step as far as possible without taking a byte. What was reached before is preferred. */
  add(first: number, offsets: Saved, text: string, at: number): void {
    const { kinds, next, from, places } = this.program;
    const open = [first];
    const openSaved = [offsets];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const saved = openSaved.pop() ?? NONE;
      this.followed++;
      if (this.seen[step] === this.round) continue;
      this.seen[step] = this.round;
      const following = next[step] ?? 0;
      switch (kinds[step]) {
        case SPLIT:
          open.push(from[step] ?? 0, following);
          openSaved.push(saved, saved);
          break;
        case PLACE:
          if (!holdsAt(places[from[step] ?? 0] ?? 'nothing', text, at)) break;
          open.push(following);
          openSaved.push(saved);
          break;
        case SAVE: {
          const changed = [...saved];
          changed[from[step] ?? 0] = at;
          open.push(following);
          openSaved.push(changed);
          break;
        }
        default:
          this.steps.push(step);
          this.saved.push(saved);
      }
    }
  }
}

/**
 * Runs a program on a text, with all ways to match side by side: the first match, and of those that begin there the one
 * that the pattern prefers. The time is linear in the length of the text. An automaton is faster, but cannot tell where
 * groups are.
 *
 * @returns what the program has saved; `undefined` if no part of the text matches
 * @throws TooManySteps
 */
export function findFirst(program: Program, text: string): Saved | undefined {
  const { kinds, next, from, to, tables } = program;
  let now = new Threads(program);
  let then = new Threads(program);
  let match: Saved | undefined;
  for (let at = 0; at <= text.length; at++) {
    if (match === undefined) now.add(program.start, NONE, text, at);
    else if (now.steps.length === 0) break;
    const byte = text.charCodeAt(at);
    then.clear();
    for (let index = 0; index < now.steps.length; index++) {
      const step = now.steps[index] ?? 0;
      const saved = now.saved[index] ?? NONE;
      if (kinds[step] === MATCH) {
        match = saved;
        break;
      }
      if (at === text.length) continue;
      if (kinds[step] === RANGE) {
        if (byte >= (from[step] ?? 0) && byte <= (to[step] ?? 0))
          then.add(next[step] ?? 0, saved, text, at + 1);
      } else if (kinds[step] === TABLE) {
        const table = tables[from[step] ?? 0] ?? [];
        for (let entry = 0; entry < table.length && byte >= (table[entry] ?? 0); entry += 3) {
          if (byte <= (table[entry + 1] ?? 0)) then.add(table[entry + 2] ?? 0, saved, text, at + 1);
        }
      }
    }
    if (now.followed + then.followed > MAX_FOLLOWED) throw new TooManySteps();
    [now, then] = [then, now];
  }
  return match;
}
