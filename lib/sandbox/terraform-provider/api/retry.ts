import type { IncomingHttpHeaders } from 'node:http';

/** The first attempt and two more. */
export const MAX_ATTEMPTS = 3;

/** The first wait; each further one is twice as long. */
const BASE_DELAY_MS = 500;
/** Up to this part of a wait is taken off at random, so that clients do not come back in step. */
const JITTER = 0.25;
/** A server that asks for a minute or more is not obeyed. */
const MAX_RETRY_AFTER_MS = 60_000;

const TRANSIENT_STATUSES: readonly number[] = [408, 409, 429];

/** Whether an answer is worth another attempt. `x-should-retry` decides over the status. */
export function isTransient(status: number, headers: IncomingHttpHeaders): boolean {
  const wish = headers['x-should-retry'];
  if (wish === 'true') return true;
  if (wish === 'false') return false;
  return TRANSIENT_STATUSES.includes(status) || status >= 500;
}

/** How long to wait before the next attempt, in milliseconds. `attempt` counts from 0; no headers: no answer came. */
export function retryDelay(attempt: number, headers: IncomingHttpHeaders = {}): number {
  const asked = retryAfter(headers);
  if (asked !== null && asked >= 0 && asked < MAX_RETRY_AFTER_MS) return asked;
  const delay = BASE_DELAY_MS * 2 ** attempt;
  return delay - Math.random() * delay * JITTER;
}

function retryAfter(headers: IncomingHttpHeaders): number | null {
  const milliseconds = numberOf(headers['retry-after-ms']);
  if (milliseconds !== null) return milliseconds;
  const text = headers['retry-after'];
  const seconds = numberOf(text);
  if (seconds !== null) return seconds * 1000;
  const date = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(date) ? null : date - Date.now();
}

function numberOf(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string' || header.trim() === '') return null;
  const number = Number(header);
  return Number.isNaN(number) ? null : number;
}
