import { InputError, show } from '../../errors';
import { encodeText } from '../text/bytes';

/**
 * A text of a request as its UTF-8 bytes.
 *
 * @param what names the value in a message
 * @throws InputError `context/text` for what is no text, and for half of a surrogate pair: it has no bytes, and U+FFFD in its
 *   place would be another text
 */
export function encodeGiven(what: string, given: unknown): string {
  const text = requireText(what, given);
  const bytes = encodeText(text);
  if (bytes === text || text.isWellFormed()) return bytes;
  throw new InputError('context/text', {
    message: `${what} holds half of a surrogate pair, which is not a character, got: ${show(text)}`,
    help: 'write the whole character; for bytes that are no text, give a Uint8Array where one is taken',
  });
}

/** What the compiler checks in TypeScript, and nothing in JavaScript. */
export function requireText(what: string, given: unknown): string {
  if (typeof given === 'string') return given;
  throw new InputError('context/text', {
    message: `${what} must be a text, got: ${show(given)}`,
    help: 'write it as a text',
  });
}
