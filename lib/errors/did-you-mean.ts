/** The known name that `given` most likely stands for, if one is near enough: another case, or a few letters off. */
function nearest(given: string, known: readonly string[]): string | undefined {
  const lower = given.toLowerCase();
  const candidates = known
    .map((name) => ({ name, distance: editDistance(lower, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length * 0.4)))
    .sort((a, b) => a.distance - b.distance);
  return candidates[0]?.name;
}

/**
 * The cure for an unknown name: the nearest known one, or all of them.
 *
 * @param otherwise What to say where none is near; by default it lists them all.
 */
export function didYouMean(
  given: string,
  known: readonly string[],
  otherwise = `use one of: ${known.join(', ')}`,
): string {
  const name = nearest(given, known);
  return name === undefined ? otherwise : `did you mean \`${name}\`?`;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
