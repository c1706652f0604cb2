import { InputError, requireString, show } from '../../errors';

/** A path in its normal form: what URL normalisation leaves as it is. */
export const NORMAL_PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/;

/** Characters whose percent-encoding normalisation undoes: RFC 3986 "unreserved". */
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * Checks that URL normalisation would leave the path as it is: any other form can never match.
 *
 * @throws InputError `path/...`; the help suggests the normal form.
 * @see https://developers.cloudflare.com/rules/normalization/
 */
export function requireNormalPath(path: string): void {
  requireString('path', path);
  const refuse = (code: string, problem: string): never => {
    throw new InputError(`path/${code}`, {
      message: `\`path\` ${problem}, got: ${show(path)}`,
      help: adviceFor(path),
    });
  };
  if (!path.startsWith('/')) refuse('slash', 'must start with `/`');
  if (/[?#]/.test(path)) refuse('query', 'must not hold a query string or fragment');
  if (path.includes('*')) refuse('wildcard', 'has no wildcards: `*` stands for itself');
  const isNormal =
    NORMAL_PATH.test(path) && !hasNeedlessEscape(path) && !hasDotSegment(path) && !path.includes('//');
  if (!isNormal) refuse('not-normalised', 'must be in the normalised form, or it would never match');
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

function adviceFor(path: string): string {
  if (path.includes('*')) return "use Path.under('/prefix/') for everything below a prefix";
  const normal = normalise(path);
  return normal === undefined || normal === path
    ? 'write the path as Cloudflare sees it, such as `/admin/export`'
    : `did you mean \`${normal}\`?`;
}

/** What Cloudflare's URL normalisation makes of the path, if there is such a form. */
function normalise(path: string): string | undefined {
  // Half a surrogate pair has no encoding.
  if (/\p{Cs}/u.test(path)) return undefined;
  const [withoutQuery = ''] = path.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/);
  const rooted = `/${withoutQuery.replaceAll('\\', '/')}`.replace(/\/{2,}/g, '/');
  const encoded = rooted
    .replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) =>
      UNRESERVED.test(decodeByte(hex)) ? decodeByte(hex) : escape.toUpperCase(),
    )
    .replace(/%(?![0-9A-F]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, (character) =>
      encodeURIComponent(character),
    );
  const segments: string[] = [];
  for (const segment of encoded.split('/').slice(1)) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  const normal = `/${segments.join('/')}`;
  return NORMAL_PATH.test(normal) ? normal : undefined;
}
