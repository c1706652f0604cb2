import { InputError, requireString, show } from '../../errors';
import { patternOfPlaceholders } from './placeholders';

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
  const problem = normalPathProblem(path);
  if (problem === undefined) return;
  throw new InputError(`path/${problem.code}`, {
    message: `\`path\` ${problem.message}, got: ${show(path)}`,
    help: adviceFor(path),
  });
}

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

/** The cure. A path is suggested only if clients send it for what was written: another one would never match. */
function adviceFor(given: string): string {
  const { path, query } = partsOf(given);
  const meant = patternOfPlaceholders(path, 'certain') ?? path;
  if (meant.includes('*'))
    return isPattern(meant)
      ? `write Path.pattern('${meant}')`
      : "use Path.pattern('/orders/*/attachments'), a star for each segment, or Path.under('/prefix/') for everything below a prefix";
  const sent = asSent(path);
  const plain = 'write the path as Cloudflare sees it, such as `/admin/export`';
  if (sent === undefined || path === '') return plain;
  const normal = normalise(sent);
  if (normal === undefined) return plain;
  if (query !== undefined) return queryAdvice(normal, query);
  if (normal === sent) return normal === given ? plain : `did you mean \`${normal}\`?`;
  return `clients that send \`${sent}\` cannot use an exception: let them send \`${normal}\`, and name that`;
}

/** Path and query of what may be a whole URL; a fragment is never sent. */
function partsOf(given: string): { readonly path: string; readonly query: string | undefined } {
  const target = given.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: undefined }
    : { path: target.slice(0, at), query: target.slice(at + 1) };
}

function queryAdvice(path: string, query: string): string {
  const parameters = [...new URLSearchParams(query)];
  const isSimple =
    parameters.length > 0 &&
    /^[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*$/.test(query) &&
    NORMAL_PATH.test(path);
  const named = parameters.map(([name, value]) => `'${name}': '${value}'`).join(', ');
  return isSimple
    ? `write path: '${path}', query: { ${named} }`
    : "write the path alone, and what the query must hold as query: { name: 'value' }";
}

/** What clients send for a path as people write it: URL libraries encode it and resolve its dot segments. */
function asSent(path: string): string | undefined {
  // Half a surrogate pair has no encoding.
  if (/\p{Cs}/u.test(path)) return undefined;
  const encoded = `/${path.replace(/^\//, '')}`
    .replaceAll('\\', '/')
    .replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, (character) => encodeURIComponent(character));
  return withoutDotSegments(encoded, /^(?:\.|%2e)$/i, /^(?:\.|%2e){2}$/i);
}

function withoutDotSegments(path: string, one: RegExp, two: RegExp): string {
  const segments: string[] = [];
  for (const [index, segment] of path.split('/').slice(1).entries()) {
    const isLast = index === path.split('/').length - 2;
    if (two.test(segment)) segments.pop();
    else if (!one.test(segment)) segments.push(segment);
    if (isLast && (one.test(segment) || two.test(segment))) segments.push('');
  }
  return `/${segments.join('/')}`;
}

/** Whether a star stands for whole segments only: what Path.pattern takes. */
function isPattern(path: string): boolean {
  const segments = path.split('/').slice(1);
  return (
    NORMAL_PATH.test(path) &&
    segments.every(
      (segment, index) =>
        !segment.includes('*') || segment === '*' || (segment === '**' && index === segments.length - 1),
    ) &&
    segments.some((segment) => segment === '*') &&
    segments.some((segment) => !segment.includes('*'))
  );
}

/** What Cloudflare's URL normalisation makes of a path that was sent, if there is such a form. */
function normalise(sent: string): string | undefined {
  const normal = sent
    .replace(/\/{2,}/g, '/')
    .replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) =>
      UNRESERVED.test(decodeByte(hex)) ? decodeByte(hex) : escape.toUpperCase(),
    )
    .replace(/%(?![0-9A-F]{2})/g, '%25');
  return NORMAL_PATH.test(normal) && !hasDotSegment(normal) ? normal : undefined;
}
