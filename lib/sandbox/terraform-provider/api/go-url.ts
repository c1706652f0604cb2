/** Query parameters by name. */
export type Query = Readonly<Record<string, string>>;

/** Writes a query as Go does: sorted by name, blanks as `+`. Empty for no parameters. */
export function goQuery(query: Query): string {
  return Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .join('&');
}

function escape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}
