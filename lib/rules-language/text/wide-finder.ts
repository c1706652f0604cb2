// A function in WebAssembly, whose instructions compare 16 bytes at once; those of JavaScript compare one.

/** TypeScript knows WebAssembly only with browsers. */
declare const WebAssembly: {
  Module: new (code: Uint8Array) => object;
  Instance: new (module: object) => {
    exports: { find: WideFinder['find']; memory: { buffer: ArrayBuffer } };
  };
};

export interface WideFinder {
  /** The text to search, one byte each. A search reads up to 31 bytes behind it. */
  readonly memory: Buffer;
  /**
   * @param bytes and, behind them, how far from the place each of them is
   * @returns the first place from `at` on where the four bytes are; `end` or more if there is none before `end`
   */
  readonly find: (at: number, end: number, ...bytes: readonly number[]) => number;
}

/** How many bytes its instructions compare. */
const HALF = 16;
/** How many places it looks at together. */
export const WIDTH = 2 * HALF;
const BYTES = 4;
/** One page, the smallest size. */
export const MEMORY_SIZE = 0x10000;

/** `undefined` where WebAssembly, or its wide instructions, are missing: without a compiler, or on an old processor. */
export function loadWideFinder(): WideFinder | undefined {
  try {
    const { find, memory } = new WebAssembly.Instance(new WebAssembly.Module(moduleCode())).exports;
    return { find, memory: Buffer.from(memory.buffer) };
  } catch {
    return undefined;
  }
}

// https://webassembly.github.io/spec/core/binary

const I32 = 0x7f;
const V128 = 0x7b;
const FUNCTION = 0x60;
const NO_RESULT = 0x40;

const LOOP = [0x03, NO_RESULT];
const IF = [0x04, NO_RESULT];
const END = [0x0b];
const AGAIN_IF = [0x0d, 0];
const RETURN = [0x0f];
const get = (variable: number): number[] => [0x20, variable];
const set = (variable: number): number[] => [0x21, variable];
/** Sets it, and leaves its value there. */
const tee = (variable: number): number[] => [0x22, variable];
const constant = (value: number): number[] => [0x41, value];
const IS_LESS = [0x49];
const COUNT_TRAILING_ZEROS = [0x68];
const ADD = [0x6a];
const OR = [0x72];
const SHIFT_LEFT = [0x74];
/** 16 bytes, so many behind an address. */
const load = (behind: number): number[] => [0xfd, 0x00, 0, behind];
/** One byte, 16 times. */
const REPEAT = [0xfd, 0x0f];
/** Each byte that equals the other becomes 255, each other one 0. */
const COMPARE = [0xfd, 0x23];
const BOTH = [0xfd, 0x4e];
const EITHER = [0xfd, 0x50];
/** One bit for each byte. */
const BITS = [0xfd, 0x64];

// The variables: first the parameters.
const AT = 0;
const TEXT_END = 1;
const BYTE = 2;
const OFFSET = BYTE + BYTES;
const FOUND = OFFSET + BYTES;
const REPEATED = FOUND + 1;
const LOWER = REPEATED + BYTES;
const UPPER = LOWER + 1;

/** Whether a byte is where it should be, of the 16 places that begin so many behind `at`. */
const isThere = (byte: number, behind: number): number[] => [
  ...[...get(AT), ...get(OFFSET + byte), ...ADD, ...load(behind)],
  ...[...get(REPEATED + byte), ...COMPARE],
];
/** Whether the two rarest bytes are. */
const areRarestThere = (behind: number): number[] => [...isThere(0, behind), ...isThere(1, behind), ...BOTH];
/** Whether the two others are as well, in bits. */
const areAllThere = (rarest: number, behind: number): number[] => [
  ...[...get(rarest), ...isThere(2, behind), ...BOTH, ...isThere(3, behind), ...BOTH, ...BITS],
];

/**
 * What WebAssembly is given. As a program, its function is
 *
 *     do {
 *       lower = [0, 1].every((byte) => memory[at + offset[byte] ... + 15] == byte)
 *       upper = the same, 16 places behind
 *       if (lower | upper) {
 *         found = bits(lower & the same of bytes 2 and 3) | bits(upper & ...) << 16
 *         if (found) return at + trailing zeros of found
 *       }
 *       at += 32
 *     } while (at < end)
 *     return end
 */
function moduleCode(): Uint8Array {
  const body = [
    ...[0, 1, 2, 3].flatMap((byte) => [...get(BYTE + byte), ...REPEAT, ...set(REPEATED + byte)]),
    ...LOOP,
    ...[...areRarestThere(0), ...tee(LOWER), ...areRarestThere(HALF), ...tee(UPPER), ...EITHER, ...BITS],
    ...IF,
    ...[...areAllThere(LOWER, 0), ...areAllThere(UPPER, HALF), ...constant(HALF), ...SHIFT_LEFT, ...OR],
    ...[...tee(FOUND), ...IF, ...get(AT), ...get(FOUND), ...COUNT_TRAILING_ZEROS, ...ADD, ...RETURN, ...END],
    ...END,
    ...[...get(AT), ...constant(WIDTH), ...ADD, ...tee(AT), ...get(TEXT_END), ...IS_LESS, ...AGAIN_IF],
    ...[...END, ...get(TEXT_END), ...END],
  ];
  const parameters = Array.from({ length: FOUND }, () => I32);
  const locals = [2, 1, I32, UPPER - FOUND, V128];
  return Uint8Array.from([
    ...[...text('\0asm'), 1, 0, 0, 0],
    ...section(1, [1, FUNCTION, ...sized(parameters), 1, I32]),
    ...section(3, [1, 0]),
    ...section(5, [1, 1, 1, 1]),
    ...section(7, [2, ...sized(text('find')), 0, 0, ...sized(text('memory')), 2, 0]),
    ...section(10, [1, ...sized([...locals, ...body])]),
  ]);
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...sized(content)];
}

/** Its size, in seven bits each, is before the content. */
function sized(content: readonly number[]): readonly number[] {
  return [(content.length & 0x7f) | 0x80, content.length >> 7, ...content];
}

function text(characters: string): readonly number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}
