import type { JsonObject } from '../json';

/**
 * The answer to a query that failed: without data, and with the time to the nanosecond.
 *
 * @param code `extensions.code`; undefined if there is none
 * @param path from the root; null if it is about the whole query
 * @see https://developers.cloudflare.com/analytics/graphql-api/errors/
 */
export function graphqlFailure(
  message: string,
  now: number,
  code?: string,
  path: readonly string[] | null = null,
): JsonObject {
  const timestamp = new Date(now).toISOString().replace('Z', '000000Z');
  const extensions = { ...(code === undefined ? {} : { code }), timestamp };
  return { data: null, errors: [{ message, path, extensions }] };
}
