/** Placeholders for one segment that no path holds as it is. */
const ONE_SEGMENT: readonly RegExp[] = [
  // Flask, Django: <id>, <int:id>
  /^<(?!path:)[^<>/]+>$/,
  // OpenAPI, Spring, ASP.NET, Laravel, FastAPI, Go: {id}, {id:int}, {id?}
  /^\{(?!\*)[^{}/]+(?<!:path|\.\.\.)\}$/,
  // Template strings: ${id}
  /^\$\{[^{}/]+\}$/,
  // Next.js, SvelteKit, Nuxt: [id], [[id]]
  /^\[(?!\.\.\.|\[\.\.\.)[^\]/]+\]\]?$/,
];

/** Placeholders for one segment that may be meant as they are, such as `$metadata` of OData. */
const PERHAPS_ONE_SEGMENT: readonly RegExp[] = [
  // Express, Rails: :id, :id?, :id(\d+)
  /^:[A-Za-z_]\w*(?:\([^/]*\))?\??$/,
  // Remix, TanStack: $id
  /^\$[A-Za-z_]\w*$/,
];

/** Placeholders for all that is left of a path. */
const ANY_SEGMENTS: readonly RegExp[] = [
  /^<path:[^<>/]+>$/,
  /^\{\*+[^{}/]*\}$/,
  /^\{[^{}/]+(?::path|\.\.\.)\}$/,
  /^:[A-Za-z_]\w*[*+]$/,
  /^\[\[?\.\.\.[^\]/]+\]\]?$/,
];

/**
 * The pattern that a path with placeholders of a framework stands for, with a star for each; `undefined` for a path
 * without them.
 *
 * @param which `certain`: only placeholders that no path holds as it is.
 */
export function patternOfPlaceholders(path: string, which: 'certain' | 'likely'): string | undefined {
  const forOne = which === 'certain' ? ONE_SEGMENT : [...ONE_SEGMENT, ...PERHAPS_ONE_SEGMENT];
  const segments = path.split('/');
  const meant = segments.map((segment, index) => {
    const isLast = index === segments.length - 1;
    if (ANY_SEGMENTS.some((form) => form.test(segment))) return isLast ? '**' : '*';
    return forOne.some((form) => form.test(segment)) ? '*' : segment;
  });
  const pattern = meant.join('/');
  return pattern === path ? undefined : pattern;
}
