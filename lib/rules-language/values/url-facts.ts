import { certain, form, never, notEmpty, type TextFact } from './value-fact';

// What is known of URLs and their parts. Normalisation is what a zone does unless someone switches it off.
// https://developers.cloudflare.com/rules/normalization/how-it-works/

/** A host as browsers send it. Others reach Cloudflare, from scripts. */
export const HOST: readonly TextFact[] = [
  bare('://', 'has a scheme'),
  bare('/', 'has a path'),
  bare(String.raw`\*`, 'has a wildcard, which only the operator `wildcard` knows'),
  bare('[A-Z]', 'has capital letters'),
  bare(String.raw`\s`, 'has white space'),
  bare(String.raw`[\x80-\xff]`, 'has letters that browsers send as `xn--...`'),
  bare(String.raw`\.(?::[0-9]+)?$`, 'ends with a dot'),
  bare(String.raw`^\.`, 'begins with a dot'),
];

export const METHOD: readonly TextFact[] = [notEmpty(form('^[A-Z][A-Z-]*$', 'is in upper case'))];

const FROM_SLASH = notEmpty(form('^/', 'begins with `/`', 'does not'));
const NO_QUERY = certain(never(String.raw`\?`, 'ends before the query string', 'holds one'));

/** Escapes that normalisation writes otherwise: those of letters, digits, `-`, `.`, `_` and `~`, and those in lower case. */
const PLAIN_ESCAPE = String.raw`%(?:2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])`;
const SMALL_ESCAPE = String.raw`%(?:[a-f][0-9a-fA-F]|[0-9A-F][a-f])`;
const ESCAPES = 'has the escapes that it needs, in upper case';
const OTHER_ESCAPE = 'has another one';

/** Facts about percent-encodings: each is broken by a text whose escapes Cloudflare writes otherwise. */
export const ESCAPE_FACTS: readonly TextFact[] = [
  never(PLAIN_ESCAPE, ESCAPES, OTHER_ESCAPE),
  never(SMALL_ESCAPE, ESCAPES, OTHER_ESCAPE),
  // Of a URI with its query string: that is as the client wrote it.
  never(`^[^?]*${PLAIN_ESCAPE}`, ESCAPES, OTHER_ESCAPE),
  never(`^[^?]*${SMALL_ESCAPE}`, ESCAPES, OTHER_ESCAPE),
];
const [PLAIN_IN_PATH, SMALL_IN_PATH, PLAIN_IN_URI, SMALL_IN_URI] = ESCAPE_FACTS as readonly [
  TextFact,
  TextFact,
  TextFact,
  TextFact,
];

/** After normalisation. */
export const PATH: readonly TextFact[] = [
  FROM_SLASH,
  NO_QUERY,
  never('#', 'ends before the fragment, which is never sent', 'holds one'),
  never('//', 'has no `//`: Cloudflare merges slashes', 'has it'),
  never(String.raw`/\.{1,2}(?:/|$)`, 'has no dot segments: Cloudflare resolves them', 'has one'),
  never(
    String.raw`[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]`,
    'has blanks, quotes, brackets, backslashes and letters beyond ASCII percent-encoded',
    'does not',
  ),
  PLAIN_IN_PATH,
  SMALL_IN_PATH,
];

export const RAW_PATH: readonly TextFact[] = [FROM_SLASH, NO_QUERY];

export const URI: readonly TextFact[] = [FROM_SLASH, PLAIN_IN_URI, SMALL_IN_URI];
export const RAW_URI: readonly TextFact[] = [FROM_SLASH];

const WHOLE_URL = notEmpty(form('^https?://', 'begins with `http://` or `https://`', 'does not'));
const NO_FRAGMENT = never('#', 'has no fragment, which is never sent', 'has one');
export const FULL_URI: readonly TextFact[] = [WHOLE_URL, NO_FRAGMENT, PLAIN_IN_URI, SMALL_IN_URI];
export const RAW_FULL_URI: readonly TextFact[] = [WHOLE_URL, NO_FRAGMENT];

export const EXTENSION: readonly TextFact[] = [
  certain(never(String.raw`\.`, 'has no dot', 'has one')),
  certain(never('/', 'ends the path', 'goes on')),
  NO_QUERY,
  never('[A-Z]', 'is in lower case', 'is not'),
];

export const QUERY: readonly TextFact[] = [
  {
    ...never(String.raw`^\?`, 'comes after the `?`, and rarely begins with another one', 'begins with one'),
    certainty: 'usual',
  },
  never('#', 'ends before the fragment, which is never sent', 'holds one'),
];

/** Names and values of a query or a form: they are not decoded. */
export const ARGUMENT_NAME: readonly TextFact[] = [
  certain(never('[&=]', 'ends before `=` and `&`', 'holds one')),
];
export const ARGUMENT_VALUE: readonly TextFact[] = [certain(never('&', 'ends before the `&`', 'holds it'))];

function bare(pattern: string, broken: string): TextFact {
  return never(pattern, 'is a bare lower-case name', broken, 'usual');
}
