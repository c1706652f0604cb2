import { RegexProblem } from '../regex-problem';
import { translateRegex } from '../regex-translate';
import { type Automaton, BYTES } from './automaton';

/** Most steps of a pattern, with its repetitions written out. */
const MAX_STEPS = 2000;

type Step =
  | { readonly kind: 'byte'; readonly set: Uint8Array; readonly next: number }
  | { readonly kind: 'split'; readonly next: number[] }
  /** Passes only at the beginning, or only at the end, of the text. */
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'match' };

/**
 * The texts of which a part matches a Rust pattern. `undefined` for one that cannot be evaluated offline, that looks at
 * word or line boundaries, or that is very large.
 */
export function regexAutomaton(pattern: string): Automaton | undefined {
  try {
    const { text, takesCharacters } = translateRegex(pattern);
    // A flag `u` is rare, and automata take bytes.
    if (takesCharacters) return undefined;
    const program = new Compiler(text).compile();
    return program === undefined ? undefined : simulate(program.steps, program.start);
  } catch (error) {
    if (error instanceof RegexProblem) return undefined;
    throw error;
  }
}

class TooHard extends Error {}

/**
 * Reads what `translateRegex` writes: there only bytes and ranges of them in hexadecimal, groups, alternatives,
 * repetitions and assertions are left. Built from the end of the pattern to its beginning, each part knows what follows.
 */
class Compiler {
  private readonly steps: Step[] = [{ kind: 'match' }];
  private at = 0;
  private repeated = 0;

  constructor(private readonly pattern: string) {}

  compile(): { readonly steps: readonly Step[]; readonly start: number } | undefined {
    try {
      const tree = this.alternatives();
      return { start: tree(0), steps: this.steps };
    } catch (error) {
      if (error instanceof TooHard) return undefined;
      throw error;
    }
  }

  /** Each part is a function: from where to go on, to where to begin. */
  private alternatives(): Part {
    const alternatives = [this.sequence()];
    while (this.take('|')) alternatives.push(this.sequence());
    const [only] = alternatives;
    if (only !== undefined && alternatives.length === 1) return only;
    return (next) => this.add({ kind: 'split', next: alternatives.map((part) => part(next)) });
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.pattern.length && this.peek() !== '|' && this.peek() !== ')') {
      parts.push(this.repetition(this.piece()));
    }
    return (next) => parts.reduceRight((after, part) => part(after), next);
  }

  private piece(): Part {
    if (this.take('(?m:')) throw new TooHard();
    if (this.take('\\A')) return (next) => this.add({ kind: 'start', next });
    if (this.take('\\z')) return (next) => this.add({ kind: 'end', next });
    if (this.take('(?:') || this.take('(')) {
      const inner = this.alternatives();
      this.at++;
      return inner;
    }
    const set = new Uint8Array(BYTES);
    if (this.take('[')) {
      if (this.take('^')) this.at = this.pattern.indexOf(']', this.at);
      while (!this.take(']')) {
        const from = this.byte();
        set.fill(1, from, (this.take('-') ? this.byte() : from) + 1);
      }
    } else {
      set[this.byte()] = 1;
    }
    return (next) => this.add({ kind: 'byte', set, next });
  }

  private byte(): number {
    const match = /\\x([0-9a-f]{2})/y;
    match.lastIndex = this.at;
    const digits = match.exec(this.pattern)?.[1];
    if (digits === undefined) throw new TooHard();
    this.at += 4;
    return parseInt(digits, 16);
  }

  /** Whether a repetition is greedy does not matter: a part matches or it does not. */
  private repetition(piece: Part): Part {
    const match = /([*+?]|\{(\d+)(,(\d*))?\})\??/y;
    match.lastIndex = this.at;
    const found = match.exec(this.pattern);
    if (found === null) return piece;
    this.at += found[0].length;
    const [, operator, least = '0', comma, most] = found;
    if (operator === '*') return this.star(piece);
    if (operator === '+') return (next) => piece(this.star(piece)(next));
    if (operator === '?') return this.optional(piece);
    const times = Number(least);
    const rest =
      comma === undefined
        ? []
        : most === ''
          ? [this.star(piece)]
          : Array.from({ length: Number(most) - times }, () => this.optional(piece));
    const parts = [...Array.from({ length: times }, () => piece), ...rest];
    return (next) =>
      parts.reduceRight((after, part) => {
        // Repetitions of nothing add no step, so they are counted too.
        if (++this.repeated > MAX_STEPS) throw new TooHard();
        return part(after);
      }, next);
  }

  private optional(piece: Part): Part {
    return (next) => this.add({ kind: 'split', next: [piece(next), next] });
  }

  private star(piece: Part): Part {
    return (next) => {
      const ways = [next];
      const loop = this.add({ kind: 'split', next: ways });
      ways.push(piece(loop));
      return loop;
    };
  }

  private add(step: Step): number {
    if (this.steps.length >= MAX_STEPS) throw new TooHard();
    return this.steps.push(step) - 1;
  }

  private peek(): string {
    return this.pattern.charAt(this.at);
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}

type Part = (next: number) => number;

/** Sets of steps become states as they are met; a match anywhere is final. */
function simulate(steps: readonly Step[], start: number): Automaton {
  const MATCHED = 0;
  const sets: (readonly number[])[] = [[]];
  const ends: boolean[] = [true];
  const known = new Map<string, number>();
  const moves: Int32Array[] = [new Int32Array(BYTES)];

  const intern = (waiting: readonly number[], atEnd: boolean): number => {
    const key = `${waiting.join(',')}${atEnd ? '$' : ''}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    const state = sets.push(waiting) - 1;
    ends.push(atEnd);
    moves.push(new Int32Array(BYTES).fill(-1));
    known.set(key, state);
    return state;
  };
  /** Follows what takes no byte. */
  const close = (from: readonly number[], atStart: boolean): number => {
    const seen = new Set<number>();
    const visitAll = (all: readonly number[], atEnd: boolean): boolean => {
      const open = [...all];
      for (let index = open.pop(); index !== undefined; index = open.pop()) {
        if (seen.has(index)) continue;
        const step = steps[index];
        if (step === undefined || step.kind === 'match') return true;
        if (step.kind === 'end' && !atEnd) continue;
        seen.add(index);
        if (step.kind === 'split') open.push(...step.next);
        else if (step.kind === 'end' || (step.kind === 'start' && atStart)) open.push(step.next);
      }
      return false;
    };
    if (visitAll(from, false)) return MATCHED;
    const waiting = [...seen].filter((index) => steps[index]?.kind === 'byte').sort((a, b) => a - b);
    seen.clear();
    return intern(waiting, visitAll(from, true));
  };
  const boundaries = new Uint8Array(BYTES);
  for (const step of steps) {
    if (step.kind !== 'byte') continue;
    for (let byte = 1; byte < BYTES; byte++) if (step.set[byte] !== step.set[byte - 1]) boundaries[byte] = 1;
  }
  return {
    start: close([start], true),
    step: (state, byte) => {
      if (state === MATCHED) return MATCHED;
      const row = moves[state];
      const old = row?.[byte] ?? -1;
      if (old >= 0) return old;
      const reached = (sets[state] ?? []).flatMap((index) => {
        const step = steps[index];
        return step?.kind === 'byte' && step.set[byte] === 1 ? [step.next] : [];
      });
      const next = close([...reached, start], false);
      if (row !== undefined) row[byte] = next;
      return next;
    },
    accepts: (state) => ends[state] ?? false,
    settled: (state) => (state === MATCHED ? true : undefined),
    boundaries,
  };
}
