/** What `ZoneWaf` calls its own constructs, and what CDKTF finds in any place. */
const RESERVED: ReadonlySet<string> = new Set(['constructor', 'custom', 'managed']);

/** An id for an exception of the first text that has letters or digits; one that is taken already gets a number. */
export function freeId(texts: readonly string[], fallback: string, taken: Set<string>): string {
  const base = texts.map(words).find((text) => text !== '') ?? fallback;
  let id = base;
  for (let number = 2; taken.has(id) || RESERVED.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}
