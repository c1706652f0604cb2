import { encodeText } from '../text/bytes';

/** How often `r` decodes at most. Each round shortens the text, so few texts need more than two. */
const MAX_ROUNDS = 100;

/**
 * `%XX` and `+` decoded, `%uXXXX` as well with the option `u`, again and again with `r`. `undefined` if a `%` begins no
 * escape: Cloudflare does not document what happens then.
 */
export function urlDecode(text: string, options: string): string | undefined {
  const unicode = options.includes('u');
  let current: string | undefined = text;
  for (let round = 0; round < (options.includes('r') ? MAX_ROUNDS : 1); round++) {
    const next = decodeOnce(current, unicode);
    if (next === undefined || next === current) return next;
    current = next;
  }
  return current;
}

/** Half of a surrogate pair, `%uD800` to `%uDFFF`, has no UTF-8 form. */
const ESCAPES = {
  bytes: /\+|%([0-9A-Fa-f]{2})/g,
  unicode: /\+|%([0-9A-Fa-f]{2}|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4})/g,
} as const;
const MALFORMED = {
  bytes: /%(?![0-9A-Fa-f]{2})/,
  unicode: /%(?![0-9A-Fa-f]{2}|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4})/,
} as const;

function decodeOnce(text: string, unicode: boolean): string | undefined {
  const kind = unicode ? 'unicode' : 'bytes';
  if (MALFORMED[kind].test(text)) return undefined;
  return text.replace(ESCAPES[kind], (escape, digits: string | undefined) => {
    if (digits === undefined) return ' ';
    const code = parseInt(escape.startsWith('%u') ? digits.slice(1) : digits, 16);
    return escape.startsWith('%u') ? encodeText(String.fromCharCode(code)) : String.fromCharCode(code);
  });
}
