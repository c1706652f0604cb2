import { type Automaton, BYTES } from '../text/automaton';
import { WORD } from './classes';
import { parseRegex } from './parse';
import { RegexProblem } from './problem';
import { contains, type Ranges } from './ranges';
import type { Place, RegexNode, RepetitionNode } from './tree';

/** Most steps of a pattern, with its repetitions written out. */
const MAX_STEPS = 2000;
const LINE_FEED = 0x0a;

type Step =
  | { readonly kind: 'byte'; readonly set: Uint8Array; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'place'; readonly place: Place; readonly next: number }
  | { readonly kind: 'match' };

/**
 * The texts of which a part matches a Rust pattern. `undefined` for one that cannot be evaluated offline, that has the
 * flag `u`, or that is very large.
 */
export function regexAutomaton(pattern: string): Automaton | undefined {
  try {
    const { root, takesCharacters, problem } = parseRegex(pattern);
    // A flag `u` is rare, and automata take bytes.
    if (problem !== undefined || takesCharacters) return undefined;
    const program = new Compiler();
    const start = program.compile(root, 0);
    return new Simulation(program.steps, start).automaton;
  } catch (error) {
    if (error instanceof RegexProblem || error instanceof TooLarge) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

/** Built from the end of the pattern to its beginning: each part knows what follows it. */
class Compiler {
  readonly steps: Step[] = [{ kind: 'match' }];
  private repeated = 0;

  /** @returns where to begin, to match the node and then go on at `next` */
  compile(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'text':
        return node.units.reduceRight(
          (after, unit) => this.add({ kind: 'byte', set: bytesOf([[unit, unit]]), next: after }),
          next,
        );
      case 'set':
        return this.add({ kind: 'byte', set: bytesOf(node.set), next });
      case 'place':
        return node.place === 'nothing' ? next : this.add({ kind: 'place', place: node.place, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.compile(part, after), next);
      case 'alternatives':
        return this.add({ kind: 'split', next: node.parts.map((part) => this.compile(part, next)) });
      case 'group':
        return this.compile(node.part, next);
      case 'repetition':
        return this.repeat(node, next);
    }
  }

  /** Whether a repetition is greedy does not matter: a part matches or it does not. */
  private repeat({ part, min, max }: RepetitionNode, next: number): number {
    let first = next;
    if (max === Infinity) first = this.star(part, next);
    else for (let rest = max - min; rest > 0; rest--) first = this.optional(part, first);
    for (let rest = min; rest > 0; rest--) first = this.once(part, first);
    return first;
  }

  private star(part: RegexNode, next: number): number {
    const ways = [next];
    const loop = this.add({ kind: 'split', next: ways });
    ways.push(this.compile(part, loop));
    return loop;
  }

  private optional(part: RegexNode, next: number): number {
    return this.add({ kind: 'split', next: [this.once(part, next), next] });
  }

  /** Repetitions of nothing add no step, so they are counted too. */
  private once(part: RegexNode, next: number): number {
    if (++this.repeated > MAX_STEPS) throw new TooLarge();
    return this.compile(part, next);
  }

  private add(step: Step): number {
    if (this.steps.length >= MAX_STEPS) throw new TooLarge();
    return this.steps.push(step) - 1;
  }
}

/** What a place of the text has before it, and behind it. */
type Side = 'edge' | 'line-feed' | 'word' | 'other';

/** A set of steps that wait: bytes for the next one, places for what is behind them. */
interface State {
  readonly waiting: readonly number[];
  readonly before: Side;
  /** A text that ends here is taken. */
  readonly isEnd: boolean;
  readonly moves: Int32Array;
}

const MATCHED = 0;

/** Sets of steps become states as they are met; a match anywhere is final. */
class Simulation {
  readonly automaton: Automaton;
  private readonly states: State[] = [
    { waiting: [], before: 'other', isEnd: true, moves: new Int32Array(BYTES) },
  ];
  private readonly known = new Map<string, number>();
  /** Some place depends on the bytes before and behind it, and not only on where the text begins and ends. */
  private readonly looksAround: boolean;

  constructor(
    private readonly steps: readonly Step[],
    private readonly first: number,
  ) {
    this.looksAround = steps.some(
      (step) => step.kind === 'place' && step.place !== 'start' && step.place !== 'end',
    );
    this.automaton = {
      start: this.enter([first], 'edge'),
      step: (state, byte) => this.step(state, byte),
      accepts: (state) => this.states[state]?.isEnd ?? false,
      settled: (state) => (state === MATCHED ? true : undefined),
      boundaries: this.boundaries(),
    };
  }

  private step(index: number, byte: number): number {
    const state = this.states[index];
    if (state === undefined || index === MATCHED) return MATCHED;
    const old = state.moves[byte] ?? -1;
    if (old >= 0) return old;
    const here = this.follow(state.waiting, state.before, sideOf(byte));
    const next =
      here === undefined
        ? MATCHED
        : this.enter([...here.flatMap((at) => this.taken(at, byte)), this.first], sideOf(byte));
    state.moves[byte] = next;
    return next;
  }

  private taken(at: number, byte: number): readonly number[] {
    const step = this.steps[at];
    return step?.kind === 'byte' && step.set[byte] === 1 ? [step.next] : [];
  }

  private enter(from: readonly number[], before: Side): number {
    const waiting = this.follow(from, before, undefined);
    if (waiting === undefined) return MATCHED;
    waiting.sort((a, b) => a - b);
    const isEnd = this.follow(waiting, before, 'edge') === undefined;
    const key = `${waiting.join()} ${isEnd} ${this.looksAround ? before : ''}`;
    const old = this.known.get(key);
    if (old !== undefined) return old;
    const index = this.states.push({ waiting, before, isEnd, moves: new Int32Array(BYTES).fill(-1) }) - 1;
    this.known.set(key, index);
    return index;
  }

  /**
   * Goes on as far as possible without taking a byte.
   *
   * @param after what is behind; `undefined` = not known yet, so that places that look there wait
   * @returns the steps that wait; `undefined` for a match
   */
  private follow(from: readonly number[], before: Side, after: Side | undefined): number[] | undefined {
    const seen = new Set<number>();
    const waiting: number[] = [];
    const open = [...from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const step = this.steps[at];
      if (step === undefined || step.kind === 'match') return undefined;
      if (step.kind === 'byte') waiting.push(at);
      else if (step.kind === 'split') open.push(...step.next);
      else {
        const isThere = holds(step.place, before, after);
        if (isThere === undefined) waiting.push(at);
        else if (isThere) open.push(step.next);
      }
    }
    return waiting;
  }

  private boundaries(): Uint8Array {
    const boundaries = new Uint8Array(BYTES);
    const sets = this.steps.flatMap((step) => (step.kind === 'byte' ? [step.set] : []));
    if (this.looksAround) sets.push(bytesOf([[LINE_FEED, LINE_FEED]]), bytesOf(WORD));
    for (const set of sets) {
      for (let byte = 1; byte < BYTES; byte++) if (set[byte] !== set[byte - 1]) boundaries[byte] = 1;
    }
    return boundaries;
  }
}

/** Whether a place is there; `undefined` if that depends on what is behind it. */
function holds(place: Place, before: Side, after: Side | undefined): boolean | undefined {
  switch (place) {
    case 'nothing':
      return true;
    case 'start':
      return before === 'edge';
    case 'line-start':
      return before === 'edge' || before === 'line-feed';
    case 'end':
      return after === undefined ? undefined : after === 'edge';
    case 'line-end':
      return after === undefined ? undefined : after === 'edge' || after === 'line-feed';
    case 'word-boundary':
    case 'no-word-boundary':
      if (after === undefined) return undefined;
      return ((before === 'word') !== (after === 'word')) === (place === 'word-boundary');
  }
}

function sideOf(byte: number): Side {
  if (byte === LINE_FEED) return 'line-feed';
  return contains(WORD, byte) ? 'word' : 'other';
}

function bytesOf(ranges: Ranges): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  for (const [first, last] of ranges) bytes.fill(1, first, last + 1);
  return bytes;
}
