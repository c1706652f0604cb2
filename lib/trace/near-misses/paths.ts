import { joinUrl, type UrlParts } from './url-parts';

/**
 * Other ways to write a path, and paths around it, that a wide exception would let through.
 *
 * @see https://developers.cloudflare.com/rules/normalization/how-it-works/
 */
const PATHS: readonly (readonly [title: string, change: (path: string) => string])[] = [
  ['trailing slash', (path) => (path.endsWith('/') ? path : `${path}/`)],
  ['no trailing slash', (path) => (path.length > 1 ? path.replace(/\/$/, '') : path)],
  ['double slash', (path) => `/${path}`],
  ['dot segments before it', (path) => `/vulnerable.php/..${path}`],
  ['encoded dot segments', (path) => `/vulnerable.php/%2e%2e${path}`],
  ['path parameter and dot segments before it', (path) => `/x;/..${path}`],
  ['encoded letter', (path) => path.replace(/[a-z]/i, encoded)],
  ['encoded slash', (path) => path.replace(/(?<=[^/])\/(?=[^/])/, encoded)],
  ['encoded slashes behind it', (path) => `${path}/..%2f..%2fusers`],
  ['backslashes behind it', (path) => `${path}\\..\\..\\users`],
  ['another case', (path) => path.replace(/[a-z]/i, otherCase)],
  // The root has none, and what follows the host without a slash would belong to the host.
  ['sibling path', (path) => (path === '/' ? path : path.replace(/\/?$/, '-v2'))],
  ['child path', (path) => path.replace(/\/?$/, '/delete')],
  ['parent path', (path) => path.replace(/\/[^/]*\/?$/, '') || '/'],
  ['inside another path', (path) => `/wp-login.php${path}`],
];

/** The URL with another path each, and one with the path in the query. */
export function pathMisses(parts: UrlParts): readonly { readonly title: string; readonly url: string }[] {
  // The target of OPTIONS for the whole server.
  if (!parts.path.startsWith('/')) return [];
  const inQuery = joinUrl({ ...parts, path: '/wp-login.php', query: `?x=${parts.path}` });
  return [
    ...PATHS.map(([title, change]) => ({
      title,
      url: joinUrl({ ...parts, path: change(parts.path) }),
    })),
    { title: 'path in the query', url: inQuery },
  ];
}

function encoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function otherCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}
