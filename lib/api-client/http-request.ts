import { setTimeout as timer } from 'node:timers/promises';
import { InputError, jsonText, readJson, redactor, show } from '../errors';
import type { LiveJson } from './live-json';
import { isProxied, proxiedFetch } from './proxied-fetch';

/** How to reach the API. */
export interface ApiAccess {
  /** Sent as a bearer token, to `baseUrl` and nowhere else; never printed. */
  readonly token: string;
  /** For instance `https://api.cloudflare.com/client/v4`. */
  readonly baseUrl: string;
  /**
   * How long one attempt may take, in milliseconds.
   *
   * @default 30000
   */
  readonly timeoutMs?: number;
  /**
   * How to wait between attempts.
   *
   * @default - a timer
   */
  readonly wait?: (ms: number) => Promise<void>;
}

/** One request to the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly body?: LiveJson;
}

/** One answer of the API, whatever its status. */
export interface Answer {
  readonly status: number;
  /** The parsed body; `undefined` if it is not JSON. */
  readonly body: LiveJson | undefined;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 30_000;
/** Wait before the second attempt; it doubles. */
const FIRST_WAIT_MS = 500;
/** A longer Retry-After is not waited for. */
const MAX_WAIT_MS = 60_000;

/**
 * One request, tried up to three times on a dropped connection, a timeout, 429 and 5xx.
 *
 * @throws InputError `cloudflare/unreachable`, `cloudflare/redirect`, `cloudflare/base-url` for a port that is blocked
 */
export async function httpRequest(access: ApiAccess, request: ApiRequest): Promise<Answer> {
  const wait = access.wait ?? timer;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === ATTEMPTS;
    const outcome = await tryOnce(access, request);
    if ('failure' in outcome) {
      if (isLast) throw unreachable(access, outcome.failure);
      await wait(FIRST_WAIT_MS * 2 ** (attempt - 1));
      continue;
    }
    const { status, body, retryAfterMs } = outcome;
    const waitMs = retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
    if (isLast || !isWorthRetrying(status) || waitMs > MAX_WAIT_MS) return { status, body };
    await wait(waitMs);
  }
}

/** A `Date` is a whole second, and takes its time to come: clocks that are nearer than this agree. */
const SAME_TIME_MS = 60_000;

/** How far the clock of the API is ahead of this machine's, by its newest answer. */
const aheadMs = new WeakMap<ApiAccess, number>();

/**
 * What time it is for Cloudflare, in milliseconds since 1970, to a minute: look-backs and ends are judged by its clock, and
 * that of this machine may be wrong. Asks the API if it has not answered yet.
 *
 * @throws InputError `cloudflare/unreachable`, `cloudflare/redirect`
 */
export async function cloudflareTime(access: ApiAccess): Promise<number> {
  // Open to every token, and short; the status does not matter.
  if (!aheadMs.has(access)) await httpRequest(access, { method: 'GET', path: '/user/tokens/verify' });
  return Date.now() + (aheadMs.get(access) ?? 0);
}

type Outcome = (Answer & { readonly retryAfterMs: number | undefined }) | { readonly failure: string };

async function tryOnce(access: ApiAccess, { method, path, body }: ApiRequest): Promise<Outcome> {
  const timeoutMs = access.timeoutMs ?? TIMEOUT_MS;
  let response: Awaited<ReturnType<typeof proxiedFetch>>;
  let text: string;
  try {
    response = await proxiedFetch(`${access.baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${access.token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: jsonText(body) }),
      // Followed by hand or not at all: the token must not travel to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Whatever is shown of the answer: an API or a proxy may repeat the request.
    text = redactor([access.token])(await response.text());
  } catch (error) {
    if (memberOf(memberOf(error, 'cause'), 'message') === 'bad port') throw blockedPort(access);
    return { failure: failureText(error, timeoutMs) };
  }
  const { status, headers } = response;
  const ahead = Date.parse(headers.get('date') ?? '') - Date.now();
  aheadMs.set(access, Math.abs(ahead) > SAME_TIME_MS ? ahead : 0);
  if (status >= 300 && status < 400) throw redirected(access, status);
  return { status, body: parseOrUndefined(text), retryAfterMs: retryAfter(headers.get('retry-after')) };
}

function isWorthRetrying(status: number): boolean {
  return status === 429 || status >= 500;
}

/** The wait that a Retry-After header asks for, in milliseconds: it holds seconds or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Only codes: the text of an error of fetch can hold headers. */
function failureText(error: unknown, timeoutMs: number): string {
  if (memberOf(error, 'name') === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  const code = memberOf(memberOf(error, 'cause'), 'code') ?? memberOf(error, 'name');
  return typeof code === 'string' ? code : 'unknown error';
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function parseOrUndefined(text: string): LiveJson | undefined {
  try {
    return readJson(text) as LiveJson;
  } catch {
    return undefined;
  }
}

function unreachable({ baseUrl }: ApiAccess, failure: string): InputError {
  return new InputError('cloudflare/unreachable', {
    message: `Cloudflare's API at ${show(baseUrl)} cannot be reached: ${show(failure)}`,
    help: isProxied(baseUrl)
      ? 'check the proxy of HTTPS_PROXY (hosts in NO_PROXY go past it), the network and CLOUDFLARE_BASE_URL, then try again'
      : 'check the network and CLOUDFLARE_BASE_URL, then try again; behind a proxy, set HTTPS_PROXY',
  });
}

/** The Fetch standard blocks ports of other protocols, such as 6666 of IRC. */
function blockedPort({ baseUrl }: ApiAccess): InputError {
  return new InputError('cloudflare/base-url', {
    message: `CLOUDFLARE_BASE_URL has a port that Node's fetch blocks, got: ${show(baseUrl)}`,
    help: 'use another port',
  });
}

function redirected({ baseUrl }: ApiAccess, status: number): InputError {
  return new InputError('cloudflare/redirect', {
    message: `${show(baseUrl)} answered with a redirect (${status}), which is refused, because the token must not go to another address`,
    help: 'set CLOUDFLARE_BASE_URL to the final address of the API, or remove it for the default',
  });
}
