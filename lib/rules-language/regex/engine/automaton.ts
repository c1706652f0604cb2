import { type Automaton, BYTES } from '../../text/automaton';
import type { LiteralSearch } from '../../text/literal-search';
import { TooManySteps } from '../problem';
import { EDGE, holds, OTHER, type Side, sideBefore, sideOf, SIDES } from './places';
import {
  boundariesOfProgram,
  looksAround,
  looksAtCharacters,
  MATCH,
  PLACE,
  type Program,
  RANGE,
  SPLIT,
  TABLE,
} from './program';

/** Where a byte may lead, other than to a state. */
const UNKNOWN = 0;
const MATCHED = 1;
const DEAD = 2;
/** The automaton cannot tell: the byte is beyond ASCII, and some place depends on characters. */
const LOST = 3;
/** Back to where no part of the text so far matters. */
const RESTART = 4;
const SPECIAL = 5;

/** Most entries of the table of moves, and most steps in all states: 2 MiB each, as in Rust's engine. */
const MAX_MOVES = 1 << 19;
/** So often the states may be forgotten where few bytes were read for each. */
const MAX_USELESS = 3;
const USEFUL_BYTES_PER_STATE = 10;
/** Most steps that a test follows: half a second. */
const MAX_FOLLOWED = 1 << 25;
/** A search for the literal that jumps fewer bytes than this costs more than it saves. */
const MIN_JUMP = 16;

/**
 * A deterministic automaton whose states are sets of steps. They become states as they are met, so that a pattern costs
 * only what the texts that it is run on need. A match anywhere is final.
 */
export class LazyAutomaton {
  readonly boundaries: Uint8Array;
  private readonly kinds: Uint8Array;
  private readonly classes = new Uint8Array(BYTES);
  /** Entries of a state: one for each class of bytes, and one for the end of the text. */
  private readonly width: number;
  private readonly looksAround: boolean;
  private readonly looksAtCharacters: boolean;
  /** A match can only begin where the text does. */
  readonly isAnchored: boolean;
  /** By state and class of the byte; a state is known by where its entries begin. */
  private moves = new Int32Array(0);
  private states = 0;
  /** The steps that wait in each state: bytes for the next one, places for what is behind them. */
  private waiting: Int32Array[] = [];
  private before: Side[] = [];
  private size = 0;
  private known = new Map<number, number[]>();
  /** The state in which a search begins, by what is before it. */
  private readonly starts = new Int32Array(SIDES.length);

  // For `follow`: the steps that it has seen, those that it still has to look at, and those that wait.
  private readonly seen: Uint32Array;
  private round = 0;
  private readonly open: number[] = [];
  private found: number[] = [];
  private followed = 0;

  /** @param search finds where the next match might begin, if that is faster than to run the automaton */
  constructor(
    private readonly program: Program,
    private search?: LiteralSearch | undefined,
  ) {
    this.kinds = Uint8Array.from(program.kinds);
    this.seen = new Uint32Array(program.kinds.length);
    this.boundaries = boundariesOfProgram(program);
    let last = 0;
    for (let byte = 0; byte < BYTES; byte++) {
      last += this.boundaries[byte] ?? 0;
      this.classes[byte] = last;
    }
    this.width = last + 2;
    this.looksAround = looksAround(program);
    this.looksAtCharacters = looksAtCharacters(program);
    this.isAnchored = SIDES.every(
      (side) => side === EDGE || (this.follow([program.start], side, undefined) && this.found.length === 0),
    );
    // What is before the literal may matter to a place.
    if (this.isAnchored || this.looksAtCharacters) this.search = undefined;
    this.forget();
  }

  /**
   * Whether some part of the text matches; `undefined` if the automaton cannot tell, or needs too many states.
   *
   * @throws TooManySteps
   */
  test(text: string): boolean | undefined {
    this.followed = 0;
    let at = 0;
    let state = this.startAt(text, 0);
    if (this.search !== undefined) {
      at = this.search(text, 0);
      if (at < 0) return false;
      state = this.startAt(text, at);
    }
    if (state < SPECIAL) return state === MATCHED;
    let { moves } = this;
    const { classes } = this;
    const { length } = text;
    let forgotAt = at;
    let useless = 0;
    let jumps = 0;
    const began = at;
    for (; at < length; at++) {
      let next = moves[state + (classes[text.charCodeAt(at)] ?? 0)] ?? 0;
      if (next < SPECIAL) {
        if (next === UNKNOWN) {
          if (this.isFull()) {
            if (at - forgotAt < USEFUL_BYTES_PER_STATE * this.states && ++useless > MAX_USELESS)
              return undefined;
            forgotAt = at;
            state = this.forgetAllBut(state);
          }
          next = this.move(state, text.charCodeAt(at));
          if (this.followed > MAX_FOLLOWED) throw new TooManySteps();
          ({ moves } = this);
        }
        if (next === MATCHED) return true;
        if (next === DEAD) return false;
        if (next === LOST) return undefined;
        if (next === RESTART) {
          const found = this.search?.(text, at + 1) ?? -1;
          if (found < 0) return false;
          if (found - began < MIN_JUMP * ++jumps && jumps > MIN_JUMP) {
            // The literal is all over this text.
            this.search = undefined;
            this.forget();
            return this.test(text);
          }
          next = this.startAt(text, found);
          ({ moves } = this);
          if (next < SPECIAL) return next === MATCHED;
          at = found - 1;
        }
      }
      state = next;
    }
    return this.endsWell(state);
  }

  /** The same as a condition on texts. `undefined` if bytes alone do not tell whether a text matches. */
  asCondition(): Automaton | undefined {
    if (this.looksAtCharacters) return undefined;
    return {
      start: this.start(EDGE),
      step: (state, byte) => {
        if (state < SPECIAL) return state;
        const known = this.moves[state + (this.classes[byte] ?? 0)] ?? UNKNOWN;
        return known === UNKNOWN ? this.move(state, byte) : known;
      },
      accepts: (state) => (state < SPECIAL ? state === MATCHED : this.endsWell(state)),
      settled: (state) => (state < SPECIAL ? state === MATCHED : undefined),
      boundaries: this.boundaries,
    };
  }

  private startAt(text: string, at: number): number {
    return this.start(this.looksAround || at === 0 ? sideBefore(text, at) : OTHER);
  }

  private start(side: Side): number {
    let state = this.starts[side] ?? UNKNOWN;
    if (state === UNKNOWN) {
      state = this.enter([this.program.start], side);
      this.starts[side] = state;
    }
    return state;
  }

  private isFull(): boolean {
    return this.moves.length >= MAX_MOVES || this.size >= MAX_MOVES;
  }

  private forget(): void {
    // The numbers below are those of no state.
    this.states = 0;
    this.moves = new Int32Array(SPECIAL + 8 * this.width);
    this.waiting = [];
    this.before = [];
    this.size = 0;
    this.known = new Map();
    this.starts.fill(UNKNOWN);
  }

  private forgetAllBut(state: number): number {
    const index = (state - SPECIAL) / this.width;
    const steps = this.waiting[index] ?? new Int32Array(0);
    const before = this.before[index] ?? OTHER;
    this.forget();
    return this.stateOf(steps, before);
  }

  private endsWell(state: number): boolean {
    const at = state + this.width - 1;
    let end = this.moves[at] ?? UNKNOWN;
    if (end === UNKNOWN) {
      const index = (state - SPECIAL) / this.width;
      end = this.follow(this.waiting[index] ?? [], this.before[index] ?? OTHER, EDGE) ? DEAD : MATCHED;
      this.moves[at] = end;
    }
    return end === MATCHED;
  }

  /** Where a byte leads, which is not known yet. */
  private move(state: number, byte: number): number {
    const next = this.takenFrom(state, byte);
    const isStart =
      this.search !== undefined &&
      next >= SPECIAL &&
      next === this.start(this.before[(next - SPECIAL) / this.width] ?? OTHER);
    return (this.moves[state + (this.classes[byte] ?? 0)] = isStart ? RESTART : next);
  }

  private takenFrom(state: number, byte: number): number {
    if (this.looksAtCharacters && byte >= 0x80) return LOST;
    const index = (state - SPECIAL) / this.width;
    let here: Iterable<number> = this.waiting[index] ?? [];
    if (this.looksAround) {
      if (!this.follow(here, this.before[index] ?? OTHER, sideOf(byte))) return MATCHED;
      here = this.found;
    }
    const taken: number[] = [];
    for (const step of here) this.take(step, byte, taken);
    if (!this.isAnchored) taken.push(this.program.start);
    return this.enter(taken, this.looksAround ? sideOf(byte) : OTHER);
  }

  private take(step: number, byte: number, taken: number[]): void {
    const { next, from, to, tables } = this.program;
    if (this.kinds[step] === RANGE) {
      if (byte >= (from[step] ?? 0) && byte <= (to[step] ?? 0)) taken.push(next[step] ?? 0);
    } else if (this.kinds[step] === TABLE) {
      const table = tables[from[step] ?? 0] ?? [];
      for (let at = 0; at < table.length && byte >= (table[at] ?? 0); at += 3) {
        if (byte <= (table[at + 1] ?? 0)) taken.push(table[at + 2] ?? 0);
      }
    }
  }

  private enter(steps: readonly number[], before: Side): number {
    if (!this.follow(steps, before, undefined)) return MATCHED;
    if (this.isAnchored && this.found.length === 0) return DEAD;
    return this.stateOf(Int32Array.from(this.found).sort(), before);
  }

  private stateOf(steps: Int32Array, before: Side): number {
    let hash: number = before;
    for (const step of steps) hash = (Math.imul(hash, 31) + step) | 0;
    const alike = this.known.get(hash) ?? [];
    for (const index of alike) {
      if (this.before[index] === before && areEqual(this.waiting[index], steps))
        return SPECIAL + index * this.width;
    }
    const index = this.states++;
    this.known.set(hash, [...alike, index]);
    this.waiting.push(steps);
    this.before.push(before);
    this.size += steps.length;
    const needed = SPECIAL + this.states * this.width;
    if (needed > this.moves.length) {
      const larger = new Int32Array(2 * needed);
      larger.set(this.moves);
      this.moves = larger;
    }
    return SPECIAL + index * this.width;
  }

  /**
   * Goes on as far as possible without taking a byte; `found` then has the steps that wait.
   *
   * @param after what is behind; `undefined` = not known yet, so that places that look there wait
   * @returns `false` for a match
   */
  private follow(steps: Iterable<number>, before: Side, after: Side | undefined): boolean {
    const { next, from, places } = this.program;
    const { kinds, seen, open } = this;
    const round = ++this.round;
    const found: number[] = (this.found = []);
    let followed = 0;
    for (const first of steps) {
      open.push(first);
      for (let step = open.pop(); step !== undefined; step = open.pop()) {
        followed++;
        if (seen[step] === round) continue;
        seen[step] = round;
        switch (kinds[step]) {
          case RANGE:
          case TABLE:
            found.push(step);
            break;
          case SPLIT:
            open.push(from[step] ?? 0, next[step] ?? 0);
            break;
          case PLACE: {
            const isThere = holds(places[from[step] ?? 0] ?? 'nothing', before, after);
            if (isThere === undefined) found.push(step);
            else if (isThere) open.push(next[step] ?? 0);
            break;
          }
          case MATCH:
            open.length = 0;
            this.followed += followed;
            return false;
          default:
            open.push(next[step] ?? 0);
        }
      }
    }
    this.followed += followed;
    return true;
  }
}

function areEqual(left: Int32Array | undefined, right: Int32Array): boolean {
  if (left?.length !== right.length) return false;
  for (let at = 0; at < right.length; at++) if (left[at] !== right[at]) return false;
  return true;
}
