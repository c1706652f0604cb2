import { didYouMean, show, sourceText } from '../../errors';
import { isPattern } from '../../exceptions/request/path-pattern';
import { patternOfPlaceholders } from '../../exceptions/request/placeholders';
// By file: the index would load the parser at each synth.
import { normalisePath } from '../../rules-language/context/normalise-path';
import { fieldValues } from '../../rules-language/values/facts-of';
import type { ValueFact } from '../../rules-language/values/value-fact';
import { textOf } from '../questions/texts';

/** What someone wrote, and what would be right in its place. */
interface Mistake {
  readonly field: string;
  readonly fact?: ValueFact | undefined;
  /** As a binary string. */
  readonly text?: string;
  readonly number?: bigint;
  /** The text may be anywhere in a value, or at its end: only its letters can be put right. */
  readonly isPart?: boolean;
  /** Whether another text could be there. */
  readonly fits: (text: string) => boolean;
}

type Mend = (text: string) => string;

const UNRESERVED = /[A-Za-z0-9\-._~]/;
/** Names that people know, and the codes of ISO 3166-1 for them. */
const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['USA', 'US'],
]);

/** Of each kind of value, from the likeliest to the least likely. */
const MENDS: readonly (readonly [field: RegExp, mends: readonly Mend[]])[] = [
  [/\.full_uri$/, [escapes, (text) => `https://${text.replace(/^\/+/, '')}`]],
  [/uri(?:\.path)?$/, [escapes, pathOf, (text) => text.toUpperCase()]],
  [/^http\.host$/, [bareHost]],
  [
    /\.extension$|\.query$/,
    [(text) => text.replace(/^[.?]/, ''), (text) => text.replace(/^[.?]/, '').toLowerCase()],
  ],
  [/\.country$|_countries$/, [(text) => COUNTRIES.get(text.toUpperCase()) ?? text.toUpperCase()]],
  [/\.version$/, [(text) => `HTTP/${text}`, (text) => text.replace(/\.0$/, '')]],
  [/^cf\.tls_version$/, [(text) => `TLSv${text}`, (text) => text.replace(/^tls ?v?/i, 'TLSv')]],
];
/** Of a part of a value. */
const PARTIAL: readonly Mend[] = [(text) => text.replace(/^[.?]/, '')];
const GENERAL: readonly Mend[] = [
  (text) => text.trim(),
  (text) => text.toLowerCase(),
  (text) => text.charAt(0).toUpperCase() + text.slice(1),
  (text) => text.toUpperCase(),
];

/** The help for a value that never occurs. */
export function helpFor({ field, fact, text, number, isPart = false, fits }: Mistake): string {
  if (field === 'http.request.timestamp.msec')
    return 'compare `http.request.timestamp.sec`, which are seconds since 1970';
  if (field.endsWith('.headers.names') && text !== undefined) {
    return `compare \`lower(${field}[*])[*]\` with ${show(textOf({ value: text }).toLowerCase())}`;
  }
  const special = text === undefined ? undefined : helpForText(field, text);
  if (special !== undefined) return special;
  if (number !== undefined || fact?.kind === 'numbers') return helpForNumber(number, fact);
  const others = text === undefined ? [] : mended(field, text, isPart);
  const other = others.find((candidate) => candidate !== text && candidate !== '' && fits(candidate));
  if (other !== undefined) {
    const raw = /%[0-9A-Fa-f]{2}/.test(text ?? '') ? ', or compare the raw path' : '';
    return `write ${show(textOf({ value: other }))}${raw}`;
  }
  if (fact?.kind === 'list' && text !== undefined) return didYouMean(textOf({ value: text }), fact.texts);
  const { example } = fieldValues(field) ?? {};
  return example === undefined
    ? 'correct the value, or remove the condition'
    : `write it as Cloudflare sees it, such as ${show(example)}`;
}

function helpForNumber(number: bigint | undefined, fact: ValueFact | undefined): string {
  if (fact?.kind !== 'numbers' || number === undefined) return 'correct the number, or remove the condition';
  const seconds = number / 1000n;
  const isMilliseconds = fact.to === 99_999_999_999n && number > fact.to && seconds <= fact.to;
  return isMilliseconds ? `write \`${seconds}\`` : 'correct the number, or remove the condition';
}

function mended(field: string, text: string, isPart: boolean): readonly string[] {
  const special = MENDS.flatMap(([name, mends]) => (name.test(field) ? mends : []));
  return [...(isPart ? PARTIAL : special), ...GENERAL].map((mend) => mend(text));
}

/** Where no value of the field says what is meant: one that drops a part would match more. */
function helpForText(field: string, text: string): string | undefined {
  const shown = textOf({ value: text });
  if (field === 'http.host') {
    return text.includes('*') ? 'name each host' : undefined;
  }
  if (!field.endsWith('uri.path')) return undefined;
  const pattern = patternOfPlaceholders(shown, 'certain');
  if (pattern !== undefined) {
    return `name each path${isPattern(pattern) ? `, or write an exception with Path.pattern(${sourceText(pattern)})` : ''}: placeholders stand for themselves`;
  }
  const [, query] = /^[^?#]*\?([^#]*)/s.exec(text) ?? [];
  if (query === undefined || query === '') return undefined;
  const path = pathOf(text);
  const parameters = query.split('&').map((pair) => /^([\w.~-]+)=([\w.~-]*)$/.exec(pair) ?? []);
  const names = parameters.map(([, name]) => name);
  const isSimple = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  const conditions = parameters.map(
    ([, name = '', value = '']) => `http.request.uri.args["${name}"][0] eq "${value}"`,
  );
  return isSimple
    ? `write ${show(textOf({ value: path }))}, and the query as a condition of its own: \`${conditions.join(' and ')}\``
    : `write the path alone, and what the query must hold as a condition of its own: \`http.request.uri.args["..."][0] eq "..."\``;
}

/** As Cloudflare writes the escapes of the path; the query is as the client wrote it. */
function escapes(text: string): string {
  const [path = ''] = text.split('?', 1);
  const normal = path.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : escape.toUpperCase();
  });
  return normal + text.slice(path.length);
}

/** What Cloudflare makes of the path of a URL. */
function pathOf(text: string): string {
  const [path = ''] = text.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/);
  return normalisePath(`/${path}`, 'cloudflare');
}

/** The host that is most likely meant. */
function bareHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/.*$/s, '')
    .replace(/:(?:80|443)$/, '')
    .replace(/^\.+|\.+$/g, '');
}
