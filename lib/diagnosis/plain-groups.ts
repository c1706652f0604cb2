import { randomInt } from 'node:crypto';
import type { PlainRow } from '../evidence';

/** Host and path of a group, and what its requests were answered, which is the same number for the same answers. */
interface PlainKey {
  readonly host: string;
  readonly path: string;
  readonly statuses: number;
}

/** A power of two, several times as many as there are groups: places are next to each other in memory. */
const PLACES = 2 ** 18;
const MASK = PLACES - 1;

/** Looking further than this is the work of someone who made many paths for one place. */
const FURTHEST = 64;

/** Longer texts are counted elsewhere. */
const LONGEST = 2048;

/**
 * Counts by host, path and statuses where a row is in its text. All numbers and bytes are in a few arrays: objects and
 * strings for each group would be all over the memory, and to look at one of them takes longer than to read a row.
 */
export class PlainGroups {
  private readonly seed = randomInt(2 ** 31);
  /** By place: 1 + the number of a group, 0 for none. */
  private readonly places = new Int32Array(PLACES);
  private readonly hashes: Int32Array;
  private readonly statuses: Int32Array;
  /** By number of a group, where its bytes begin; the next one's begin where they end. */
  private readonly starts: Int32Array;
  private readonly hostEnds: Int32Array;
  private readonly counts: Float64Array;
  private bytes = Buffer.alloc(2 ** 16);
  private size = 0;

  constructor(private readonly most: number) {
    this.hashes = new Int32Array(most);
    this.statuses = new Int32Array(most);
    this.starts = new Int32Array(most + 1);
    this.hostEnds = new Int32Array(most);
    this.counts = new Float64Array(most);
  }

  /** Counts the row; false if there is no room for its group. */
  add({ text, host, path, edgeStatus, originStatus, sampleInterval }: PlainRow): boolean {
    const statuses = edgeStatus * 1000 + originStatus;
    const hash = hashOf(text, path.start, path.end, hashOf(text, host.start, host.end, this.seed ^ statuses));
    for (let step = 0; step < FURTHEST; step++) {
      const place = (hash + step) & MASK;
      const number = (this.places[place] ?? 0) - 1;
      if (number < 0) return this.insert(place, hash, text, host, path, statuses, sampleInterval);
      if (
        this.hashes[number] === hash &&
        this.statuses[number] === statuses &&
        this.isOf(number, text, host, path)
      ) {
        this.counts[number] = (this.counts[number] ?? 0) + sampleInterval;
        return true;
      }
    }
    return false;
  }

  /** Each group, with its count. */
  forEach(take: (key: PlainKey, count: number) => void): void {
    for (let number = 0; number < this.size; number++) {
      const [start, hostEnd, end] = [this.starts[number], this.hostEnds[number], this.starts[number + 1]];
      const host = this.bytes.toString('utf8', start, hostEnd);
      const path = this.bytes.toString('utf8', hostEnd, end);
      take({ host, path, statuses: this.statuses[number] ?? 0 }, this.counts[number] ?? 0);
    }
  }

  private isOf(number: number, text: string, host: PlainRow['host'], path: PlainRow['path']): boolean {
    const [start = 0, hostEnd = 0, end = 0] = [
      this.starts[number],
      this.hostEnds[number],
      this.starts[number + 1],
    ];
    if (hostEnd - start !== host.end - host.start || end - hostEnd !== path.end - path.start) return false;
    const { bytes } = this;
    for (let at = hostEnd, other = path.start; at < end; at++, other++) {
      if (bytes[at] !== text.charCodeAt(other)) return false;
    }
    for (let at = start, other = host.start; at < hostEnd; at++, other++) {
      if (bytes[at] !== text.charCodeAt(other)) return false;
    }
    return true;
  }

  private insert(
    place: number,
    hash: number,
    text: string,
    host: PlainRow['host'],
    path: PlainRow['path'],
    statuses: number,
    sampleInterval: number,
  ): boolean {
    const number = this.size;
    const start = this.starts[number] ?? 0;
    const hostEnd = start + host.end - host.start;
    const end = hostEnd + path.end - path.start;
    if (number >= this.most || end - start > LONGEST) return false;
    if (end > this.bytes.length) this.bytes = Buffer.concat([this.bytes], 2 * this.bytes.length);
    this.bytes.write(text.slice(host.start, host.end), start, 'latin1');
    this.bytes.write(text.slice(path.start, path.end), hostEnd, 'latin1');
    this.places[place] = number + 1;
    this.hashes[number] = hash;
    this.statuses[number] = statuses;
    this.hostEnds[number] = hostEnd;
    this.starts[number + 1] = end;
    this.counts[number] = sampleInterval;
    this.size++;
    return true;
  }
}

function hashOf(text: string, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
