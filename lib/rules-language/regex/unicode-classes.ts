import { type Ranges, rangesOf } from './ranges';

/** Code points in two runs, so that no two halves of them make a surrogate pair. */
const RUNS = [
  [0x00, 0xd7ff],
  [0xe000, 0x10ffff],
] as const;
const CLASSES = new Map<string, Ranges>();
/** The characters of the runs; made with the first class. */
let texts: readonly string[] | undefined;

/** A category that Rust does not know: its members are no characters. */
const SURROGATES = /^(?:cs|surrogate)$/i;

/** Names of a property before `=` in Rust, with JavaScript's. */
const PROPERTIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    General_Category: ['generalcategory', 'gc'],
    Script: ['script', 'sc'],
    Script_Extensions: ['scriptextensions', 'scx'],
  }).flatMap(([name, aliases]) => aliases.map((alias) => [alias, name])),
);

/**
 * The characters that a class of JavaScript takes: what is between its brackets is given. JavaScript and Rust take
 * them from the tables of Unicode, of which one of them may know a newer version.
 *
 * @throws SyntaxError for a property that JavaScript does not know
 */
export function classOf(source: string): Ranges {
  const known = CLASSES.get(source);
  if (known !== undefined) return known;
  const matches = new RegExp(`[${source}]+`, 'gu');
  texts ??= RUNS.map(([first, last]) => charactersFrom(first, last));
  const found = rangesOf(
    texts.flatMap((characters) =>
      [...characters.matchAll(matches)].map(({ 0: part }): [number, number] => [
        part.codePointAt(0) ?? 0,
        lastCodePoint(part),
      ]),
    ),
  );
  CLASSES.set(source, found);
  return found;
}

/**
 * The class of `\p{...}`, by what is in the braces: a category, a script or a property that is true or false.
 * `undefined` for what JavaScript does not know, at least not in this spelling: Rust is lenient with that.
 */
export function propertyClass(text: string): Ranges | undefined {
  const [, property, value = ''] = /^(?:([^=:]*)[=:])?(.*)$/s.exec(text.replaceAll(/\s/g, '')) ?? [];
  const prefixes = property === undefined ? ['', 'Script='] : [prefixOf(property)];
  for (const prefix of prefixes) {
    for (const spelling of [value, titleCase(value)]) {
      if (prefix === undefined || !/^\w+$/.test(spelling) || SURROGATES.test(spelling)) continue;
      try {
        return classOf(`\\p{${prefix}${spelling}}`);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
  }
  return undefined;
}

function prefixOf(property: string): string | undefined {
  const name = PROPERTIES.get(property.toLowerCase().replaceAll(/[_-]/g, ''));
  return name === undefined ? undefined : `${name}=`;
}

/** `LATIN` and `latin` as `Latin`, `old_italic` as `Old_Italic`: so most names are spelt. */
function titleCase(name: string): string {
  return name.toLowerCase().replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

function charactersFrom(first: number, last: number): string {
  const parts: string[] = [];
  // In pieces: a call takes so many arguments only.
  for (let from = first; from <= last; from += 0x1000) {
    const length = Math.min(0x1000, last - from + 1);
    parts.push(String.fromCodePoint(...Array.from({ length }, (_, index) => from + index)));
  }
  return parts.join('');
}

function lastCodePoint(text: string): number {
  const code = text.charCodeAt(text.length - 1);
  const isLowHalf = code >= 0xdc00 && code <= 0xdfff;
  return (isLowHalf ? text.codePointAt(text.length - 2) : code) ?? 0;
}
