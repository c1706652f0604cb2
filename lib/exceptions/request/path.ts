import { InputError, refuseToken, requireString, show, sourceText } from '../../errors';
import type { Expression } from '../../rules-language';
// By file: the parser and the tables of the language would be loaded at each synth.
import { and, fields } from '../../rules-language/build/build';
import { type ExceptionFinding, propFinding } from '../finding';
import { NORMAL_PATH, normalPathProblem } from './normal-path';
import { requireNormalPath } from './path-advice';
import { escapeIn, withoutEscapes } from './path-escapes';
import { isPattern, patternExpression } from './path-pattern';
import { patternOfPlaceholders } from './placeholders';

/**
 * The paths of a host that an exception matches. The factories are listed from narrow to broad.
 *
 * A path is compared twice: as the WAF sees it (normalised) and as the client sent it (raw), because the origin
 * usually gets the raw one. A request that differs in either is still inspected.
 *
 * @see https://developers.cloudflare.com/rules/normalization/
 * @example
 * const request: RequestMatch = { host: 'app.example.com', method: 'POST', path: Path.under('/exports/') };
 */
export class Path {
  /**
   * This path and no other. Case, trailing slash and encoding matter.
   *
   * @throws InputError `path/...` if the path is not in normal form; the help suggests the normal form.
   * @example
   * Path.exact('/admin/export');
   */
  static exact(path: string): Path {
    requireNormalPath(path);
    return new Path('exact', path, and(fields.path.eq(path), fields.rawPath.eq(path)), []);
  }

  /**
   * Every path that matches a pattern in which each star stands for one segment, such as `/orders/*\/attachments`. `**`
   * as the last segment matches everything below, as in {@link Path.under}. Raw paths with dot segments, `;`, `\` or an
   * encoded form of them or of `/` are still inspected.
   *
   * @throws InputError `path/...` for a star that is no whole segment, a placeholder of a framework, or no star at all
   * @example
   * Path.pattern('/orders/*');
   */
  static pattern(pattern: string): Path {
    return new Path('pattern', pattern, patternExpression(pattern), []);
  }

  /**
   * Every path below a prefix that ends with `/`. Requests whose raw path holds dot segments, `;`, `\` or an encoded
   * form of them or of `/` are still inspected: an origin may resolve them to a path outside the prefix.
   *
   * @throws InputError `path/...` for a prefix without a final slash, the whole host, or a path that is not in normal form
   * @example
   * Path.under('/customers/exports/');
   */
  static under(prefix: string): Path {
    requireNormalPath(prefix);
    const escape = escapeIn(prefix);
    if (escape !== undefined) {
      throw new InputError('path/prefix-escape', {
        message: `a path prefix must not hold ${show(escape)}, or it would never match, got: ${show(prefix)}`,
        help: 'name a shorter prefix, or each path with Path.exact',
      });
    }
    if (!prefix.endsWith('/')) {
      throw new InputError('path/prefix', {
        message: `a path prefix must end with \`/\`, got: ${show(prefix)}`,
        help: `write Path.under(${sourceText(`${prefix}/`)}), or Path.exact(${sourceText(prefix)}) for that one path: without the slash \`${prefix}-other\` would match too`,
      });
    }
    const segments = prefix.split('/').filter((segment) => segment !== '');
    if (segments.length === 0) {
      throw new InputError('path/whole-host', {
        message: "Path.under('/') would exempt the whole host",
        help: 'name the part of the host that needs the exception',
      });
    }
    const expression = and(
      fields.path.startsWith(prefix),
      fields.rawPath.startsWith(prefix),
      withoutEscapes(),
    );
    const findings = segments.length === 1 ? [wholeSection(prefix)] : [];
    return new Path('under', prefix, expression, findings);
  }

  /**
   * Every path that contains this text. Anyone can put the text into another path, so this is refused unless the
   * finding `path-contains` is accepted with a reason.
   *
   * @throws InputError `path/...` for fewer than 3 characters, a wildcard, or text that no normalised path holds
   * @example
   * Path.contains('export-mp4');
   */
  static contains(text: string): Path {
    requireString('path', text);
    if (text.includes('*')) {
      throw new InputError('path/wildcard', {
        message: `Path.contains has no wildcards: \`*\` stands for itself, got: ${show(text)}`,
        help: 'write the text alone: anything may come before and after it',
      });
    }
    if (text.length < 3 || !NORMAL_PATH.test(`/${text}`)) {
      throw new InputError('path/contains', {
        message: `Path.contains needs at least 3 characters of a normalised path, got: ${show(text)}`,
        help: 'use Path.exact with the whole path',
      });
    }
    return new Path('contains', text, and(fields.path.contains(text), fields.rawPath.contains(text)), [
      propFinding(
        'path-contains',
        `${show(`Path.contains('${text}')`)} also exempts every other path with that text in it, such as \`/wp-login.php/${text.replace(/^\//, '')}\``,
        "use Path.exact, or accept it: accept: [{ finding: 'path-contains', reason: '...' }]",
      ),
    ]);
  }

  /** @internal The path of a `RequestMatch`: a string is exactly this path. */
  static from(path: unknown): Path {
    if (typeof path === 'string') {
      refusePlaceholders(path);
      return Path.exact(path);
    }
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
    /** Which factory made it. */
    readonly form: 'exact' | 'pattern' | 'under' | 'contains',
    /** What the factory was given. */
    readonly text: string,
    /** @internal the condition on the request */
    readonly expression: Expression,
    /** @internal what the reviewer should know */
    readonly findings: readonly ExceptionFinding[],
  ) {}
}

/** A path of a framework's router, with placeholders that would be compared as they are. */
function refusePlaceholders(path: string): void {
  const meant = patternOfPlaceholders(path, 'likely');
  // The check of the form reports what is not a path at all.
  if (meant === undefined || normalPathProblem(meant.replaceAll('*', 'x')) !== undefined) return;
  const exact =
    normalPathProblem(path) === undefined ? `Path.exact(${sourceText(path)}) if requests hold that text` : '';
  const pattern = isPattern(meant) ? `Path.pattern(${sourceText(meant)})` : 'each path';
  throw new InputError('path/placeholder', {
    message: `\`path\` is compared as it is: it has no placeholders, got: ${show(path)}`,
    help: `write ${[pattern, exact].filter((cure) => cure !== '').join(', or ')}`,
  });
}

function wholeSection(prefix: string): ExceptionFinding {
  return propFinding(
    'path-section',
    `${show(`Path.under('${prefix}')`)} exempts a whole section of the host`,
    "name a longer prefix or Path.exact, or accept it: accept: [{ finding: 'path-section', reason: '...' }]",
  );
}
