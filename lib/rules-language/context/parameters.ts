import { type RuntimeValue, sortedMap } from '../evaluate/values';

/** Names with values in the order in which they were sent. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** Pairs joined by `&`, such as a query; nothing is decoded. */
export function readParameters(text: string): Pairs {
  return text
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => splitAtEquals(piece));
}

/** The pairs of a `Cookie` header: names are URL-decoded, values are not. */
export function readCookies(header: string): Pairs {
  return header
    .split(';')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [name, value] = splitAtEquals(piece);
      return [decodeEscapes(name), value];
    });
}

function splitAtEquals(piece: string): readonly [string, string] {
  const at = piece.indexOf('=');
  return at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)];
}

function decodeEscapes(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

/** The pairs as Cloudflare's maps: repeated names have several values, in order. */
export function groupByName(pairs: Pairs): ReadonlyMap<string, RuntimeValue> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return sortedMap(groups);
}

/** The languages of an `Accept-Language` header, the preferred first; `*` is dropped. */
export function readLanguages(header: string): readonly string[] {
  return header
    .split(',')
    .map((item) => {
      const [language = '', ...parameters] = item.split(';').map((piece) => piece.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { language, quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ language }) => language !== '' && language !== '*')
    .sort((left, right) => right.quality - left.quality)
    .map(({ language }) => language);
}

/** The extension of a path's last segment in lower case: a leading dot begins none. */
export function extensionOf(path: string): string {
  const segment = path.slice(path.lastIndexOf('/') + 1);
  const dot = segment.lastIndexOf('.');
  return dot <= 0 ? '' : segment.slice(dot + 1).toLowerCase();
}
