/** Most letters that a name may be off, and still be meant. */
const MAX_DISTANCE = 3;
/** Longest name that is looked at, longer than any that Cloudflare has. */
const MAX_LENGTH = 100;

/**
 * The known name that `given` most likely stands for: another case, a few letters off, or the beginning or the end of a name.
 * `undefined` if none is near, or if several are.
 */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  if (given === '' || given.length > MAX_LENGTH) return undefined;
  const lower = given.toLowerCase();
  const isPart = lower.length > 3;
  let best: string | undefined;
  // One letter may be off in the shortest names, too.
  let bestDistance = Math.min(MAX_DISTANCE, Math.max(1, Math.floor(given.length * 0.4))) + 1;
  let isTied = false;
  let part: string | undefined;
  let isPartTied = false;
  for (const name of known) {
    const other = name.toLowerCase();
    if (other === lower) return name;
    if (isPart && other.endsWith(`.${lower}`)) part ??= name;
    else if (isPart && isBeginning(lower, other)) {
      isPartTied ||= part !== undefined && !name.startsWith(part);
      part ??= name;
    }
    const distance = editDistance(lower, other, bestDistance + 1);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
      isTied = false;
    } else if (distance === bestDistance) isTied = best !== undefined;
  }
  if (best !== undefined) return isTied ? undefined : best;
  return isPartTied ? undefined : part;
}

/** Whether the name begins with the text, or with it but for one letter. */
function isBeginning(text: string, name: string): boolean {
  return (
    editDistance(text, name.slice(0, text.length), 2) < 2 ||
    editDistance(text, name.slice(0, text.length + 1), 2) < 2
  );
}

/** ``did you mean `...`?`` with the nearest known name; `undefined` if none is near. */
export function suggestion(given: string, known: Iterable<string>): string | undefined {
  const name = nearest(given, known);
  return name === undefined ? undefined : `did you mean \`${name}\`?`;
}

/**
 * The help for an unknown name: the nearest known one, or all of them.
 *
 * @param otherwise What to say where none is near; by default it lists them all.
 */
export function didYouMean(
  given: string,
  known: readonly string[],
  otherwise = `use one of: ${known.join(', ')}`,
): string {
  return suggestion(given, known) ?? otherwise;
}

/** Rows of the table of distances: made once, because a text with a mistake is compared with some 200 names. */
let previous = new Uint8Array(MAX_LENGTH + 1);
let current = new Uint8Array(MAX_LENGTH + 1);

/** Levenshtein distance, or `limit` if it is that or more: most names are given up after a few letters. */
function editDistance(a: string, b: string, limit: number): number {
  if (a.length - b.length >= limit || b.length - a.length >= limit || b.length > MAX_LENGTH) return limit;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    // Further off the diagonal than the limit, every distance is over it.
    const from = i > limit ? i - limit : 1;
    const to = i + limit < b.length ? i + limit : b.length;
    let left = from === 1 ? i : limit;
    let smallest = left;
    current[from - 1] = left;
    for (let j = from; j <= to; j++) {
      const substituted = at(previous, j - 1) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      const removed = (j < i + limit ? at(previous, j) : limit) + 1;
      left++;
      if (substituted < left) left = substituted;
      if (removed < left) left = removed;
      current[j] = left;
      if (left < smallest) smallest = left;
    }
    if (smallest >= limit) return limit;
    [previous, current] = [current, previous];
  }
  const distance = at(previous, b.length);
  return distance < limit ? distance : limit;
}

function at(row: Uint8Array, index: number): number {
  return row[index] ?? MAX_LENGTH;
}
