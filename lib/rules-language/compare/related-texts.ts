import { type Automaton, boundariesOf } from '../text/automaton';
import type { Budget } from './budget';
import { findText, type TextLiteral } from './find-text';
import { type Knowledge, textLiterals } from './knowledge';
import { regexAutomaton } from '../regex/load';
import { piecesAutomaton } from './text-automata';

type Subjects = ReadonlyMap<string, Knowledge>;

/** What a byte of a URI belongs to; `mark` is the `?`, and what is around the host is `none`. */
type Part = 'scheme' | 'host' | 'path' | 'mark' | 'query' | 'none';

/** Where in a URI one is. Before the host that is how much of `://` was read. */
const SCHEME = 0;
const COLON = 1;
const SLASH = 2;
const HOST = 3;
const PATH = 4;
const QUERY = 5;
const PLACES = 6;
const DIVIDERS = boundariesOf(':/?');

/** Where one byte leads, and what it is part of. */
function readByte(place: number, byte: string): readonly [next: number, part: Part] {
  switch (place) {
    case SCHEME:
      return byte === ':' ? [COLON, 'none'] : [SCHEME, 'scheme'];
    case COLON:
      return [SLASH, 'none'];
    case SLASH:
      return [HOST, 'none'];
    case HOST:
    case PATH:
      if (byte === '?') return [QUERY, 'mark'];
      return place === PATH || byte === '/' ? [PATH, 'path'] : [HOST, 'host'];
    default:
      return [QUERY, 'query'];
  }
}

/** The automaton for a URI that runs another one over some of its parts. */
function onParts(automaton: Automaton, start: number, parts: readonly Part[]): Automaton {
  const inner = (state: number) => Math.floor(state / PLACES) - 1;
  const join = (place: number, state: number) => (state + 1) * PLACES + place;
  return {
    start: join(start, automaton.start),
    step: (state, byte) => {
      const [next, part] = readByte(state % PLACES, String.fromCharCode(byte));
      return join(next, parts.includes(part) ? automaton.step(inner(state), byte) : inner(state));
    },
    accepts: (state) => automaton.accepts(inner(state)),
    settled: (state) => automaton.settled(inner(state)),
    boundaries: automaton.boundaries.map((flag, byte) => flag | (DIVIDERS[byte] ?? 0)),
  };
}

/** The fields of a request whose texts are parts of each other, the whole first. */
const FAMILIES = ['', 'raw.'].map((prefix) => ({
  fullUri: `${prefix}http.request.full_uri`,
  uri: `${prefix}http.request.uri`,
  path: `${prefix}http.request.uri.path`,
  query: `${prefix}http.request.uri.query`,
}));

const RELATED: ReadonlySet<string> = new Set([
  ...FAMILIES.flatMap((family) => Object.values(family)),
  'http.host',
  'ssl',
]);

/** Whether a subject is, or is part of, a URI. */
export function isRelated(key: string): boolean {
  return RELATED.has(key);
}

/** A whole that is consistent with all that is known of it and of its parts. */
export interface RelatedText {
  readonly key: string;
  readonly text: string;
  /** What the text decides. */
  readonly parts: readonly string[];
}

/**
 * Looks at what is known of a URI together with what is known of its path and query, and at a full URI with its host and
 * scheme too: `http.request.uri` is the path and, behind a `?`, the query; the full URI has the scheme and the host before
 * it. `none` proves that no request can be like that; in its usual form a URI has a host and a path.
 *
 * @throws TooLarge
 */
export function relatedTexts(
  subjects: Subjects,
  budget: Budget,
  form: 'any' | 'usual' = 'any',
): readonly RelatedText[] | 'none' {
  const found: RelatedText[] = [];
  for (const { fullUri, uri, path, query } of FAMILIES) {
    const isFull = subjects.has(fullUri);
    const parts: readonly (readonly [key: string, parts: readonly Part[]])[] = [
      [uri, ['path', 'mark', 'query']],
      [path, ['path']],
      [query, ['query']],
      ...(isFull ? ([['http.host', ['host']]] as const) : []),
    ];
    const key = isFull ? fullUri : uri;
    const whole = subjects.get(key);
    const known = parts.filter(([part]) => part !== key && subjects.has(part));
    const ssl = isFull ? subjects.get('ssl') : undefined;
    // What is known of the whole alone needs no proof, only a text that looks like a URI.
    if (whole === undefined || (form === 'any' && known.length === 0 && ssl === undefined)) continue;
    const start = isFull ? SCHEME : PATH;
    const literals: TextLiteral[] = [
      ...textLiterals(whole),
      ...(isFull ? ofScheme(ssl) : []),
      { automaton: BARE_MARK, holds: false },
    ];
    for (const [part, within] of known) {
      const knowledge = subjects.get(part);
      if (knowledge === undefined) continue;
      for (const { automaton, holds } of textLiterals(knowledge)) {
        literals.push({ automaton: onParts(automaton, start, within), holds });
      }
    }
    if (form === 'usual') literals.push({ automaton: isFull ? FULL_URI : ABSOLUTE_PATH, holds: true });
    const text = findText(literals, budget);
    if (text === 'none') return 'none';
    if (text !== 'unknown') {
      const decided = known.map(([part]) => part);
      found.push({ key, text: text.text, parts: [key, ...decided, ...(ssl === undefined ? [] : ['ssl'])] });
    }
  }
  return found;
}

/** A `?` with nothing behind it: without a query a URI is its path, and has no `?`. */
const BARE_MARK: Automaton = {
  start: 0,
  step: (state, byte) => (state === 0 ? (byte === 0x3f ? 1 : 0) : 2),
  accepts: (state) => state === 1,
  settled: (state) => (state === 2 ? false : undefined),
  boundaries: boundariesOf('?'),
};

const ABSOLUTE_PATH = piecesAutomaton(['/', '']);
/** A scheme, a host and a path. */
const FULL_URI = regexAutomaton('^https?://[^/?#]+/[^#]*$') ?? ABSOLUTE_PATH;

const HTTPS = piecesAutomaton(['https://', '']);
const HTTP = piecesAutomaton(['http://', '']);

/** `https` where the connection is encrypted, `http` where it is not. */
function ofScheme(ssl: Knowledge | undefined): readonly TextLiteral[] {
  const [only, ...others] = ssl?.intervals ?? [];
  if (only === undefined || others.length > 0 || only.to !== (only.from as bigint) + 1n) return [];
  return [{ automaton: only.from === 1n ? HTTPS : HTTP, holds: true }];
}
