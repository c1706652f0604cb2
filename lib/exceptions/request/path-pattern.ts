import { InputError, requireString, show, sourceText } from '../../errors';
import type { Expression } from '../../rules-language';
import { and, fields, not } from '../../rules-language/build/build';
import { normalPathProblem } from './normal-path';
import { escapeIn, withoutEscapes } from './path-escapes';
import { patternOfPlaceholders } from './placeholders';

type Conditions = [Expression, ...Expression[]];

/**
 * The paths that fit a pattern, by operators that every plan has. A star of Cloudflare's `wildcard` also takes slashes
 * and nothing at all, so both are excluded: a path with more slashes than the pattern, with an empty segment, or with
 * nothing behind its last slash.
 *
 * @throws InputError `path/pattern...` for a pattern that could not be kept to, or that takes a whole host
 */
export function patternExpression(pattern: string): Expression {
  const segments = requirePattern(pattern);
  const conditions: Conditions = [fields.path.strictWildcard(wildcardOf(pattern))];
  for (const field of [fields.path, fields.rawPath]) {
    if (field === fields.rawPath) conditions.push(field.strictWildcard(wildcardOf(pattern)));
    conditions.push(...overreaches(segments).map((wildcard) => not(field.strictWildcard(wildcard))));
    conditions.push(not(field.contains('//')));
    if (segments.at(-1) === '*') conditions.push(not(field.endsWith('/')));
  }
  conditions.push(withoutEscapes());
  return and(...conditions);
}

/** Cloudflare's wildcard for the pattern: `**` is one star there. */
function wildcardOf(pattern: string): string {
  return pattern.replace(/\*\*$/, '*');
}

/** Wildcards that each path fits in which a star stands for more than one segment. */
function overreaches(segments: readonly string[]): readonly string[] {
  // Every path with one slash more than the pattern has.
  if (segments.at(-1) !== '**') return [`${'/*'.repeat(segments.length)}/*`];
  // Behind `**` slashes cannot be counted: each other star is tried with a slash in it. A path in which the rest repeats
  // a part of the pattern fits too, and is inspected. Stars right before `**` leave to it what is too much for them.
  const last = segments.findLastIndex((segment) => !segment.includes('*'));
  return segments.flatMap((segment, index) =>
    segment === '*' && index < last
      ? [`/${segments.with(index, '*/*').join('/').replace(/\*\*$/, '*')}`]
      : [],
  );
}

/** Whether Path.pattern takes it. */
export function isPattern(text: string): boolean {
  try {
    requirePattern(text);
    return true;
  } catch {
    return false;
  }
}

function requirePattern(pattern: string): readonly string[] {
  requireString('path', pattern);
  const refuse = (code: string, problem: string, help: string): never => {
    throw new InputError(`path/${code}`, {
      message: `Path.pattern ${problem}, got: ${show(pattern)}`,
      help,
    });
  };
  const meant = patternOfPlaceholders(pattern, 'likely');
  if (meant !== undefined)
    refuse(
      'placeholder',
      'has a star for one segment',
      isPattern(meant)
        ? `write Path.pattern(${sourceText(meant)})`
        : 'write a star for each segment that varies',
    );
  const segments = pattern.split('/').slice(1);
  const stars = segments.filter((segment) => segment.includes('*'));
  if (stars.some((segment) => segment !== '*' && segment !== '**'))
    refuse(
      'pattern-segment',
      'has a star for a whole segment, not for a part of one',
      'name each path with Path.exact',
    );
  if (segments.slice(0, -1).includes('**'))
    refuse('pattern-rest', 'has `**` only as its last segment', 'write one star for each segment before it');
  // A star stands for a segment in normal form, so the rest must be in it.
  const problem = normalPathProblem(segments.map((segment) => `/${segment.replaceAll('*', 'x')}`).join(''));
  if (!pattern.startsWith('/') || problem !== undefined)
    refuse(
      problem?.code ?? 'slash',
      problem?.message ?? 'must start with `/`',
      "write the parts between the stars as Cloudflare sees them, such as '/orders/*/attachments'",
    );
  if (segments.every((segment) => segment.includes('*')))
    refuse('whole-host', 'would exempt paths of the whole host', 'name the parts of the path that stay');
  const escape = escapeIn(pattern);
  if (escape !== undefined)
    refuse(
      'prefix-escape',
      `must not hold ${show(escape)}, or it would never match`,
      'name each path with Path.exact',
    );
  if (!segments.includes('*')) {
    refuse(
      'pattern-star',
      'needs a star that matches one segment',
      segments.at(-1) === '**'
        ? `write Path.under(${sourceText(pattern.slice(0, -2))})`
        : `write Path.exact(${sourceText(pattern)}) for that one path`,
    );
  }
  return segments;
}
