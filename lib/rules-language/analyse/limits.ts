import { familyOf } from '../addresses/addresses';
import { addressOf } from '../addresses/numbers';
import { spanText } from '../addresses/spans';
import { decodeText } from '../text/bytes';
import { quote } from '../syntax/quote';
import type { Constraints } from './constraints';
import { type Domain, point, prefixed, UNIVERSE } from './domains';
import type { Interval } from './intervals';

/** The texts that an expression is limited to, or `any` if it is limited to none that could be named. */
export type TextLimit =
  | 'any'
  | {
      readonly exact: readonly string[];
      readonly prefixes: readonly string[];
      /** ASCII letters match in either case; what is listed is in lower case. */
      readonly ignoreCase: boolean;
    };

/** The callers that an expression is limited to. */
export type CallerLimit =
  | 'any'
  | {
      /** Addresses, CIDRs and `from..to`. */
      readonly ranges: readonly string[];
      /** Lists by name, without `$`. */
      readonly lists: readonly string[];
    };

const LAST_IPV4 = '\xff'.repeat(4);
const FIRST_IPV6 = '\0'.repeat(16);

/** What a field of type Bytes is limited to. */
export function textLimit(constraints: Constraints, field: string): TextLimit {
  if (constraints === undefined) return { exact: [], prefixes: [], ignoreCase: false };
  const exactly = limitOf(constraints.get(field), false);
  return exactly === 'any' ? limitOf(constraints.get(`lower(${field})`), true) : exactly;
}

/** What a field of type Ip is limited to. */
export function callerLimit(constraints: Constraints, field: string): CallerLimit {
  if (constraints === undefined) return { ranges: [], lists: [] };
  const domain = constraints.get(field);
  if (domain === undefined || covers(domain)) return 'any';
  return {
    ranges: domain.intervals.flatMap((interval) => rangesOf(interval as Interval<bigint>)),
    lists: domain.lists,
  };
}

function limitOf(domain: Domain | undefined, ignoreCase: boolean): TextLimit {
  if (domain === undefined || domain.missing || domain.lists.length > 0) return 'any';
  const exact = new Set<string>();
  const prefixes = new Set<string>();
  for (const interval of domain.intervals as readonly Interval<string>[]) {
    if (interval.to === point(interval.from).to) exact.add(readable(interval.from));
    else {
      const prefix = commonPrefix(interval);
      if (prefix === '') return 'any';
      prefixes.add(readable(prefix));
    }
  }
  return { exact: [...exact], prefixes: [...prefixes], ignoreCase };
}

/** The longest text that everything in the interval begins with. */
function commonPrefix({ from, to }: Interval<string>): string {
  if (to === undefined) return '';
  let prefix = from;
  const reaches = (text: string) => {
    const end = prefixed(text).to;
    return end === undefined || end >= to;
  };
  while (prefix !== '' && !reaches(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

function readable(bytes: string): string {
  return decodeText(bytes) ?? quote(bytes);
}

function covers({ intervals }: Domain): boolean {
  const [all] = UNIVERSE.Ip;
  const [first] = intervals;
  return first !== undefined && first.from === all?.from && first.to === all.to;
}

/** An interval may hold addresses of both families; then it is two ranges. */
function rangesOf({ from, to }: Interval<bigint>): readonly string[] {
  const last = addressOf((to ?? from + 1n) - 1n);
  const first = addressOf(from);
  if (familyOf(first) === familyOf(last)) return [spanText({ from: first, to: last })];
  return [spanText({ from: first, to: LAST_IPV4 }), spanText({ from: FIRST_IPV6, to: last })];
}
