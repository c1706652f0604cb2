/** A URL in its parts, character for character: joined they are the URL again. */
export interface UrlParts {
  /** `https://`, or empty for a bare target. */
  readonly scheme: string;
  /** Host and port, or empty. */
  readonly authority: string;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
}

const URL_PARTS = /^(?:(https?:\/\/)([^/?#]*))?([^?#]*)(\?[^#]*)?/i;

/** Without a parser of URLs: that would already remove dot segments. */
export function splitUrl(url: string): UrlParts {
  const [, scheme = '', authority = '', path = '', query = ''] = URL_PARTS.exec(url) ?? [];
  return { scheme, authority, path: path === '' ? '/' : path, query };
}

export function joinUrl({ scheme, authority, path, query }: UrlParts): string {
  return `${scheme}${authority}${path}${query}`;
}
