import { inflateRawSync } from 'node:zlib';

/** Signatures of the ZIP format, little-endian. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** Sizes of the fixed parts, in bytes. */
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;

/** The longest comment that may follow the end record. */
const MAX_COMMENT = 0xffff;

/** Largest file that is unpacked, in bytes: a configuration is text that people write. */
const MAX_FILE = 64 * 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;

/** Whether the bytes begin like a ZIP archive. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= END_SIZE && bytes.readUInt32LE(0) === LOCAL;
}

/**
 * The files of a ZIP archive whose names pass, unpacked.
 *
 * @throws RangeError or Error for an archive that is cut off, encrypted, too large or names a file twice
 */
export function zipEntries(bytes: Buffer, isWanted: (name: string) => boolean): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = endRecord(bytes);
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('its list of files is damaged');
    const nameEnd = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + ENTRY_SIZE, nameEnd);
    if (isWanted(name)) {
      // Of two files with one name another reader may take the other one.
      if (files.has(name)) throw new Error(`it holds ${name} twice`);
      files.set(name, unpack(bytes, at));
    }
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function endRecord(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new Error('it has no list of files');
}

function unpack(bytes: Buffer, entry: number): Buffer {
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const start = bytes.readUInt32LE(entry + 42);
  if (bytes.readUInt32LE(start) !== LOCAL) throw new Error('a file in it is damaged');
  const from = start + LOCAL_SIZE + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const data = bytes.subarray(from, from + packed);
  if (method === STORED) return data;
  if (method === DEFLATED) return inflateRawSync(data, { maxOutputLength: MAX_FILE });
  throw new Error(`it is packed in a way that is not known here (${method})`);
}
