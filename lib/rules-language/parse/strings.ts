import type { StringLiteral } from '../syntax/ast';
import { encodeText } from '../text/bytes';
import { MAX_RAW_HASHES } from '../../cloudflare';
import type { Source } from './source';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BYTES = /[0-9A-Fa-f]{2}(?:[-:.][0-9A-Fa-f]{2})+/y;
/** As much of bytes as is right: the rest is wrong where they end. */
const START_OF_BYTES = /(?:[0-9A-Fa-f]{2}[-:.])*(?:[0-9A-Fa-f]{2}(?![-:.]))?/y;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** What a string stood in the text as, and the bytes it means. */
interface ReadString {
  readonly value: string;
  readonly form: 'quoted' | 'raw';
}

/** Whether a quoted or a raw string starts here. */
export function isString(source: Source): boolean {
  const code = source.peek();
  if (code === QUOTE) return true;
  if (code !== 0x72) return false;
  const next = source.text.charCodeAt(source.at + 1);
  return next === QUOTE || next === 0x23;
}

/** A quoted or raw string, or bytes such as `77:77:77`; `undefined` if none of them starts here. */
export function parseBytes(source: Source): StringLiteral | undefined {
  if (isString(source)) return parseString(source);
  const start = source.at;
  const bytes = source.takeMatch(BYTES);
  if (bytes === undefined) return undefined;
  if (/[-:.]/.test(source.text.charAt(source.at))) {
    source.failHere(start, source.at + 1, {
      code: 'expression/expected-string',
      message: 'expected two hexadecimal digits behind the separator',
      reportedAt: source.at + 1,
    });
  }
  const value = bytes
    .split(/[-:.]/)
    .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
    .join('');
  return { kind: 'string', value, form: 'bytes', range: source.rangeFrom(start) };
}

/** Where Cloudflare finds that what is here is neither a string nor bytes. */
export function whereNoBytes({ text, at }: Source): number {
  // It takes an `r` for the start of a raw string.
  if (text.startsWith('r', at)) return at + 1;
  START_OF_BYTES.lastIndex = at;
  return at + (START_OF_BYTES.exec(text)?.[0].length ?? 0);
}

/** A quoted or raw string, which `isString` has seen. */
export function parseString(source: Source): StringLiteral {
  const start = source.at;
  const { value, form } = readString(source);
  return { kind: 'string', value, form, range: source.rangeFrom(start) };
}

/** The bytes of a quoted or raw string, which `isString` has seen. */
export function readString(source: Source): ReadString {
  return source.peek() === QUOTE
    ? { value: readQuoted(source), form: 'quoted' }
    : { value: readRaw(source), form: 'raw' };
}

/** A quoted string, with its escapes undone. */
export function readQuoted(source: Source): string {
  const { text } = source;
  const start = source.at;
  let value = '';
  let from = start + 1;
  for (let at = from; ;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      source.at = at + 1;
      return value + encode(source, from, at);
    }
    if (code === BACKSLASH) {
      value += encode(source, from, at);
      source.at = at + 1;
      value += readEscape(source, start + 1);
      at = from = source.at;
    } else if (Number.isNaN(code)) {
      failUnterminated(source, start + 1);
    } else {
      at++;
    }
  }
}

/** A raw string: nothing in it is special. */
function readRaw(source: Source): string {
  const start = source.at;
  const hashes = source.takeMatch(/r#*/y)?.slice(1) ?? '';
  if (hashes.length > MAX_RAW_HASHES) {
    source.fail(start, source.at, {
      code: 'expression/raw-string',
      message: `a raw string takes at most ${MAX_RAW_HASHES} \`#\`, got: ${hashes.length}`,
      reportedAt: start + 1,
    });
  }
  if (!source.take('"')) {
    source.fail(source.at, source.at + 1, {
      code: 'expression/raw-string',
      message: 'expected `"` to open the raw string',
    });
  }
  const from = source.at;
  const end = source.text.indexOf(`"${hashes}`, from);
  if (end === -1) failUnterminated(source, from, start + 1, hashes);
  source.at = end + 1 + hashes.length;
  return encode(source, from, end);
}

/**
 * The pattern of `matches`: as in other strings if raw; if quoted, up to the next quotation mark outside of a class,
 * and of all escapes only `\"` is undone.
 */
export function readRegex(source: Source): ReadString {
  if (source.peek() !== QUOTE) return { value: readRaw(source), form: 'raw' };
  const { text } = source;
  const start = source.at;
  let value = '';
  let from = start + 1;
  let inClass = false;
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE && !inClass) {
      source.at = at + 1;
      return { value: value + encode(source, from, at), form: 'quoted' };
    }
    if (code === BACKSLASH) {
      if (!inClass && text.charCodeAt(at + 1) === QUOTE) {
        value += encode(source, from, at);
        from = at + 1;
      }
      at++;
    } else if (code === 0x5b) {
      inClass = true;
    } else if (code === 0x5d) {
      inClass = false;
    }
    if (at >= text.length) failUnterminated(source, start + 1);
  }
}

/** What follows a backslash; the string's text starts at `from`. */
function readEscape(source: Source, from: number): string {
  const escape = source.takeMatch(/["\\]|x[0-9A-Fa-f]{2}|[0-3][0-7]{2}/y);
  if (escape === undefined) {
    const { text, at } = source;
    if (at >= text.length) failUnterminated(source, from);
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    source.failHere(at, at + character.length, {
      code: 'expression/escape',
      message: `\`\\${character}\` is no escape: expected \`"\`, \`xHH\` or \`OOO\` after \`\\\``,
      help: adviceForEscape(character),
      reportedAt: character === 'x' ? at + 1 : at,
    });
  }
  if (escape === '"' || escape === '\\') return escape;
  return String.fromCharCode(
    escape.startsWith('x') ? Number.parseInt(escape.slice(1), 16) : Number.parseInt(escape, 8),
  );
}

/** Escapes that other languages have, as bytes. */
const CONTROLS: Readonly<Record<string, string>> = { n: '\\x0a', r: '\\x0d', t: '\\x09', 0: '\\x00' };

function adviceForEscape(character: string): string {
  const bytes = CONTROLS[character];
  if (bytes !== undefined) return `write \`${bytes}\`, or a raw string, \`r"..."\`, for a backslash`;
  return 'write `\\\\` for a backslash, or a raw string: `r"..."`';
}

function encode(source: Source, from: number, to: number): string {
  const { text } = source;
  for (let at = from; at < to; at++) {
    if (text.charCodeAt(at) > 0x7f) return encodeUnicode(source, from, to);
  }
  return text.slice(from, to);
}

function encodeUnicode(source: Source, from: number, to: number): string {
  const piece = source.text.slice(from, to);
  const lone = piece.search(LONE_SURROGATE);
  if (lone !== -1) {
    source.failHere(from + lone, from + lone + 1, {
      code: 'expression/unicode',
      message: 'half of a surrogate pair is no character',
    });
  }
  return encodeText(piece);
}

function failUnterminated(source: Source, from: number, reportedAt = from, hashes = ''): never {
  source.fail(from, source.text.length, {
    code: 'expression/unterminated-string',
    message: 'could not find an ending quote',
    help: `end the string with \`"${hashes}\``,
    reportedAt,
  });
}
