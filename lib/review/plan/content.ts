type Json = Readonly<Record<string, unknown>>;

/** What Cloudflare computes: it changes with each write and says nothing about the effect. */
const COMPUTED = ['id', 'version', 'last_updated', 'categories'];

/** A rule without what is computed and without the nulls that Terraform writes for each attribute that is not set. */
export function contentOf(rule: Json): Json {
  return withoutNulls(
    Object.fromEntries(Object.entries(rule).filter(([key]) => !COMPUTED.includes(key))),
  ) as Json;
}

/** The value with the keys of every object sorted and without nulls: equal data give equal text. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
