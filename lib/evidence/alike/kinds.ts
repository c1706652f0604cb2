import type { Values } from './row-layout';

/** So many kinds have a number, a power of two. */
const MOST = 2 ** 17;
/** So many words are kept of all, and of one. */
const MOST_WORDS = 2 ** 24;
const LONGEST = 1024;

/** Looking further than this is the work of somebody who made many values for one place. */
const FURTHEST = 64;

/** What is in front of the words of a kind. */
const HASH = 0;
const SIZE = 1;
const NUMBER = 2;
const COUNT = 3;
const WORDS = 4;

/**
 * Counts values that are written alike, byte by byte. All that is known of a kind is next to each other in one array: to look at
 * objects and strings all over the memory takes longer than to read a row.
 */
export class Kinds {
  /** So that no log can be written for one place. */
  private readonly seed = Math.floor(Math.random() * 2 ** 31);
  /** By place: 1 + where a kind begins, 0 for none. Half of the places stay free. */
  private readonly places: Int32Array;
  private words = new Int32Array(2 ** 14);
  private readonly begins: number[] = [];
  private end = 0;

  constructor(private readonly most = MOST) {
    this.places = new Int32Array(2 * most);
  }

  /** Counts the values. Gives the number of their kind: a new one is the next number; -1 if there is no room for another. */
  count({ size, words }: Values): number {
    let hash = this.seed;
    for (let index = 0; index < size; index++) {
      hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ (words[index] ?? 0), 0x9e3779b1);
    }
    hash ^= hash >>> 15;
    for (let step = 0; step < FURTHEST; step++) {
      const place = (hash + step) & (2 * this.most - 1);
      const begin = (this.places[place] ?? 0) - 1;
      if (begin < 0) return this.insert(place, hash, words, size);
      if (this.words[begin + HASH] === hash && this.is(begin, words, size)) {
        this.words[begin + COUNT] = (this.words[begin + COUNT] ?? 0) + 1;
        return this.words[begin + NUMBER] ?? 0;
      }
    }
    return -1;
  }

  /** How many there were of a kind. */
  countOf(number: number): number {
    return this.words[(this.begins[number] ?? 0) + COUNT] ?? 0;
  }

  private is(begin: number, words: Int32Array, size: number): boolean {
    if (this.words[begin + SIZE] !== size) return false;
    for (let index = 0, at = begin + WORDS; index < size; index++, at++) {
      if (words[index] !== this.words[at]) return false;
    }
    return true;
  }

  private insert(place: number, hash: number, words: Int32Array, size: number): number {
    const number = this.begins.length;
    const begin = this.end;
    const end = begin + WORDS + size;
    if (number >= this.most || size > LONGEST || end > MOST_WORDS) return -1;
    if (end > this.words.length) {
      const more = new Int32Array(2 * end);
      more.set(this.words);
      this.words = more;
    }
    this.words.set([hash, size, number, 1], begin);
    for (let index = 0; index < size; index++) this.words[begin + WORDS + index] = words[index] ?? 0;
    this.places[place] = begin + 1;
    this.begins.push(begin);
    this.end = end;
    return number;
  }
}
