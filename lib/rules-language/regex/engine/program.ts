import { BYTES } from '../../text/automaton';
import { WORD } from '../classes';
import { TooManySteps } from '../problem';
import type { Ranges } from '../ranges';
import { type Place, type RegexNode, type RepetitionNode, mayBeEmpty } from '../tree';
import { needsCharacters, needsSides } from './places';
import { utf8Node, type Utf8Node } from './utf8';

/** What a step does. */
export const RANGE = 0;
export const TABLE = 1;
export const SPLIT = 2;
export const PLACE = 3;
export const SAVE = 4;
export const MATCH = 5;

/**
 * A pattern as steps, each known by its number. All take bytes: characters are spelt out in UTF-8.
 *
 * - `RANGE` takes a byte between `from` and `to`, and goes on at `next`
 * - `TABLE` looks its byte up in `tables[from]`: from, to and next of each range
 * - `SPLIT` goes on at `next`, or else at `from`
 * - `PLACE` goes on if `places[from]` is there
 * - `SAVE` writes down where it is, as number `from`
 */
export interface Program {
  readonly kinds: readonly number[];
  readonly next: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly tables: readonly (readonly number[])[];
  readonly places: readonly Place[];
  readonly start: number;
}

/**
 * @param saves whether steps are added that save where groups begin and end
 * @throws TooManySteps
 */
export function compileProgram(root: RegexNode, saves: boolean, most = Infinity): Program {
  const compiler = new Compiler(saves, most);
  const start = compiler.compile(root, compiler.add(MATCH, 0));
  const { kinds, next, from, to, tables, places } = compiler;
  return { kinds, next, from, to, tables, places, start };
}

/** Built from the end of the pattern to its beginning: each part knows what follows it. */
class Compiler {
  readonly kinds: number[] = [];
  readonly next: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly tables: number[][] = [];
  readonly places: Place[] = [];
  private repeated = 0;

  constructor(
    private readonly saves: boolean,
    private readonly most: number,
  ) {}

  add(kind: number, next: number, from = 0, to = 0): number {
    if (this.kinds.length >= this.most) throw new TooManySteps();
    this.kinds.push(kind);
    this.next.push(next);
    this.from.push(from);
    return this.to.push(to) - 1;
  }

  /** @returns where to begin, to match the node and then go on at `next` */
  compile(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'text':
        return node.bytes.reduceRight((after, byte) => this.add(RANGE, after, byte, byte), next);
      case 'set':
        return node.unit === 'byte'
          ? this.addBytes(node.set, next)
          : this.addCharacters(utf8Node(node.set), next);
      case 'place':
        return node.place === 'nothing' ? next : this.addPlace(node.place, next);
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.compile(part, after), next);
      case 'alternatives':
        return node.parts
          .map((part) => this.compile(part, next))
          .reduceRight((others, first) => this.add(SPLIT, first, others));
      case 'group': {
        if (!this.saves || node.index === undefined) return this.compile(node.part, next);
        const end = this.add(SAVE, next, 2 * node.index + 1);
        return this.add(SAVE, this.compile(node.part, end), 2 * node.index);
      }
      case 'repetition':
        return this.repeat(node, next);
    }
  }

  private repeat({ part, min, max, isLazy }: RepetitionNode, end: number): number {
    const split = (more: number, enough: number): number =>
      isLazy ? this.add(SPLIT, enough, more) : this.add(SPLIT, more, enough);
    let first = end;
    let rest = min;
    if (max === Infinity) {
      // A loop over a part that may take nothing is entered from before it, so that the part is tried once in any case.
      const loop = this.add(SPLIT, end, end);
      first = this.once(part, loop);
      const waits = isLazy ? this.from : this.next;
      waits[loop] = first;
      if (min === 0) first = mayBeEmpty(part) ? split(first, end) : loop;
      else rest--;
    } else {
      for (let more = max - min; more > 0; more--) first = split(this.once(part, first), end);
    }
    for (; rest > 0; rest--) first = this.once(part, first);
    return first;
  }

  /** Repetitions of nothing add no step, so they are counted too. */
  private once(part: RegexNode, next: number): number {
    if (++this.repeated > this.most) throw new TooManySteps();
    return this.compile(part, next);
  }

  private addBytes(set: Ranges, next: number): number {
    return this.addTable(set.flatMap(([first, last]) => [first, last, next]));
  }

  private addCharacters(root: Utf8Node, next: number): number {
    const known = new Map<Utf8Node, number>();
    const add = (node: Utf8Node): number => {
      let at = known.get(node);
      if (at === undefined) {
        at = this.addTable(
          node.edges.flatMap((edge) => [
            edge.first,
            edge.last,
            edge.next === undefined ? next : add(edge.next),
          ]),
        );
        known.set(node, at);
      }
      return at;
    };
    return add(root);
  }

  private addTable(table: number[]): number {
    const [from = 0, to = 0, next = 0] = table;
    return table.length === 3
      ? this.add(RANGE, next, from, to)
      : this.add(TABLE, 0, this.tables.push(table) - 1);
  }

  private addPlace(place: Place, next: number): number {
    const known = this.places.indexOf(place);
    return this.add(PLACE, next, known < 0 ? this.places.push(place) - 1 : known);
  }
}

/** Some place depends on characters beyond ASCII, so that bytes alone do not tell whether it is there. */
export function looksAtCharacters({ places }: Program): boolean {
  return places.some(needsCharacters);
}

/** Some place depends on more than where the text begins and ends. */
export function looksAround({ places }: Program): boolean {
  return places.some(needsSides);
}

/** One flag for each byte: the program may treat it otherwise than the byte before it. */
export function boundariesOfProgram(program: Program): Uint8Array {
  const boundaries = new Uint8Array(BYTES);
  const mark = (first: number, last: number): void => {
    boundaries[first] = 1;
    if (last + 1 < BYTES) boundaries[last + 1] = 1;
  };
  const { kinds, from, to, tables } = program;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === RANGE) mark(from[step] ?? 0, to[step] ?? 0);
  }
  for (const table of tables) {
    for (let at = 0; at < table.length; at += 3) mark(table[at] ?? 0, table[at + 1] ?? 0);
  }
  if (looksAround(program)) {
    mark(0x0a, 0x0a);
    mark(0x0d, 0x0d);
    for (const [first, last] of WORD) mark(first, last);
  }
  if (looksAtCharacters(program)) mark(0x80, 0xff);
  boundaries[0] = 0;
  return boundaries;
}
