import type { Comparison, Expression, Logical, Right, Truth, Value } from '../rules-language';
import type { ListContents } from '../rulesets';
import {
  asksForCaller,
  callersOf,
  inAll,
  inAny,
  isConditionOnCallers,
  isListOfCallers,
} from './questions/callers';
import { originOf, testOf } from './questions/conditions';
import { isMetByEveryText, type TextTest, urlLimitsOf } from './questions/every-text';

/** What can distinguish requests, as bits. */
export const LIMIT = {
  host: 1,
  method: 2,
  path: 4,
  caller: 8,
  client: 16,
  other: 32,
  /** The path as the client sent it is that of the exception, and not one that normalisation makes of it. */
  sentPath: 64,
  /** One whole path, or some of them. */
  exactPath: 128,
  // Bits of their own: of `a or b`, one alternative may have the one and the other one the other.
  hostOrCaller: 256,
  methodOrCaller: 512,
  pathOrCaller: 1024,
  sentPathOrCaller: 2048,
} as const;

/** Bits of {@link LIMIT}: what an expression is limited by. */
export type Limits = number;

const NOTHING: Limits = 0;
const EVERYTHING: Limits = 4095;
/** Callers are asked for, whether that limits them or not. */
const ASKS_FOR_CALLER: Limits = 4096;

/** What a limit to some callers can replace. */
const ALL_OR_CALLER: Limits =
  LIMIT.hostOrCaller | LIMIT.methodOrCaller | LIMIT.pathOrCaller | LIMIT.sentPathOrCaller;

/** What the fields tell of a request. Where none fits, it is something else that a caller cannot choose freely. */
const LIMITS_BY_FIELD: readonly (readonly [prefix: string, limits: Limits])[] = [
  ['http.host', LIMIT.host],
  ['http.request.method', LIMIT.method],
  ['http.request.full_uri', LIMIT.path | LIMIT.host],
  ['http.request.uri.query', LIMIT.client],
  ['http.request.uri.args', LIMIT.client],
  ['http.request.uri.path.extension', LIMIT.client],
  ['http.request.uri', LIMIT.path],
  ['raw.http.request.full_uri', LIMIT.path | LIMIT.sentPath | LIMIT.host],
  ['raw.http.request.uri.query', LIMIT.client],
  ['raw.http.request.uri.args', LIMIT.client],
  ['raw.http.request.uri.path.extension', LIMIT.client],
  ['raw.http.request.uri', LIMIT.path | LIMIT.sentPath],
  ['ip.src.country', LIMIT.other],
  ['ip.src.continent', LIMIT.other],
  ['ip.src.asnum', LIMIT.caller],
  ['ip.geoip.asnum', LIMIT.caller],
  ['ip.src.', LIMIT.other],
  ['ip.src', LIMIT.caller],
  ['ip.addr', LIMIT.caller],
  ['cf.tls_client_auth.cert_verified', LIMIT.caller],
  ['cf.tls_client_auth.cert_fingerprint_', LIMIT.caller],
  // Anyone can present a certificate with these names in it.
  ['cf.tls_client_auth.', LIMIT.client],
  ['cf.client.bot', LIMIT.caller],
  ['cf.bot_management.verified_bot', LIMIT.caller],
  ['cf.verified_bot_category', LIMIT.caller],
  ['http.request.headers', LIMIT.client],
  ['raw.http.request.headers', LIMIT.client],
  ['http.request.cookies', LIMIT.client],
  ['http.request.body', LIMIT.client],
  ['http.user_agent', LIMIT.client],
  ['http.referer', LIMIT.client],
  ['http.cookie', LIMIT.client],
  ['http.x_forwarded_for', LIMIT.client],
];

/** Calls that prove who the caller is. */
const PROOFS: readonly string[] = ['is_jwt_valid', 'is_timed_hmac_valid_v0'];

/** What every request that the expression matches is limited by. */
export function limitsOf(expression: Expression, lists: ListContents = {}): Limits {
  return limitsWithin(expression, { isNegated: false, withoutCallers: false, lists }) & EVERYTHING;
}

/** How a part of an expression is read. */
interface Reading {
  readonly isNegated: boolean;
  /** Addresses and networks do not count: together with those of other parts they are no list of callers. */
  readonly withoutCallers: boolean;
  readonly lists: ListContents;
}

function limitsWithin(expression: Expression, reading: Reading): Limits {
  const { isNegated } = reading;
  switch (expression.kind) {
    case 'not':
      return limitsWithin(expression.operand, { ...reading, isNegated: !isNegated });
    case 'boolean':
      return expression.value === isNegated ? EVERYTHING : NOTHING;
    case 'quantifier':
      return limitsWithin(expression.argument, reading);
    case 'comparison':
    case 'truth':
      return conditionLimits(expression, reading);
    case 'logical':
      return logicalLimits(expression, reading);
  }
}

function logicalLimits({ operator, operands }: Logical, reading: Reading): Limits {
  if (operator === 'xor') return NOTHING;
  const { isNegated, withoutCallers } = reading;
  const allHold = (operator === 'and') !== isNegated;
  let limits = allHold ? NOTHING : EVERYTHING;
  let asking = 0;
  for (const operand of operands) {
    const ofOperand = limitsWithin(operand, reading);
    if ((ofOperand & ASKS_FOR_CALLER) !== 0) asking++;
    limits = allHold ? limits | ofOperand : limits & ofOperand;
  }
  if (!allHold && !isNegated && (limits & OF_TEXTS) !== 0) limits = withoutJoined(limits, operands);
  if (asking === 0) return limits;
  limits |= ASKS_FOR_CALLER;
  if (asking === 1 || withoutCallers) return limits;
  return allHold ? withNarrowed(limits, operands, reading) : withSummed(limits, operands, reading);
}

const OF_TEXTS: Limits = LIMIT.host | LIMIT.method | LIMIT.path;

/** Alternatives that each limit one field may leave nothing of it out: `matches "^/a"` or `matches "^/[^a]"`. */
function withoutJoined(limits: Limits, operands: readonly Expression[]): Limits {
  const tests: TextTest[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'comparison' && operand.kind !== 'truth') return limits;
    tests.push(testOf(operand));
  }
  const names = new Set(tests.map(({ value }) => originOf(value).field?.name));
  return names.size === 1 && isMetByEveryText(...tests) ? NOTHING : limits;
}

/** Of conditions that each leave many callers, all together may leave few. */
function withNarrowed(
  limits: Limits,
  operands: readonly Expression[],
  { isNegated, lists }: Reading,
): Limits {
  if ((limits & LIMIT.caller) !== 0) return limits;
  const callers = inAll(operands.map((operand) => callersOf(operand, lists, isNegated)));
  return isListOfCallers(callers) ? limits | withCaller(LIMIT.caller) : limits;
}

/** Of alternatives that each have few callers, all together may have many. */
function withSummed(limits: Limits, operands: readonly Expression[], reading: Reading): Limits {
  const { isNegated, lists } = reading;
  const callers = operands.map((operand) => callersOf(operand, lists, isNegated)).filter(isListOfCallers);
  if (isListOfCallers(inAny(callers))) return limits;
  const rest = operands.reduce(
    (common, operand) => common & limitsWithin(operand, { ...reading, withoutCallers: true }),
    EVERYTHING,
  );
  return rest | ASKS_FOR_CALLER;
}

function conditionLimits(node: Comparison | Truth, { isNegated, withoutCallers, lists }: Reading): Limits {
  const test = testOf(node);
  const { value, operator, right } = test;
  if (asksForCaller(value)) {
    const isList = !withoutCallers && isConditionOnCallers(node, lists, isNegated);
    return ASKS_FOR_CALLER | (isList ? withCaller(LIMIT.caller) : NOTHING);
  }
  const isOrder = operator === 'lt' || operator === 'le' || operator === 'gt' || operator === 'ge';
  if (isOrder || (operator === 'ne') !== isNegated || isMetByEveryText(test)) return NOTHING;
  const { functions } = originOf(value);
  if (!isNegated && functions.some((name) => PROOFS.includes(name))) return withCaller(LIMIT.caller);
  // How long it is, or what its third letter is, says little of what it is.
  if (functions.includes('len') || functions.includes('substring')) return NOTHING;
  if (right?.kind === 'field' || right?.kind === 'call') return limitsOfPair(value, right);
  let limits = limitsOfValue(value);
  if (operator === 'contains' || operator === 'ends_with') {
    limits &= ~LIMIT.sentPath;
    // Of a whole URL it may be any part.
    if (limits === (LIMIT.path | LIMIT.host) && !mayNameHost(right)) limits = LIMIT.path;
  }
  limits = withoutFree(limits, test);
  if ((limits & LIMIT.path) !== 0 && (operator === 'eq' || operator === 'in')) limits |= LIMIT.exactPath;
  return withCaller(limits);
}

/** A whole URL may be limited by its host alone, or by its path. */
function withoutFree(limits: Limits, test: TextTest): Limits {
  if ((limits & (LIMIT.path | LIMIT.host)) !== (LIMIT.path | LIMIT.host)) return limits;
  const url = urlLimitsOf(test);
  if (url === undefined) return limits;
  // Of a part of a URL, nothing says where it is.
  const isHostFree = !url.host && test.operator !== 'contains' && test.operator !== 'ends_with';
  return limits & ~(isHostFree ? LIMIT.host : 0) & ~(url.path ? 0 : LIMIT.path | LIMIT.sentPath);
}

/** Of two values that each client writes as it likes, one says nothing of the other. */
function limitsOfPair(value: Value, right: Value): Limits {
  const both = limitsOfValue(value) & limitsOfValue(right);
  const one = limitsOfValue(value) ^ limitsOfValue(right);
  // The raw path is the normal one: nothing was normalised, whichever path it is.
  return both === LIMIT.path && one === LIMIT.sentPath ? withCaller(LIMIT.sentPath) : NOTHING;
}

/** A part of a URL with `//`, or with a dot before a slash. */
function mayNameHost(right: Right | undefined): boolean {
  return right?.kind !== 'string' || /\/\/|^[^/]*\./.test(right.value);
}

function limitsOfValue(value: Value): Limits {
  if (value.kind === 'call' && value.function === 'concat') {
    return value.arguments.reduce(
      (limits, argument) =>
        argument.kind === 'field' || argument.kind === 'call' ? limits | limitsOfValue(argument) : limits,
      NOTHING,
    );
  }
  return limitsOfField(originOf(value).field?.name ?? '');
}

function withCaller(limits: Limits): Limits {
  if ((limits & LIMIT.caller) !== 0) return limits | ALL_OR_CALLER;
  let all = limits;
  if ((limits & LIMIT.host) !== 0) all |= LIMIT.hostOrCaller;
  if ((limits & LIMIT.method) !== 0) all |= LIMIT.methodOrCaller;
  if ((limits & LIMIT.path) !== 0) all |= LIMIT.pathOrCaller;
  if ((limits & LIMIT.sentPath) !== 0) all |= LIMIT.sentPathOrCaller;
  return all;
}

const known = new Map<string, Limits>();

function limitsOfField(name: string): Limits {
  let limits = known.get(name);
  if (limits === undefined) {
    limits = LIMITS_BY_FIELD.find(([prefix]) => name.startsWith(prefix))?.[1] ?? LIMIT.other;
    // `ssl` says nothing of who asks for what.
    if (name === 'ssl' || name === '') limits = NOTHING;
    known.set(name, limits);
  }
  return limits;
}
