import { isManagedListName } from '../../cloudflare';
import type { Comparison, Expression, ListName, Right, SetItem, Truth, Value } from '../../rules-language';
import { bitsOf, parseAddress } from '../../rules-language/addresses/addresses';
import { ADDRESS_COUNT, addressNumber, IPV4_COUNT } from '../../rules-language/addresses/numbers';
import {
  type AddressSpan,
  commonBits,
  maskedInto,
  readSpan,
  spanOf,
} from '../../rules-language/addresses/spans';
import { maskOf } from '../../rules-language/compare/plain-form';
import {
  differenceOf,
  type Interval,
  intersectionOf,
  type Intervals,
  unionOf,
} from '../../rules-language/analyse/intervals';
import type { ListContents } from '../../rulesets';
import { type Condition, originOf, testOf } from './conditions';

/**
 * Who may call, as far as an expression limits that: callers with one of the addresses, in one of the networks, or who are
 * known in another way. It may hold too many, and never too few.
 */
export interface Callers {
  readonly addresses: Intervals<bigint>;
  /** AS numbers: each is a network with an unknown number of addresses. */
  readonly networks: Intervals<bigint>;
  /** Members of a list whose contents are not known, or who prove who they are: their number is unknown. */
  readonly hasUnknown: boolean;
  /** Addresses from which every caller is let through, as far as the expression looks at callers: never too many. */
  readonly surely: Intervals<bigint>;
}

/**
 * The most callers that are a list of callers, and may stand in place of a host, a method or a path. A network of /10 or
 * of IPv6 /20 is as large as any that a company or a provider has for its own hosts. A /8 is a good part of the internet.
 */
const MOST = { ipv4: 2n ** 22n, ipv6: 2n ** 108n, networks: 100n } as const;

/** The most that a condition on callers may name: beyond it is no limit at all. */
const WIDEST = { ipv4: 2n ** 24n, ipv6: 2n ** 116n } as const;

const ADDRESS_FIELDS: readonly string[] = ['ip.src', 'ip.addr'];
const NETWORK_FIELDS: readonly string[] = ['ip.src.asnum', 'ip.geoip.asnum'];
/** Fields that say where a request is from. */
export const CALLER_FIELDS: readonly string[] = [...ADDRESS_FIELDS, ...NETWORK_FIELDS];
const CALLERS = new Set(CALLER_FIELDS);

/** How long an address is, or what its third letter is, says little of what it is. */
const SAYS_LITTLE: readonly string[] = ['len', 'substring'];

const EVERY_ADDRESS: Intervals<bigint> = [{ from: 0n, to: ADDRESS_COUNT }];
const EVERY_NETWORK: Intervals<bigint> = [{ from: 0n, to: 2n ** 32n }];
const NOBODY: Callers = { addresses: [], networks: [], hasUnknown: false, surely: [] };
const EVERYBODY: Callers = { ...NOBODY, addresses: EVERY_ADDRESS, surely: EVERY_ADDRESS };
/** Some callers, whom a condition does not tell: how long an address is. */
const ANYBODY: Callers = { ...EVERYBODY, surely: [] };
const UNKNOWN: Callers = { ...NOBODY, hasUnknown: true };

/** Whether they are few enough to be a list of callers. Of what is unknown that is taken for granted. */
export function isListOfCallers({ addresses, networks }: Callers): boolean {
  const { ipv4, ipv6 } = sizeOf(addresses);
  return ipv4 <= MOST.ipv4 && ipv6 <= MOST.ipv6 && countOf(networks) <= MOST.networks;
}

/** Whether they are so many that naming them limits nothing. */
export function areTooMany({ addresses, networks }: Callers): boolean {
  const { ipv4, ipv6 } = sizeOf(addresses);
  return ipv4 > WIDEST.ipv4 || ipv6 > WIDEST.ipv6 || countOf(networks) > MOST.networks;
}

/** Whether a condition looks at the address of the caller, or at its network, and at nothing else. */
export function asksForCaller(value: Value): boolean {
  if (value.kind === 'call' && value.function === 'concat') return false;
  const name = value.kind === 'field' ? value.name : originOf(value).field?.name;
  return name !== undefined && CALLERS.has(name);
}

/** The same as `isListOfCallers` of `callersOf`, without the sums where each address and network can be counted alone. */
export function isConditionOnCallers(
  node: Comparison | Truth,
  lists: ListContents,
  isNegated: boolean,
): boolean {
  if (node.kind === 'comparison' && !isNegated && node.left.kind === 'field') {
    const { left, right } = node;
    if (right.kind === 'set' && ADDRESS_FIELDS.includes(left.name) && areFew(right.items)) return true;
  }
  return isListOfCallers(callersOf(node, lists, isNegated));
}

/** Who the callers are for whom the expression can hold. */
export function callersOf(expression: Expression, lists: ListContents = {}, isNegated = false): Callers {
  switch (expression.kind) {
    case 'not':
      return callersOf(expression.operand, lists, !isNegated);
    case 'boolean':
      return expression.value === isNegated ? NOBODY : EVERYBODY;
    case 'quantifier':
      return ANYBODY;
    case 'comparison':
    case 'truth':
      return ofCondition(expression, lists, isNegated);
    case 'logical': {
      if (expression.operator === 'xor') return ANYBODY;
      const operands = expression.operands.map((operand) => callersOf(operand, lists, isNegated));
      return (expression.operator === 'and') !== isNegated ? inAll(operands) : inAny(operands);
    }
  }
}

/** Callers of one of them. */
export function inAny(all: readonly Callers[]): Callers {
  return {
    addresses: unionOf(
      all.flatMap(({ addresses }) => addresses),
      [],
    ),
    networks: unionOf(
      all.flatMap(({ networks }) => networks),
      [],
    ),
    hasUnknown: all.some(({ hasUnknown }) => hasUnknown),
    surely: unionOf(
      all.flatMap(({ surely }) => surely),
      [],
    ),
  };
}

/** Callers of all of them; where addresses meet networks or what is unknown, those of the one that is a list. */
export function inAll(all: readonly Callers[]): Callers {
  return all.reduce(
    (one, other) => ({ ...ofBoth(one, other), surely: intersectionOf(one.surely, other.surely) }),
    EVERYBODY,
  );
}

function ofBoth(one: Callers, other: Callers): Callers {
  if (isEverybody(one)) return other;
  if (isEverybody(other)) return one;
  if (isOfAddresses(one) && isOfAddresses(other)) {
    return { ...NOBODY, addresses: intersectionOf(one.addresses, other.addresses) };
  }
  if (isOfNetworks(one) && isOfNetworks(other)) {
    return { ...NOBODY, networks: intersectionOf(one.networks, other.networks) };
  }
  return isListOfCallers(one) || !isListOfCallers(other) ? one : other;
}

/** How many they are, in words; `undefined` for everybody, and where nothing of their number is known. */
export function countText(callers: Callers): string | undefined {
  const { addresses, networks, hasUnknown, surely } = callers;
  if (isEverybody(callers)) return undefined;
  if (hasUnknown) return surely.length === 0 ? undefined : `at least ${addressCount(surely).join(' and ')}`;
  const parts = [
    ...addressCount(addresses),
    ...(networks.length > 0 ? [`${grouped(countOf(networks))} AS numbers`] : []),
  ];
  return parts.length === 0 ? 'nobody' : parts.join(' and ');
}

function addressCount(addresses: Intervals<bigint>): readonly string[] {
  const { ipv4, ipv6 } = sizeOf(addresses);
  return [
    ...(ipv4 > 0n ? [`${grouped(ipv4)} IPv4 addresses`] : []),
    ...(ipv6 > 0n ? [`${powerText(ipv6)} IPv6 addresses`] : []),
  ];
}

/** How many addresses there are of each family. */
function sizeOf(addresses: Intervals<bigint>): { readonly ipv4: bigint; readonly ipv6: bigint } {
  const ipv4 = countOf(intersectionOf(addresses, [{ from: 0n, to: IPV4_COUNT }]));
  return { ipv4, ipv6: countOf(addresses) - ipv4 };
}

function ofCondition(node: Comparison | Truth, lists: ListContents, isNegated: boolean): Callers {
  const test = testOf(node);
  if (!asksForCaller(test.value)) return EVERYBODY;
  const named = namedBy(test, lists);
  if (named === 'any') return ANYBODY;
  const isExcluded = (test.operator === 'ne') !== isNegated;
  if (named === 'unknown') return isExcluded ? ANYBODY : UNKNOWN;
  if (!isExcluded) return named;
  return isOfAddress(test)
    ? ofAddresses(differenceOf(EVERY_ADDRESS, named.addresses))
    : { ...NOBODY, networks: differenceOf(EVERY_NETWORK, named.networks) };
}

/** The callers that a condition names, and a comparison with `ne` excludes; `undefined` if it is not known who they are. */
export function namedCallers(node: Comparison | Truth, lists: ListContents = {}): Callers | undefined {
  const test = testOf(node);
  const named = asksForCaller(test.value) ? namedBy(test, lists) : 'any';
  return named === 'any' || named === 'unknown' ? undefined : named;
}

function namedBy(test: Test, lists: ListContents): Callers | 'any' | 'unknown' {
  const { functions } = originOf(test.value);
  const isOfPair = test.right?.kind === 'field' || test.right?.kind === 'call';
  if (isOfPair || functions.some((name) => SAYS_LITTLE.includes(name))) return 'any';
  const named =
    test.right?.kind === 'list'
      ? namedByList(test.right, lists, functions)
      : isOfAddress(test)
        ? namedAddresses(test, functions)
        : namedNetworks(test, functions);
  if (typeof named === 'string') return named;
  return isOfAddress(test) ? ofAddresses(named) : { ...NOBODY, networks: named };
}

function ofAddresses(addresses: Intervals<bigint>): Callers {
  return { ...NOBODY, addresses, surely: addresses };
}

function isOfAddress({ value }: Test): boolean {
  return ADDRESS_FIELDS.includes(originOf(value).field?.name ?? '');
}

/** `any`: the condition says nothing of them. `unknown`: it names some, and which they are is not known. */
type Named = Intervals<bigint> | 'any' | 'unknown';

type Test = Pick<Condition, 'value' | 'operator' | 'right'>;

function namedAddresses({ value, operator, right }: Test, functions: readonly string[]): Named {
  if (operator !== 'eq' && operator !== 'ne' && operator !== 'in') return 'any';
  const [outermost, ...others] = functions;
  if (others.length > 0) return 'unknown';
  if (outermost === 'to_string') {
    const addresses = textsOf(right)?.map(parseAddress);
    return addresses === undefined
      ? 'unknown'
      : intervalsOf(addresses.flatMap((one) => (one === undefined ? [] : [{ from: one, to: one }])));
  }
  const spans = itemsOf(right)?.flatMap((item) => spanOf(item) ?? []);
  if (spans === undefined) return 'unknown';
  if (outermost === undefined) return intervalsOf(spans);
  const bits = value.kind === 'call' ? maskOf(value) : undefined;
  return bits === undefined
    ? 'unknown'
    : intervalsOf(spans.flatMap((span) => maskedInto(span, bits[span.from.length === 4 ? 0 : 1]) ?? []));
}

function namedNetworks({ operator, right }: Test, functions: readonly string[]): Named {
  const [all] = EVERY_NETWORK;
  if (all === undefined || operator === 'bitwise_and') return 'any';
  if (functions.length > 0) {
    if (functions.length > 1 || functions[0] !== 'to_string') return 'unknown';
    if (operator !== 'eq' && operator !== 'ne' && operator !== 'in') return 'any';
    const texts = textsOf(right)?.filter((text) => /^\d+$/.test(text));
    return texts === undefined ? 'unknown' : numbers(texts.map((text) => pointOf(BigInt(text))));
  }
  if (right?.kind === 'integer') {
    const { value } = right;
    if (operator === 'lt') return numbers([{ from: 0n, to: value }]);
    if (operator === 'le') return numbers([{ from: 0n, to: value + 1n }]);
    if (operator === 'gt') return numbers([{ from: value + 1n, to: all.to ?? 0n }]);
    if (operator === 'ge') return numbers([{ from: value, to: all.to ?? 0n }]);
  }
  const items = itemsOf(right);
  return items === undefined
    ? 'unknown'
    : numbers(
        items.flatMap((item) => {
          if (item.kind === 'integer') return [pointOf(item.value)];
          return item.kind === 'integer-range' ? [{ from: item.from, to: item.to + 1n }] : [];
        }),
      );
}

/** Cloudflare's own lists are of attackers: no limit that anyone would want. */
function namedByList(list: ListName, lists: ListContents, functions: readonly string[]): Named {
  if (isManagedList(list)) return 'any';
  const items = Object.hasOwn(lists, list.name) ? lists[list.name] : undefined;
  if (items === undefined || functions.length > 0) return 'unknown';
  const points = items.filter((item) => typeof item === 'number').map((item) => pointOf(BigInt(item)));
  const spans = items.flatMap((item) => (typeof item === 'string' ? (readSpan(item) ?? []) : []));
  if (points.length === items.length) return numbers(points);
  return spans.length === items.length ? intervalsOf(spans) : 'unknown';
}

/** Whether Cloudflare keeps the list. */
export function isManagedList(right: Right | undefined): boolean {
  return right?.kind === 'list' && isManagedListName(right.name);
}

function itemsOf(right: Right | undefined): readonly SetItem[] | undefined {
  if (right?.kind === 'set') return right.items;
  return right?.kind === 'address' || right?.kind === 'integer' ? [right] : undefined;
}

function textsOf(right: Right | undefined): readonly string[] | undefined {
  if (right?.kind === 'string') return [right.value];
  return right?.kind === 'set'
    ? right.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
    : undefined;
}

/** The addresses of some spans. */
export function callersAt(spans: readonly AddressSpan[]): Callers {
  return ofAddresses(intervalsOf(spans));
}

function intervalsOf(spans: readonly AddressSpan[]): Intervals<bigint> {
  return numbers(spans.map(({ from, to }) => ({ from: addressNumber(from), to: addressNumber(to) + 1n })));
}

function numbers(intervals: Intervals<bigint>): Intervals<bigint> {
  return unionOf(
    intervals.filter(({ from, to }) => to === undefined || from < to),
    [],
  );
}

function pointOf(value: bigint): Interval<bigint> {
  return { from: value, to: value + 1n };
}

/** Whether the addresses of a set are few even if no two items overlap. In plain numbers: lint asks it of each set. */
export function areFew(items: readonly SetItem[]): boolean {
  const size = { ipv4: 0, ipv6: 0 };
  for (const item of items) {
    switch (item.kind) {
      case 'address':
        size[item.address.length === 4 ? 'ipv4' : 'ipv6'] += 1;
        break;
      case 'cidr':
        size[item.address.length === 4 ? 'ipv4' : 'ipv6'] += 2 ** (bitsOf(item.address) - item.prefixLength);
        break;
      case 'address-range':
        size[item.from.length === 4 ? 'ipv4' : 'ipv6'] += 2 ** (bitsOf(item.from) - commonBits(item));
        break;
      default:
        return false;
    }
  }
  return size.ipv4 < Number(MOST.ipv4) && size.ipv6 < Number(MOST.ipv6);
}

/** Whether nothing limits who they are. */
export function isEverybody({ addresses: [first] }: Callers): boolean {
  return first?.from === 0n && first.to === ADDRESS_COUNT;
}

function isOfAddresses({ networks, hasUnknown }: Callers): boolean {
  return networks.length === 0 && !hasUnknown;
}

function isOfNetworks({ addresses, hasUnknown }: Callers): boolean {
  return addresses.length === 0 && !hasUnknown;
}

function countOf(intervals: Intervals<bigint>): bigint {
  return intervals.reduce((sum, { from, to = from }) => sum + to - from, 0n);
}

function grouped(count: bigint): string {
  return count.toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The digits of IPv6 are not readable. */
function powerText(count: bigint): string {
  const power = count.toString(2).length - 1;
  if (power < 32) return grouped(count);
  return count === 2n ** BigInt(power) ? `2^${power}` : `more than 2^${power}`;
}
