import type { Limit } from '../catalogue/request-limits';
import { type Ternary, unknown, Unknown } from '../evaluate/unknown';
import type { Pairs } from './parameters';
import type { Request } from './request';

/** Whether more was sent than the rules see, as the value of a field. */
export function truncation(field: string, sent: number, { atLeast, atMost, reason }: Limit): Ternary {
  if (sent <= atLeast) return false;
  return sent > atMost ? true : unknown('field', field, reason);
}

/** The part of the body that the rules see: what is behind the limit is not there for them. */
export function shownBody({ body, bodyLimit }: Request, field: string): string | Unknown | undefined {
  if (body === undefined) return undefined;
  const isTruncated = truncation(field, body.length, bodyLimit);
  if (isTruncated instanceof Unknown) return isTruncated;
  return isTruncated ? body.slice(0, bodyLimit.atMost) : body;
}

/** The headers that the rules see. Which of too many are left out, Cloudflare does not say. */
export function shownHeaders({ headers, headerLimit }: Request, field: string): Pairs | Unknown {
  const isTruncated = truncation(field, headers.length, headerLimit);
  if (isTruncated === false) return headers;
  if (isTruncated instanceof Unknown) return isTruncated;
  return unknown(
    'field',
    field,
    `Cloudflare does not say which of more than ${headerLimit.atMost} headers the rules see`,
  );
}
