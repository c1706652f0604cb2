import type { Rule } from '../../rulesets';
import { parsed } from '../changes/clauses';
import { counted, own, type Text, text } from '../text';
import { countOf } from './callers';
import { type Conjunction, conjunctionOf, type TextTest } from './conjunction';
import { alternativesOf } from './requests';

/** Places that a skip rule opens, from the smallest to the largest. */
export const PLACES = ['request', 'path', 'section', 'host', 'zone'] as const;

/**
 * The largest place to which requests of a skip rule go:
 *
 * - `request`: hosts, methods and whole paths are named
 * - `path`: hosts and whole paths, with any method
 * - `section`: paths that begin with a text or fit a pattern
 * - `host`: whole hosts, or paths that are found anywhere on them
 * - `zone`: hosts are not named one by one
 */
export type Place = (typeof PLACES)[number];

/** How much a skip rule opens at most, by what its expression asks for. */
export interface Opening {
  readonly place: Place;
  /** How many requests, paths, sections or hosts are named; 1 for the zone. */
  readonly count: number;
  /** It asks for more than places and callers: only a part of them is opened. */
  readonly isLimited: boolean;
  /** Who may send them. */
  readonly callers:
    | { readonly kind: 'everybody' }
    | { readonly kind: 'addresses'; readonly count: bigint }
    | { readonly kind: 'list'; readonly name: string };
}

/** As good as the whole internet: half of all IPv4 addresses. */
const EVERYBODY = 2n ** 31n;

/** `undefined` of an expression that cannot be read. */
export function openingOf({ expression }: Pick<Rule, 'expression'>): Opening | undefined {
  const parsedExpression = parsed(expression);
  if (parsedExpression === undefined) return undefined;
  const conjunctions = alternativesOf(parsedExpression).map(conjunctionOf);
  const places = conjunctions.map(placeOf);
  const place = PLACES.findLast((one) => places.some((other) => other.place === one)) ?? 'zone';
  return {
    place,
    count: places.filter((one) => one.place === place).reduce((sum, { count }) => sum + count, 0),
    isLimited: conjunctions.every(({ rest, query }) => rest.length + query.length > 0),
    callers: callersOf(conjunctions.map(({ callers }) => callers)),
  };
}

function placeOf({ host, path, method }: Conjunction): Pick<Opening, 'place' | 'count'> {
  if (host?.form !== 'is') return { place: 'zone', count: 1 };
  const hosts = host.values.length;
  if (path === undefined || path.form === 'ends' || path.form === 'holds' || isEveryPath(path)) {
    return { place: 'host', count: hosts };
  }
  const paths = hosts * path.values.length;
  if (path.form !== 'is') return { place: 'section', count: paths };
  return method?.form === 'is'
    ? { place: 'request', count: paths * method.values.length }
    : { place: 'path', count: paths };
}

function isEveryPath({ form, values }: TextTest): boolean {
  return form !== 'is' && values.some((value) => /^\/\**$/.test(value));
}

/** Of different lists together, or of a list and addresses, nothing is known: that counts as everybody. */
function callersOf(callers: readonly Conjunction['callers'][]): Opening['callers'] {
  const names = new Set(callers.map((one) => (one !== undefined && 'listName' in one ? one.listName : '')));
  const [name = ''] = names;
  if (names.size === 1 && name !== '') return { kind: 'list', name };
  const sets = callers.filter((one) => one !== undefined && 'items' in one);
  if (sets.length < callers.length) return { kind: 'everybody' };
  const count = countOf({ kind: 'set', items: sets.flatMap(({ items }) => items) });
  return count >= EVERYBODY ? { kind: 'everybody' } : { kind: 'addresses', count };
}

/** How large an opening is, to order openings: its place, then everybody before some. */
export function rank({ place, callers }: Pick<Opening, 'place' | 'callers'>): number {
  return PLACES.indexOf(place) * 2 + (callers.kind === 'everybody' ? 1 : 0);
}

/** Such as `one exact request, for 256 addresses`. */
export function openingWords({ place, count, callers, isLimited }: Opening): Text {
  return [
    ...placeWords(place, count),
    ', ',
    ...callersWords(callers),
    ...own(isLimited ? ', under further conditions' : ''),
  ];
}

function placeWords(place: Place, count: number): Text {
  const isOne = count === 1;
  switch (place) {
    case 'request':
      return own(isOne ? 'one exact request' : counted(count, 'exact request'));
    case 'path':
      return own(`${isOne ? 'one exact path' : counted(count, 'exact path')} with any method`);
    case 'section':
      return own(isOne ? 'a section of a host' : counted(count, 'section of a host', 'sections of hosts'));
    case 'host':
      return own(isOne ? 'a whole host' : counted(count, 'whole host'));
    case 'zone':
      return own('the whole zone');
  }
}

function callersWords(callers: Opening['callers']): Text {
  switch (callers.kind) {
    case 'everybody':
      return own('for everybody');
    case 'addresses':
      return own(`for ${counted(callers.count, 'address', 'addresses')}`);
    case 'list':
      return text`for the addresses of the list ${`$${callers.name}`}`;
  }
}
