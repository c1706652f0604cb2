/**
 * The URL normalisation of a zone: `rfc3986` is Cloudflare's default, `cloudflare` also takes `\` for `/` and merges
 * slashes, `off` leaves the path as it is.
 *
 * @see https://developers.cloudflare.com/rules/normalization/settings/
 */
export type Normalisation = 'rfc3986' | 'cloudflare' | 'off';

const PERCENT_ENCODED = /%([0-9A-Fa-f]{2})/g;
/** Neither unreserved nor reserved (RFC 3986, section 2), and no part of an escape. */
const TO_ENCODE = /%(?![0-9A-F]{2})|[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/g;
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * The path as the rules see it.
 *
 * @param path binary string as the client sent it
 * @see https://developers.cloudflare.com/rules/normalization/how-it-works/
 */
export function normalisePath(path: string, type: Normalisation): string {
  if (type === 'off') return path;
  const merged = type === 'cloudflare' ? mergeSlashes(path.replaceAll('\\', '/')) : path;
  return removeDotSegments(normaliseEscapes(merged));
}

/** Successive slashes as one: Cloudflare's proxy does it, whatever the zone's settings are. */
export function mergeSlashes(path: string): string {
  return path.replace(/\/{2,}/g, '/');
}

/** Decodes what needs no escape, encodes what does, and writes the rest in upper case. Reserved characters stay. */
function normaliseEscapes(path: string): string {
  return path
    .replace(PERCENT_ENCODED, (escape, digits: string) => {
      const character = String.fromCharCode(parseInt(digits, 16));
      return UNRESERVED.test(character) ? character : escape.toUpperCase();
    })
    .replace(TO_ENCODE, (character) => {
      const digits = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
      return `%${digits}`;
    });
}

/** RFC 3986, section 5.2.4, for a path that begins with `/`. */
function removeDotSegments(path: string): string {
  if (!path.startsWith('/') || !path.includes('/.')) return path;
  const segments = path.split('/').slice(1);
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
