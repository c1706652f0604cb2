import { CLOUDFLARE_SCHEME } from '../../lib/rules-language';
import { nearest, suggestion } from '../../lib/errors';
import { Random } from '../rules-language/support/random';

const NAMES = [...CLOUDFLARE_SCHEME.fields.keys()];

test.each([
  ['http.hst', 'http.host'],
  ['HTTP.HOST', 'http.host'],
  ['uri.path', 'http.request.uri.path'],
  ['http.request.uri.pahts', 'http.request.uri.path'],
  ['ip.scr', 'ip.src'],
])('%s is %s', (given, expected) => {
  expect(nearest(given, NAMES)).toBe(expected);
});

test.each([[''], ['x'], ['completely.different'], ['a'.repeat(10_000)]])('%s is none', (given) => {
  expect(suggestion(given, NAMES)).toBeUndefined();
});

test.each([
  ['as near to two', 'cat', ['car', 'cap']],
  ['the beginning of two', 'http_request', ['http_request_sbfm', 'http_request_firewall_managed']],
])('what is %s is none', (_title, given, names) => {
  expect(nearest(given, names)).toBeUndefined();
});

test('the beginning of several is the one that the others begin with, too', () => {
  expect(nearest('http.request.head', ['http.request.headers', 'http.request.headers.names'])).toBe(
    'http.request.headers',
  );
});

test('a name with up to three letters changed has a neighbour that near', () => {
  const random = new Random(4);
  for (let round = 0; round < 2000; round++) {
    const name = random.pick(NAMES);
    const changes = random.below(4);
    const given = Array.from({ length: changes }).reduce<string>((text) => {
      const at = random.below(text.length);
      return text.slice(0, at) + random.pick(['', 'x', 'qq'].slice(0, 2)) + text.slice(at + random.below(2));
    }, name);
    if (given.length < 10) continue;
    const found = nearest(given, NAMES);
    if (found === undefined) {
      // Of two that are as near nobody knows which is meant.
      const distances = NAMES.map((one) => distance(given, one));
      const least = Math.min(...distances);
      expect(distances.filter((one) => one === least).length).toBeGreaterThan(1);
      continue;
    }
    expect(distance(given, found)).toBeLessThanOrEqual(Math.min(3, distance(given, name)));
  }
});

/** Levenshtein distance, as it is defined. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
