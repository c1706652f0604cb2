import type { Ranges } from '../ranges';

/** What a byte of a character may be, and what then follows. */
export interface Utf8Node {
  readonly edges: readonly Utf8Edge[];
}

interface Utf8Edge {
  readonly first: number;
  readonly last: number;
  /** `undefined` behind the last byte. */
  readonly next: Utf8Node | undefined;
}

/** For each length of a character: its last code point, and what its first byte adds to the bits it carries. */
const LENGTHS = [
  { last: 0x7f, mark: 0x00, bits: 0 },
  { last: 0x7ff, mark: 0xc0, bits: 6 },
  { last: 0xffff, mark: 0xe0, bits: 12 },
  { last: 0x10ffff, mark: 0xf0, bits: 18 },
] as const;
const CONTINUATION = 0x80;
const BITS = 6;

const NODES = new WeakMap<Ranges, Utf8Node>();

/** The bytes of a set of characters in UTF-8, as a tree that shares its equal parts. */
export function utf8Node(characters: Ranges): Utf8Node {
  let node = NODES.get(characters);
  if (node === undefined) NODES.set(characters, (node = build(characters)));
  return node;
}

function build(characters: Ranges): Utf8Node {
  const shared = new Map<string, Utf8Node>();
  const edges: Utf8Edge[] = [];
  let from = 0;
  for (const { last, mark, bits } of LENGTHS) {
    edges.push(...edgesOf(within(characters, from, last), mark, bits, shared));
    from = last + 1;
  }
  return { edges };
}

/** @param bits of the numbers that the bytes behind this one carry */
function edgesOf(
  numbers: Ranges,
  mark: number,
  bits: number,
  shared: Map<string, Utf8Node>,
): readonly Utf8Edge[] {
  if (bits === 0)
    return numbers.map(([first, last]) => ({ first: mark + first, last: mark + last, next: undefined }));
  const whole = 2 ** bits;
  const edges: { first: number; last: number; next: Utf8Node }[] = [];
  const add = (first: number, last: number, rest: Ranges): void => {
    const next = nodeOf(rest, bits - BITS, shared);
    const before = edges.at(-1);
    if (before?.next === next && before.last + 1 === mark + first) before.last = mark + last;
    else edges.push({ first: mark + first, last: mark + last, next });
  };
  /** The numbers so far that share the bits of one byte. */
  let open: [number, number][] = [];
  let at = -1;
  const close = (): void => {
    if (open.length > 0) add(at, at, open);
    open = [];
  };
  for (const [first, last] of numbers) {
    for (let from = first; from <= last;) {
      const byte = Math.floor(from / whole);
      const lastByte = Math.floor((last + 1) / whole) - 1;
      if (from % whole === 0 && lastByte >= byte) {
        close();
        add(byte, lastByte, [[0, whole - 1]]);
        from = (lastByte + 1) * whole;
      } else {
        if (byte !== at) close();
        at = byte;
        const to = Math.min(last, byte * whole + whole - 1);
        open.push([from % whole, to % whole]);
        from = to + 1;
      }
    }
  }
  close();
  return edges;
}

function nodeOf(numbers: Ranges, bits: number, shared: Map<string, Utf8Node>): Utf8Node {
  const key = `${bits} ${numbers.join()}`;
  let node = shared.get(key);
  if (node === undefined) {
    node = { edges: edgesOf(numbers, CONTINUATION, bits, shared) };
    shared.set(key, node);
  }
  return node;
}

function within(set: Ranges, from: number, to: number): Ranges {
  return set.flatMap(([first, last]): Ranges =>
    first <= to && last >= from ? [[Math.max(first, from), Math.min(last, to)]] : [],
  );
}
