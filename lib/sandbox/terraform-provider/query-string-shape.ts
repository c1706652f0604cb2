/**
 * The API writes the query string parameters of a cache key as a plain list, the schema as an object. Rewrites the
 * former to the latter in a ruleset; everything else stays.
 */
export function withQueryStringObjects(ruleset: unknown): unknown {
  if (!isRecord(ruleset) || !Array.isArray(ruleset['rules'])) return ruleset;
  return { ...ruleset, rules: ruleset['rules'].map((rule) => update(rule, QUERY_STRING, rewrite)) };
}

const QUERY_STRING = ['action_parameters', 'cache_key', 'custom_key', 'query_string'];

function rewrite(queryString: Record<string, unknown>): Record<string, unknown> {
  const { include, exclude } = queryString;
  return {
    ...queryString,
    ...(Array.isArray(include) && { include: isWildcard(include) ? { all: true } : { list: include } }),
    ...(Array.isArray(exclude) && { exclude: { list: exclude } }),
  };
}

function isWildcard(names: readonly unknown[]): boolean {
  return names.length === 1 && names[0] === '*';
}

function update(
  value: unknown,
  path: readonly string[],
  change: (inner: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  if (!isRecord(value)) return value;
  const [name, ...rest] = path;
  if (name === undefined) return change(value);
  return name in value ? { ...value, [name]: update(value[name], rest, change) } : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
