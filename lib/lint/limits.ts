import type { Comparison, Expression, Truth } from '../rules-language';
import { originOf, testOf } from './conditions';

/** What requests can be told apart by, as bits. */
export const LIMIT = { host: 1, method: 2, path: 4, rawPath: 8, caller: 16, client: 32, other: 64 } as const;

/** Bits of {@link LIMIT}: what an expression is limited by. */
export type Limits = number;

const NOTHING: Limits = 0;
const EVERYTHING: Limits = 127;

/** What the fields tell of a request. Where none fits, it is something else that a caller cannot choose freely. */
const LIMITS_BY_FIELD: readonly (readonly [prefix: string, limits: Limits])[] = [
  ['http.host', LIMIT.host],
  ['http.request.method', LIMIT.method],
  ['http.request.full_uri', LIMIT.path | LIMIT.host],
  ['http.request.uri.query', LIMIT.client],
  ['http.request.uri.args', LIMIT.client],
  ['http.request.uri.path.extension', LIMIT.client],
  ['http.request.uri', LIMIT.path],
  ['raw.http.request.full_uri', LIMIT.rawPath | LIMIT.host],
  ['raw.http.request.uri.query', LIMIT.client],
  ['raw.http.request.uri.args', LIMIT.client],
  ['raw.http.request.uri.path.extension', LIMIT.client],
  ['raw.http.request.uri', LIMIT.rawPath],
  ['ip.src.country', LIMIT.other],
  ['ip.src.continent', LIMIT.other],
  ['ip.src.asnum', LIMIT.caller],
  ['ip.geoip.asnum', LIMIT.caller],
  ['ip.src.', LIMIT.other],
  ['ip.src', LIMIT.caller],
  ['ip.addr', LIMIT.caller],
  ['cf.tls_client_auth.', LIMIT.caller],
  ['cf.client.bot', LIMIT.caller],
  ['cf.bot_management.verified_bot', LIMIT.caller],
  ['http.request.headers', LIMIT.client],
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
export function limitsOf(expression: Expression, isNegated = false): Limits {
  switch (expression.kind) {
    case 'not':
      return limitsOf(expression.operand, !isNegated);
    case 'boolean':
      return expression.value === isNegated ? EVERYTHING : NOTHING;
    case 'quantifier':
      return limitsOf(expression.argument, isNegated);
    case 'comparison':
    case 'truth':
      return conditionLimits(expression, isNegated);
    case 'logical': {
      if (expression.operator === 'xor') return NOTHING;
      const allHold = (expression.operator === 'and') !== isNegated;
      let limits = allHold ? NOTHING : EVERYTHING;
      for (const operand of expression.operands) {
        const ofOperand = limitsOf(operand, isNegated);
        limits = allHold ? limits | ofOperand : limits & ofOperand;
      }
      return limits;
    }
  }
}

function conditionLimits(node: Comparison | Truth, isNegated: boolean): Limits {
  const { value, operator } = testOf(node);
  const isOrder = operator === 'lt' || operator === 'le' || operator === 'gt' || operator === 'ge';
  if (isOrder || (operator === 'ne') !== isNegated) return NOTHING;
  const { field, functions } = originOf(value);
  if (!isNegated && functions.some((name) => PROOFS.includes(name))) return LIMIT.caller;
  return limitsOfField(field?.name ?? '');
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
