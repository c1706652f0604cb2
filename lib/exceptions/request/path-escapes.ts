import { fields, not, or } from '../../rules-language/build/build';
import type { Expression } from '../../rules-language';

/**
 * Pieces of a raw path that an origin may resolve to another path although the edge saw one that fits: dot segments,
 * path parameters, and encodings of them, of slashes and of the percent sign itself.
 */
const PATH_ESCAPES = ['..', ';', '\\', '%2e', '%2f', '%3b', '%5c', '%25'] as const;

/** The piece of these in a path, if it has one. */
export function escapeIn(path: string): string | undefined {
  return PATH_ESCAPES.find((piece) => path.toLowerCase().includes(piece));
}

/** The raw path holds none of these. */
export function withoutEscapes(): Expression {
  const rawLower = fields.rawPath.lower();
  const [first, ...others] = PATH_ESCAPES.map((piece) => rawLower.contains(piece));
  if (first === undefined) throw new Error('there are escapes');
  return not(or(first, ...others));
}
