import type { IncomingMessage } from 'node:http';
import { apiError } from './errors';

export interface Tokens {
  readonly token: string;
  readonly readOnlyToken: string;
}

/** What the bearer of a request may do; an error of the API without a valid token. */
export function accessOf(request: IncomingMessage, tokens: Tokens): { readonly canWrite: boolean } {
  const { authorization } = request.headers;
  if (authorization === undefined) throw apiError('noAuthentication', []);
  if (authorization === `Bearer ${tokens.token}`) return { canWrite: true };
  if (authorization === `Bearer ${tokens.readOnlyToken}`) return { canWrite: false };
  throw apiError('authentication', []);
}

const LOOPBACK = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/** A page in a browser can make its own name point here; it cannot make the browser send ours. */
export function onlyLoopback(request: IncomingMessage): void {
  const { host = '' } = request.headers;
  if (!LOOPBACK.test(host)) throw apiError('host', [host]);
}
