/** A query that this API refuses, in Cloudflare's words where they are known. */
export class QueryError extends Error {
  constructor(
    readonly status: 400 | 403,
    message: string,
    /** `extensions.code`. */
    readonly code?: 'authz' | 'quota',
  ) {
    super(message);
  }
}

/**
 * The refusals of a query.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/errors/
 */
export const refusals = {
  malformed: () => new QueryError(400, 'query contains error, please review it and retry'),
  unknownField: (name: string) => new QueryError(400, `unknown field ${JSON.stringify(name)}`),
  selections: () => new QueryError(400, 'scalar fields must have no selections'),
  noSelections: () => new QueryError(400, 'object field must have selections'),
  argument: (field: string, reason: string) =>
    new QueryError(400, `error parsing args for ${JSON.stringify(field)}: ${reason}`),
  limit: (most: number) =>
    new QueryError(400, `limit must be positive number and not greater than ${most}`, 'quota'),
  fields: (most: number) => new QueryError(400, `number of fields can't be more than ${most}`, 'quota'),
  tooOld: (seconds: number) =>
    new QueryError(400, `cannot request data older than ${duration(seconds)}`, 'quota'),
  tooWide: (owner: string, most: number, asked: number) =>
    new QueryError(
      400,
      `query time range is too large for ${owner}. Time range can't be wider than ${most}s, but it's ${asked}s`,
      'quota',
    ),
  zones: (ids: readonly string[]) =>
    new QueryError(403, `zones [${ids.join(' ')}] are not authorized`, 'authz'),
  tooManyZones: (most: number) => new QueryError(400, `cannot query more than ${most} zones`, 'quota'),
  account: () => new QueryError(403, 'not authorized for that account', 'authz'),
  dataset: (owner: string) =>
    new QueryError(
      403,
      `${owner} does not have access to the path. Refer to https://developers.cloudflare.com/analytics/graphql-api/errors/`,
      'authz',
    ),
  // Cloudflare writes the name of the field in lower case.
  field: (owner: string, name: string) =>
    new QueryError(403, `${owner} does not have access to the field '${name.toLowerCase()}'`, 'authz'),
};

const UNITS = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** A time span as Cloudflare writes it: 8 days are `1w1d`. */
function duration(seconds: number): string {
  let rest = seconds;
  return UNITS.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  }).join('');
}
