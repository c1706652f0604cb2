import { patternOfPlaceholders } from './placeholders';

/** A path in its normal form: what URL normalisation leaves as it is. */
export const NORMAL_PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/;

/** Characters whose percent-encoding normalisation undoes: RFC 3986 "unreserved". */
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/** Why a path can never match; `undefined` for one in its normal form. */
export function normalPathProblem(
  path: string,
): { readonly code: string; readonly message: string } | undefined {
  if (patternOfPlaceholders(path, 'certain') !== undefined)
    return { code: 'placeholder', message: 'is compared as it is: it has no placeholders' };
  if (!path.startsWith('/')) return { code: 'slash', message: 'must start with `/`' };
  if (/[?#]/.test(path)) return { code: 'query', message: 'must not hold a query string or fragment' };
  if (path.includes('*')) return { code: 'wildcard', message: 'has no wildcards: `*` stands for itself' };
  const isNormal =
    NORMAL_PATH.test(path) && !hasNeedlessEscape(path) && !hasDotSegment(path) && !path.includes('//');
  return isNormal
    ? undefined
    : { code: 'not-normalised', message: 'must be in the normalised form, or it would never match' };
}

function hasNeedlessEscape(path: string): boolean {
  return [...path.matchAll(/%([0-9A-Fa-f]{2})/g)].some(([, hex = '']) => UNRESERVED.test(decodeByte(hex)));
}

function hasDotSegment(path: string): boolean {
  return path.split('/').some((segment) => segment === '.' || segment === '..');
}

function decodeByte(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** What Cloudflare's URL normalisation makes of a path that was sent, if there is such a form. */
export function normalForm(sent: string): string | undefined {
  const normal = sent
    .replace(/\/{2,}/g, '/')
    .replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) =>
      UNRESERVED.test(decodeByte(hex)) ? decodeByte(hex) : escape.toUpperCase(),
    )
    .replace(/%(?![0-9A-F]{2})/g, '%25');
  return NORMAL_PATH.test(normal) && !hasDotSegment(normal) ? normal : undefined;
}
