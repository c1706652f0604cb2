import { unicodePattern } from '../../errors';
import { characters } from '../text/bytes';
import { MAX_RAW_HASHES } from '../../cloudflare';

/** Printable ASCII but for the two characters that a quoted string escapes: most literals. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** What a reader cannot see, or could take for a blank. */
const notPrintable = unicodePattern(String.raw`[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}`);

/**
 * Bytes as a string literal of the Rules language: quoted, or raw where that is shorter. Bytes that are no text, or
 * none that a reader could see, become `\xHH`.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/values/
 */
export function quote(bytes: string): string {
  if (PLAIN.test(bytes)) return `"${bytes}"`;
  const quoted = quoteEscaped(bytes);
  const raw = quoteRaw(bytes);
  return raw !== undefined && raw.length < quoted.length ? raw : quoted;
}

/** Bytes as a quoted string: the one form that keys of maps may have. */
export function quoteEscaped(bytes: string): string {
  if (PLAIN.test(bytes)) return `"${bytes}"`;
  let text = '';
  for (const character of characters(bytes)) {
    if (character.bytes === '"' || character.bytes === '\\') text += `\\${character.bytes}`;
    else if (character.text !== undefined && !notPrintable().test(character.text)) text += character.text;
    else text += escapeBytes(character.bytes);
  }
  return `"${text}"`;
}

/**
 * A pattern of `matches`, which has rules of its own: raw where it holds a backslash or a quotation mark, so that
 * what is read is what the regex engine gets.
 */
export function quoteRegex(pattern: string): string {
  const text = Array.from(
    characters(pattern),
    (character) => character.text ?? escapeBytes(character.bytes),
  ).join('');
  if (!/["\\]/.test(text)) return text.includes('[') ? `r"${text}"` : `"${text}"`;
  return rawString(text) ?? `"${escapeRegex(text)}"`;
}

/** A raw string, where the bytes are text that a reader can see. */
function quoteRaw(bytes: string): string | undefined {
  let text = '';
  for (const character of characters(bytes)) {
    if (character.text === undefined || notPrintable().test(character.text)) return undefined;
    text += character.text;
  }
  return rawString(text);
}

/** The text between as many `#` as it needs; `undefined` if that is more than the language has. */
function rawString(text: string): string | undefined {
  let needed = 0;
  for (const [quoteAndHashes] of text.matchAll(/"#*/g)) needed = Math.max(needed, quoteAndHashes.length);
  if (needed > MAX_RAW_HASHES) return undefined;
  const hashes = '#'.repeat(needed);
  return `r${hashes}"${text}"${hashes}`;
}

/** In a quoted pattern only `"` outside of a class is escaped; every other backslash is the regex's own. */
function escapeRegex(text: string): string {
  let inClass = false;
  return text.replace(/\\[\s\S]|["[\]]/g, (piece) => {
    if (piece === '[') inClass = true;
    if (piece === ']') inClass = false;
    return piece === '"' && !inClass ? '\\"' : piece;
  });
}

function escapeBytes(bytes: string): string {
  return Array.from(bytes, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
}
