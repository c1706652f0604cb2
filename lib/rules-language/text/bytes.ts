/** Nearly every text is its own bytes, and asking so costs a fraction of a conversion. */
const ASCII = /^[\x00-\x7f]*$/;

/**
 * The UTF-8 bytes of a text as a binary string: one character, U+0000 to U+00FF, for each byte.
 *
 * @example
 * encodeText('\u00e9').length; // 2
 */
export function encodeText(text: string): string {
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * The text whose UTF-8 bytes these are; `undefined` if they are not UTF-8.
 *
 * @example
 * decodeText('caf\u00c3\u00a9'); // 'café'
 * decodeText('\u00ff'); // undefined
 */
export function decodeText(bytes: string): string | undefined {
  if (ASCII.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/**
 * The bytes cut into pieces as a reader sees them: each character that is UTF-8 with its text, each other byte
 * without.
 */
export function* characters(bytes: string): Generator<{ readonly bytes: string; readonly text?: string }> {
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes.charCodeAt(at));
    const piece = bytes.slice(at, at + length);
    const text = length === 1 ? piece : decodeText(piece);
    if (length === 0 || text === undefined) {
      yield { bytes: bytes.charAt(at) };
      at++;
    } else {
      yield { bytes: piece, text };
      at += length;
    }
  }
}

/** Bytes of a UTF-8 character by its first byte; 0 if none starts so. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
