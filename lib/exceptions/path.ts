import { InputError, refuseToken, requireString, show } from '../errors';
import { and, type Expression, fields, not, or } from '../rules-language';
import type { Finding } from './finding';

/** A path in its normal form: what URL normalisation leaves as it is. */
const NORMAL_PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/;

/** Characters whose percent-encoding normalisation undoes: RFC 3986 "unreserved". */
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * Pieces of a raw path below a prefix that an origin may resolve to a path outside of it although the edge saw one
 * inside: dot segments, path parameters, and encodings of them, of slashes and of the percent sign itself.
 */
const ESCAPES_FROM_PREFIX = ['..', ';', '\\', '%2e', '%2f', '%3b', '%5c', '%25'] as const;

/**
 * Which paths of a host an exception is for. The factories stand in the order narrow to broad.
 *
 * A path is compared twice: as the WAF sees it (normalised) and as the client sent it (raw), because the origin
 * usually gets the raw one. A request that differs in either is still inspected.
 *
 * @see https://developers.cloudflare.com/rules/normalization/
 */
export class Path {
  /**
   * This path and no other; case, trailing slash and encoding count.
   *
   * @throws InputError `path/...` if the path is not in normal form; the help suggests the normal form.
   */
  static exact(path: string): Path {
    requireNormal(path);
    return new Path(path, and(fields.path.eq(path), fields.rawPath.eq(path)), []);
  }

  /**
   * Every path below a prefix that ends with `/`. Requests whose raw path holds dot segments, `;`, `\` or an encoded
   * form of them or of `/` are still inspected: an origin may resolve them to a path outside the prefix.
   */
  static under(prefix: string): Path {
    requireNormal(prefix);
    if (!prefix.endsWith('/')) {
      throw new InputError('path/prefix', {
        message: `a path prefix must end with \`/\`, got: ${show(prefix)}`,
        help: `write Path.under('${prefix}/'), or Path.exact('${prefix}') for that one path: without the slash \`${prefix}-other\` would match too`,
      });
    }
    const segments = prefix.split('/').filter((segment) => segment !== '');
    if (segments.length === 0) {
      throw new InputError('path/whole-host', {
        message: "Path.under('/') would exempt the whole host",
        help: 'name the part of the host that needs the exception',
      });
    }
    const escape = ESCAPES_FROM_PREFIX.find((piece) => prefix.toLowerCase().includes(piece));
    if (escape !== undefined) {
      throw new InputError('path/prefix-escape', {
        message: `a path prefix must not hold ${show(escape)}, or it would never match, got: ${show(prefix)}`,
        help: 'name a shorter prefix, or each path with Path.exact',
      });
    }
    const rawLower = fields.rawPath.lower();
    const escapes = ESCAPES_FROM_PREFIX.map((piece) => rawLower.contains(piece));
    const [first, ...others] = escapes;
    const expression = and(
      fields.path.startsWith(prefix),
      fields.rawPath.startsWith(prefix),
      ...(first === undefined ? [] : [not(or(first, ...others))]),
    );
    return new Path(`${prefix}*`, expression, segments.length === 1 ? [wholeSection(prefix)] : []);
  }

  /**
   * Every path with this text anywhere in it. Anybody can put the text into another path, so this is refused unless
   * the finding `path-contains` is accepted with a reason.
   */
  static contains(text: string): Path {
    requireString('path', text);
    if (text.includes('*')) {
      throw new InputError('path/wildcard', {
        message: `Path.contains has no wildcards: \`*\` stands for itself, got: ${show(text)}`,
        help: 'write the text alone: anything may stand before and after it',
      });
    }
    if (text.length < 3 || !NORMAL_PATH.test(`/${text}`)) {
      throw new InputError('path/contains', {
        message: `Path.contains needs at least 3 characters of a normalised path, got: ${show(text)}`,
        help: 'use Path.exact with the whole path',
      });
    }
    return new Path(`*${text}*`, fields.path.contains(text), [
      {
        id: 'path-contains',
        message: `${show(`Path.contains('${text}')`)} also exempts every other path with that text in it, such as \`/wp-login.php/${text.replace(/^\//, '')}\``,
        help: "use Path.exact, or accept it: accept: [{ finding: 'path-contains', because: '...' }]",
      },
    ]);
  }

  /** @internal The path of a `RequestMatch`: a string is exactly this path. */
  static from(path: unknown): Path {
    if (typeof path === 'string') return Path.exact(path);
    refuseToken('path', path);
    // Two copies of the package may be installed: `instanceof` would not know the other's paths.
    if (typeof path === 'object' && path !== null && 'expression' in path && 'findings' in path) {
      return path as Path;
    }
    throw new InputError('path/missing', {
      message: `\`path\` must be a string or a Path, got: ${show(path)}`,
      help: "write path: '/admin/export', or Path.under('/prefix/')",
    });
  }

  private constructor(
    /** The paths as a person writes them, `*` standing for anything. */
    readonly pattern: string,
    /** @internal the condition on the request */
    readonly expression: Expression,
    /** @internal what the reviewer should know */
    readonly findings: readonly Finding[],
  ) {}
}

function wholeSection(prefix: string): Finding {
  return {
    id: 'path-section',
    message: `${show(`Path.under('${prefix}')`)} exempts a whole section of the host`,
    help: "name a longer prefix or Path.exact, or accept it: accept: [{ finding: 'path-section', because: '...' }]",
  };
}

function requireNormal(path: string): void {
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
