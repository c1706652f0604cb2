import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type EvidenceInput, unreadable } from './evidence-input';

/** The first bytes of an input, by which its format is known, and all of its bytes. */
export interface OpenInput {
  readonly name: string;
  readonly beginning: Buffer;
  readonly bytes: AsyncIterable<Buffer>;
}

const BEGINNING = 64 * 1024;

/** Opens an input: bytes of gzip are unpacked, and UTF-16 of a PowerShell becomes UTF-8. */
export async function openInput(input: EvidenceInput): Promise<OpenInput> {
  const { name } = input;
  let opened = await peek(input.bytes());
  if (opened.beginning[0] === 0x1f && opened.beginning[1] === 0x8b) {
    opened = await peek(gunzip(name, opened.bytes));
  }
  const encoding = encodingOf(opened.beginning);
  if (encoding !== undefined) opened = await peek(decode(opened.bytes, encoding));
  return { name, ...opened };
}

async function peek(bytes: AsyncIterable<Buffer>): Promise<Omit<OpenInput, 'name'>> {
  const iterator = bytes[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let size = 0;
  while (size < BEGINNING) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    size += next.value.length;
  }
  const beginning = Buffer.concat(read.slice()).subarray(0, BEGINNING);
  return { beginning, bytes: both(read, iterator) };
}

async function* both(read: Buffer[], iterator: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield* read.splice(0);
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) return;
    yield next.value;
  }
}

async function* gunzip(name: string, bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const packed = Readable.from(bytes, { objectMode: false });
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  packed.on('error', (error) => unpacked.destroy(error));
  try {
    yield* packed.pipe(unpacked) as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
      ? unreadable(name, `its gzip is broken (${error.message})`)
      : error;
  }
}

function encodingOf([first, second, third]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Read as UTF-8, but without the mark.
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

async function* decode(bytes: AsyncIterable<Buffer>, encoding: string): AsyncIterable<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** All bytes of an input as text. */
export async function wholeText({ name, bytes }: OpenInput, most = 512 * 1024 * 1024): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > most) throw unreadable(name, `it is one document of more than ${most / 1024 / 1024} MiB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
