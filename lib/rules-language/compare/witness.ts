import type { Intervals } from '../analyse/intervals';
import { parseAddress } from '../addresses/addresses';
import { normalisePath, mergeSlashes } from '../context/normalise-path';
import type { SampleRequest } from '../context/sample-request';
import { type Integer, integerOf } from '../evaluate/integers';
import type { RuntimeValue } from '../evaluate/values';
import type { Atom } from './atom';
import type { Budget } from './budget';
import { candidatesOf } from './candidates';
import { type Change, changeFor, type Draft, isCollection, toRequest, USUAL } from './draft';
import { fits, type Knowledge } from './knowledge';
import { type RelatedText, relatedTexts } from './related-texts';
import type { Search } from './search';
import type { State } from './state';
import { fieldsIn } from './subject';

/** Most requests that are tried for one state. */
const MAX_TRIES = 300;
/** Most conditions on the elements of one array that a witness is built for. */
const MAX_ELEMENTS = 16;
const PATH = 'http.request.uri.path';
const RAW_PATH = 'raw.http.request.uri.path';
/** A member for a list of each type, at run time and as a list has it. */
const MEMBERS = {
  Ip: [parseAddress(USUAL.address), USUAL.address],
  Bytes: [USUAL.host, USUAL.host],
  Int: [64_496, 64_496],
  Bool: [true, 1],
} as const;

/**
 * Requests that may be in a state, the most natural first. What the state says of several values at a time, or what cannot
 * be evaluated, is not looked at: the caller has to.
 *
 * @throws TooLarge
 */
export function* requestsIn(state: State, search: Search, budget: Budget): Generator<SampleRequest> {
  yield* requestsWith(state, search, budget, []);
  const related = relatedTexts(state.subjects, budget, 'usual');
  if (related !== 'none' && related.length > 0) yield* requestsWith(state, search, budget, related);
}

/** @param related URIs that decide several subjects at once */
function* requestsWith(
  state: State,
  search: Search,
  budget: Budget,
  related: readonly RelatedText[],
): Generator<SampleRequest> {
  const choices: (readonly Change[])[] = related.flatMap(({ key, text }) => {
    const known = state.subjects.get(key);
    return known === undefined ? [] : [[changeFor(known.subject, [text])]];
  });
  const decided = new Set(related.flatMap(({ parts }) => parts));
  // A whole URI is set first, so that what else is wanted of its parts comes on top of it.
  const subjects = [...state.subjects.values()]
    .filter(({ subject }) => !decided.has(subject.key))
    .sort((a, b) => wholeFirst(a) - wholeFirst(b));
  for (const known of subjects) {
    const { key, type } = known.subject;
    if (key === RAW_PATH && state.subjects.has(PATH) && !decided.has(PATH)) continue;
    const changes =
      key === PATH || key === RAW_PATH
        ? pathChanges(state, budget)
        : (listChange(known, state) ??
          candidatesOf(known, budget).map((value) => changeFor(known.subject, [value])));
    const about = key === PATH ? [known, state.subjects.get(RAW_PATH)] : [known];
    const isWanted = type !== 'Bytes' || about.some((one) => one?.literals.some(({ holds }) => holds));
    choices.push(isWanted ? changes : [(draft) => draft, ...changes]);
  }
  const opaque = [...state.literals.values()].filter(
    ({ atom }) => atom.subject === undefined && atom.elements === undefined,
  );
  const isOpaque = opaque.length > 0;
  if (isOpaque && !state.subjects.has(PATH) && !state.subjects.has(RAW_PATH)) {
    choices.push(['/', '//', '//x'].map((path) => (draft: Draft) => ({ ...draft, path })));
  }
  for (const literals of state.arrays.values()) {
    const wanted = search.elementGoals(literals, 'present').slice(0, MAX_ELEMENTS);
    const [subject] = literals.map(({ elements }) => elements.subject);
    if (subject === undefined) continue;
    const elements: (RuntimeValue | undefined)[] = [];
    for (const goals of wanted) {
      search.run(goals, (inner) => {
        const known = inner.subjects.get(subject.key);
        elements.push(...(known === undefined ? ['x'] : candidatesOf(known, budget).slice(0, 1)));
        return true;
      });
    }
    choices.push([changeFor(subject, [...new Set(elements)])]);
  }
  choices.push(...opaque.flatMap(({ atom }) => presenceChanges(atom)));
  for (const pick of combinations(choices.map((changes) => changes.length))) {
    let draft: Draft | undefined = USUAL;
    for (const [place, index] of pick.entries()) {
      const change: Change | undefined = choices[place]?.[index];
      draft = draft === undefined ? undefined : change?.(draft);
    }
    const request = draft === undefined ? undefined : toRequest(draft);
    if (request !== undefined) yield request;
  }
}

/** For a condition on an array as a whole, such as its length: it is absent, or has one or two elements. */
function presenceChanges({ compiled }: Atom): readonly (readonly Change[])[] {
  return fieldsIn(compiled.expression)
    .filter((field) => isCollection(field.name))
    .map((field) => [[], ['x'], ['x', 'x']].map((values) => changeFor({ field, type: 'Bytes' }, values)));
}

function wholeFirst({ subject }: Knowledge): number {
  return subject.field.name.endsWith('uri') ? 0 : 1;
}

/**
 * A list whose contents are not given has a member, or leaves someone out, whoever that may be. So this is a witness only
 * where nothing else is wanted of the subject, and no other subject is looked up in the list.
 */
function listChange(known: Knowledge, state: State): readonly Change[] | undefined {
  const [literal, ...others] = known.literals;
  const name = literal?.atom.list;
  if (literal === undefined || name === undefined || others.length > 0) return undefined;
  const uses = [...state.literals.values()].filter(({ atom }) => atom.list === name);
  if (uses.length > 1) return undefined;
  const { subject } = known;
  const [value, item] = subject.type === 'Int' ? memberIn(known) : MEMBERS[subject.type];
  const set = changeFor(subject, [value]);
  return [
    (draft) => {
      const changed = set(draft);
      return changed === undefined
        ? undefined
        : { ...changed, lists: { ...changed.lists, [name]: literal.holds ? [item] : [] } };
    },
  ];
}

/** An AS number, or the first of the numbers that the field can have. */
function memberIn({ intervals }: Knowledge): readonly [value: Integer, item: number] {
  const [usual] = MEMBERS.Int;
  const value = BigInt(usual);
  const isThere = (intervals as Intervals<bigint>).some(
    ({ from, to }) => from <= value && (to === undefined || value < to),
  );
  const [first] = intervals;
  return isThere || typeof first?.from !== 'bigint'
    ? MEMBERS.Int
    : [integerOf(first.from), Number(first.from)];
}

/** The path as sent decides both the raw and the normalised one. */
function pathChanges(state: State, budget: Budget): readonly Change[] {
  const path = state.subjects.get(PATH);
  const raw = state.subjects.get(RAW_PATH);
  const texts = [raw, path].flatMap((known) =>
    known === undefined ? [] : (candidatesOf(known, budget) as readonly string[]),
  );
  return [...new Set([...texts, ...texts.flatMap(spellings)])]
    .filter(
      (sent) =>
        (raw === undefined || fits(raw, sent)) &&
        (path === undefined || fits(path, normalisePath(mergeSlashes(sent), 'rfc3986'))),
    )
    .map((sent) => (draft: Draft) => ({ ...draft, path: sent }));
}

/** Other ways to send a path that Cloudflare normalises to the same. */
function spellings(path: string): readonly string[] {
  const last = path
    .charCodeAt(path.length - 1)
    .toString(16)
    .toUpperCase();
  return [`/${path}`, `/.${path}`, ...(path.length > 1 ? [`${path.slice(0, -1)}%${last}`] : [])];
}

/** Indexes into some choices: the first of each, then with one that is not the first, and so on. */
function* combinations(sizes: readonly number[]): Generator<readonly number[]> {
  if (sizes.some((size) => size === 0)) return;
  let tries = 0;
  const most = sizes.reduce((sum, size) => sum + size - 1, 0);
  for (let sum = 0; sum <= most; sum++) {
    for (const pick of withSum(sizes, sum)) {
      yield pick;
      if (++tries >= MAX_TRIES) return;
    }
  }
}

function* withSum(sizes: readonly number[], sum: number): Generator<readonly number[]> {
  const [size, ...rest] = sizes;
  if (size === undefined) {
    if (sum === 0) yield [];
    return;
  }
  for (let index = Math.min(size - 1, sum); index >= 0; index--) {
    for (const others of withSum(rest, sum - index)) yield [index, ...others];
  }
}
