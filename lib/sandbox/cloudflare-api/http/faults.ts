import { validateHeaderName, validateHeaderValue } from 'node:http';
import { didYouMean, InputError, show, suggestion } from '../../../errors';
import { graphqlFailure } from '../graphql/failure';
import { failure } from './envelope';
import type { Json } from '../json';
import { isObject, isString } from '../json';
import { OPERATION_NAMES } from './router';

/** Something that goes wrong with the next calls of one operation. */
export interface Fault {
  /** Name of the operation, for instance `update-ruleset`. */
  readonly operation: string;
  /** How many calls it affects. */
  readonly times: number;
  /**
   * The status to answer with. From 400 on the operation does not run; below, it runs and its answer is lost in
   * this one. @default - the operation's own, or 200 if there is a `body`
   */
  readonly status?: number;
  /** The answer, a string as it is; give one that is not JSON for a malformed answer. @default - Cloudflare's for the status and operation */
  readonly body?: Json;
  /** Drops the connection: `before` the operation runs, or `after` it, so that only the answer is lost. */
  readonly reset?: 'before' | 'after';
  /** Wait before anything else, in milliseconds, at most ten minutes. @default 0 */
  readonly delayMs?: number;
  /** The Retry-After header, in seconds. @default - no header */
  readonly retryAfter?: number;
  /** More headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Faults waiting for their calls; the oldest one of an operation comes first. */
export class FaultQueue {
  private waiting: readonly Fault[] = [];

  /** @throws InputError `sandbox/fault` if the operation is unknown or a number makes no sense */
  add(fault: Fault): void {
    if (!OPERATION_NAMES.includes(fault.operation)) {
      const near = suggestion(fault.operation, OPERATION_NAMES);
      const all = `known are ${OPERATION_NAMES.join(', ')}`;
      throw refused(
        `unknown operation ${show(fault.operation)}`,
        near === undefined ? all : `${near} ${all}`,
      );
    }
    if (!Number.isInteger(fault.times) || fault.times < 1) {
      throw refused(
        `times must be a whole number from 1 on, got: ${show(fault.times)}`,
        'give the number of calls',
      );
    }
    const { status } = fault;
    if (status !== undefined && (!Number.isInteger(status) || status < 200 || status > 599)) {
      throw refused(`status must be from 200 to 599, got: ${show(status)}`, 'give an HTTP status');
    }
    this.waiting = [...this.waiting, fault];
  }

  /** The fault that this call of the operation meets. */
  take(operation: string): Fault | undefined {
    const fault = this.waiting.find((candidate) => candidate.operation === operation);
    if (fault === undefined) return undefined;
    const left = { ...fault, times: fault.times - 1 };
    this.waiting = this.waiting.flatMap((other) =>
      other === fault ? (left.times > 0 ? [left] : []) : [other],
    );
    return fault;
  }

  clear(): void {
    this.waiting = [];
  }
}

/** The statuses that clients try again, with what Cloudflare's answers look like. */
const BODY_OF_STATUS: Readonly<Record<number, Json>> = {
  408: failure({ code: 10408, message: 'timeout' }),
  409: failure({ code: 10409, message: 'conflict' }),
  429: failure({ code: 10429, message: 'rate limited' }),
  500: failure({ code: 10013, message: 'internal error' }),
  502: '<html>502 Bad Gateway</html>',
};

/**
 * What GraphQL says with these statuses.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/errors/
 */
const GRAPHQL_MESSAGES: Readonly<Record<number, readonly [message: string, code?: string]>> = {
  401: ['Unauthorized'],
  403: [
    "Actor 'com.cloudflare.api.token.sandbox' does not have permission 'com.cloudflare.api.account.zone.analytics.read'",
    'authz',
  ],
  429: ['rate limiter budget depleted, try again after 5 minutes'],
  500: ['Internal server error'],
  503: ['unable to execute query, please try again later'],
};

/** The body that a fault answers with. */
export function faultBody(fault: Fault, now: number): Json {
  if (fault.body !== undefined) return fault.body;
  const status = fault.status ?? 200;
  const [message, code] = (fault.operation === 'graphql' ? GRAPHQL_MESSAGES[status] : undefined) ?? [];
  if (message !== undefined) return graphqlFailure(message, now, code);
  return BODY_OF_STATUS[status] ?? failure({ message: `fault of the sandbox: status ${status}` });
}

const isNumber = (value: Json | undefined) => typeof value === 'number' && value >= 0;

/** A timer of Node with more than about 24 days fires at once. */
const MAX_DELAY_MS = 600_000;

/** Whether Node would send it; what it refuses while answering comes too late for an error. */
function isHeader([name, value]: readonly [string, Json | undefined]): boolean {
  if (!isString(value)) return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** The keys of a fault, and what their values must be. */
const FAULT_KEYS: Readonly<Record<keyof Fault, (value: Json | undefined) => boolean>> = {
  operation: isString,
  times: isNumber,
  status: isNumber,
  body: () => true,
  reset: (value) => value === 'before' || value === 'after',
  delayMs: (value) => isNumber(value) && Number(value) <= MAX_DELAY_MS,
  retryAfter: isNumber,
  headers: (value) => isObject(value) && Object.entries(value).every(isHeader),
};

/** A fault from the body of a request to the sandbox; `times` is 1 if it is not given. */
export function parseFault(body: Json | undefined): Fault {
  if (!isObject(body)) throw refused('a fault must be a JSON object', 'give at least operation and times');
  const keys = Object.keys(FAULT_KEYS);
  for (const [key, value] of Object.entries({ operation: undefined, ...body })) {
    const hasType = Object.entries(FAULT_KEYS).find(([known]) => known === key)?.[1];
    if (hasType === undefined) throw refused(`unknown key ${show(key)}`, didYouMean(key, keys));
    if (!hasType(value)) throw refused(`${key} cannot be ${show(value)}`, 'give a value of its type');
  }
  return { times: 1, ...body } as unknown as Fault;
}

function refused(message: string, help: string): InputError {
  return new InputError('sandbox/fault', { message, help });
}
