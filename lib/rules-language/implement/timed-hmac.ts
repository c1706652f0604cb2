import { createHmac } from 'node:crypto';
import { bigintOf, type Integer } from '../evaluate/integers';
import { decodeBase64 } from './base64';
import { urlDecode } from './url-decode';

/** Message and separator, ten digits of the time it was issued, a hyphen, the code in Base64. */
const MESSAGE_MAC = /^([^]+)(\d{10})-([^]{43,})$/;

/**
 * Whether a token was made with the key and has not expired. The code is the HMAC-SHA-256 of the message and the time,
 * without the separator between them.
 *
 * @param messageMac binary string
 * @param ttl seconds for which a token is valid
 * @param now seconds since 1970
 * @param separatorLength in bytes
 * @param flags `s`: the code is in the alphabet for URLs, without padding; else it is URL-encoded
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/functions/#hmac-validation
 */
export function isTimedHmacValid(
  key: string,
  messageMac: string,
  ttl: Integer,
  now: Integer,
  separatorLength: Integer = 0,
  flags = '',
): boolean {
  const match = MESSAGE_MAC.exec(messageMac);
  if (match === null) return false;
  const [, head = '', issued = '', code = ''] = match;
  const message = head.slice(0, Math.max(head.length - Number(separatorLength), 0));
  if (message === '' || bigintOf(now) > BigInt(issued) + bigintOf(ttl)) return false;
  const urlSafe = flags.includes('s');
  const text = urlSafe ? code : urlDecode(code.replaceAll('+', '%2B'), '');
  const actual = text === undefined ? undefined : decodeBase64(text, urlSafe ? 'url' : 'standard');
  const expected = createHmac('sha256', Buffer.from(key, 'latin1'))
    .update(Buffer.from(message + issued, 'latin1'))
    .digest()
    .toString('latin1');
  return actual === expected;
}
