import { addressNumber, addressOf } from '../addresses/numbers';
import { UNIVERSE } from '../analyse/domains';
import type { Interval, Intervals } from '../analyse/intervals';
import { parseAddress } from '../addresses/addresses';
import { bigintOf, integerOf, isInteger } from '../evaluate/integers';
import { lowerAscii, type RuntimeValue, upperAscii } from '../evaluate/values';
import type { Budget } from './budget';
import { findText } from './find-text';
import { fits, type Knowledge, pointsOf, readingOf, textLiterals } from './knowledge';
import { piecesAutomaton } from './text-automata';

/** Most values of one subject that a witness is tried with. */
const MAX_CANDIDATES = 8;
/** Addresses for examples: RFC 5737 and RFC 3849. */
const EXAMPLES = ['198.51.100.7', '203.0.113.7', '192.0.2.7', '2001:db8::7'].map((text) =>
  addressNumber(parseAddress(text) ?? ''),
);
const SECONDS_OF_A_DAY = 86_400n;
/** The first second of the year 10000, from which on dates are written otherwise. */
const LATEST = 253_402_300_800n;

/** What a text of a field usually looks like. */
interface TextHabit {
  /** Taken where nothing speaks against it. */
  readonly usual: string;
  readonly variants: (sample: string) => readonly string[];
  /** What every one begins with. */
  readonly begins: string;
}

const PLAIN: TextHabit = {
  usual: '',
  begins: '',
  variants: (sample) => [sample, `${sample}x`, `x${sample}`, upperAscii(sample), lowerAscii(sample)],
};
const PATH: TextHabit = {
  usual: '/',
  begins: '/',
  variants: (sample) => {
    const path = sample.startsWith('/') ? sample : `/${sample}`;
    const flat = path.replace(/(?<=.)\/$/, '');
    return [
      path,
      flat,
      `${flat}/`,
      `${flat}/x`,
      `${flat}x`,
      lowerAscii(path),
      upperAscii(path),
      `/any${path}`,
    ];
  },
};
const HABITS: ReadonlyMap<string, TextHabit> = new Map(
  Object.entries({
    'http.host': {
      usual: 'example.com',
      begins: '',
      variants: (sample: string) => {
        const host = sample.replace(/^\./, '');
        return [
          sample,
          `x${sample}`,
          `x.${host}`,
          `${host}x`,
          `${host}.x`,
          upperAscii(sample),
          lowerAscii(sample),
        ];
      },
    },
    'http.request.method': {
      ...PLAIN,
      usual: 'GET',
      variants: (sample: string) => [sample, upperAscii(sample)],
    },
    'http.request.uri.path': PATH,
    'raw.http.request.uri.path': PATH,
    'http.request.uri': PATH,
    'raw.http.request.uri': PATH,
    'http.user_agent': { ...PLAIN, usual: 'Mozilla/5.0' },
  }),
);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Values that fulfil every literal of one subject, the most natural first: what the expressions name, then what is near to
 * it, then the shortest text that can be found. `undefined` stands for a missing value.
 *
 * @throws TooLarge
 */
export function candidatesOf(known: Knowledge, budget: Budget): readonly (RuntimeValue | undefined)[] {
  const { subject, intervals } = known;
  const values: (RuntimeValue | undefined)[] = [];
  const points = pointsOf(intervals);
  if (points !== undefined) values.push(...points.map((value) => readingOf(subject, value)));
  else if (subject.type === 'Bytes') values.push(...textsFor(known, budget));
  else if (subject.type === 'Ip') values.push(...addressesIn(intervals as Intervals<bigint>));
  else values.push(...integersIn(known).map(integerOf));
  const fitting = [...new Set(values)].filter(
    (value) => isPossible(intervals, subject.type, value) && fits(known, value),
  );
  if (known.missing) fitting.push(undefined);
  return fitting.slice(0, MAX_CANDIDATES);
}

function textsFor(known: Knowledge, budget: Budget): readonly string[] {
  const { key, field } = known.subject;
  const habit = HABITS.get(key) ?? PLAIN;
  const wanted = known.literals.filter(({ holds }) => holds).flatMap(({ atom }) => atom.samples);
  const unwanted = known.literals.filter(({ holds }) => !holds).flatMap(({ atom }) => atom.samples);
  const whole = field.name === 'http.request.method' ? METHODS : [];
  const pairs = wanted.slice(0, 6).flatMap((one) => wanted.slice(0, 6).map((other) => one + other));
  const texts = [
    ...wanted.flatMap((sample) => habit.variants(sample)),
    ...pairs.flatMap((sample) => habit.variants(sample)),
    ...(wanted.length === 0 ? [habit.usual] : habit.variants(wanted.join(''))),
    ...whole,
    ...unwanted.flatMap((sample) => habit.variants(sample)),
    habit.usual,
    '',
  ];
  const literals = textLiterals(known);
  for (const begins of new Set([habit.begins, ''])) {
    const usual = begins === '' ? [] : [{ automaton: piecesAutomaton([begins, '']), holds: true }];
    const found = findText([...literals, ...usual], budget);
    if (typeof found === 'object') texts.push(found.text);
  }
  return texts;
}

function addressesIn(intervals: Intervals<bigint>): readonly string[] {
  const all = UNIVERSE.Ip[0]?.to;
  const numbers = [
    ...EXAMPLES,
    ...intervals.flatMap(({ from, to = all as bigint }) => {
      // The first address of a network is that of the network itself.
      const size = to - from;
      return size > 2n ? [from + 1n, from, to - 1n] : [from];
    }),
  ];
  return numbers.map(addressOf);
}

function integersIn({ subject, intervals, literals }: Knowledge): readonly bigint[] {
  const isTime = subject.field.name === 'http.request.timestamp.sec';
  const [universe] = UNIVERSE.Int as readonly Interval<bigint>[];
  const least = isTime ? 0n : (universe?.from ?? 0n);
  const most = isTime ? LATEST : (universe?.to ?? 0n);
  const values: bigint[] = [];
  for (const { from, to = most } of intervals as readonly Interval<bigint>[]) {
    const first = from < least ? least : from;
    const end = to > most ? most : to;
    if (first > least) values.push(first);
    if (isTime && first === least && end < most) values.push(end - SECONDS_OF_A_DAY);
    if (end < most) values.push(end - 1n);
    values.push(first);
  }
  const masks = literals.flatMap(({ atom }) => {
    const { expression } = atom.compiled;
    return expression.kind === 'comparison' && expression.right.kind === 'integer'
      ? [expression.right.value]
      : [];
  });
  return [...values, ...masks, 1n, 0n];
}

function isPossible(intervals: Intervals, type: string, value: RuntimeValue | undefined): boolean {
  if (value === undefined || type === 'Bool') return true;
  const place = isInteger(value)
    ? bigintOf(value)
    : type === 'Ip'
      ? addressNumber(value as string)
      : (value as string);
  return intervals.some(({ from, to }) => place >= from && (to === undefined || place < to));
}
