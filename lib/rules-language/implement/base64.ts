const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/;
const URL_SAFE = /^[A-Za-z0-9_-]*$/;

/** The bytes of a Base64 text, padded or not; `undefined` if it is none. */
export function decodeBase64(text: string, alphabet: 'standard' | 'url' = 'standard'): string | undefined {
  if (!(alphabet === 'url' ? URL_SAFE : STANDARD).test(text)) return undefined;
  const digits = text.replace(/=+$/, '').length;
  if (digits % 4 === 1 || (text.length !== digits && text.length % 4 !== 0)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  // The bits of the last digit that no byte has are zero, or it is not what a Base64 encoder wrote.
  if (
    bytes.toString(alphabet === 'url' ? 'base64url' : 'base64').replace(/=+$/, '') !== text.slice(0, digits)
  ) {
    return undefined;
  }
  return bytes.toString('latin1');
}

/** Without padding unless the flag `p` is set; `u` is the alphabet for URLs. */
export function encodeBase64(bytes: string, flags: string): string {
  const text = Buffer.from(bytes, 'latin1').toString(flags.includes('u') ? 'base64url' : 'base64');
  const digits = text.replace(/=+$/, '');
  return flags.includes('p') ? digits.padEnd(Math.ceil(digits.length / 4) * 4, '=') : digits;
}
