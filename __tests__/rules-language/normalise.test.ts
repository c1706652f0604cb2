import { encodeText } from '../../lib/rules-language/text/bytes';
import {
  mergeSlashes,
  type Normalisation,
  normalisePath,
} from '../../lib/rules-language/context/normalise-path';

// The rows with `hello` are Cloudflare's own:
// https://developers.cloudflare.com/rules/normalization/examples/
test.each<[path: string, rfc3986: string, cloudflare: string]>([
  ['/hello', '/hello', '/hello'],
  ['/%68ello', '/hello', '/hello'],
  ['/%68ello//pa\\th', '/hello//pa%5Cth', '/hello/pa/th'],
  ['/hello//../path', '/hello/path', '/path'],
  ['/hello/\\../path', '/hello/%5C../path', '/path'],
  ['/%41%5A%61%7A%30%39%2D%2E%5F%7E', '/AZaz09-._~', '/AZaz09-._~'],
  ['/a%2Fb', '/a%2Fb', '/a%2Fb'],
  ['/a%2fb%3b%3f%23', '/a%2Fb%3B%3F%23', '/a%2Fb%3B%3F%23'],
  ['/a%5cb', '/a%5Cb', '/a%5Cb'],
  ["/:?#[]@!$&'()*+,;=", "/:?#[]@!$&'()*+,;=", "/:?#[]@!$&'()*+,;="],
  ['/a b"<>^`{|}', '/a%20b%22%3C%3E%5E%60%7B%7C%7D', '/a%20b%22%3C%3E%5E%60%7B%7C%7D'],
  ['/é', '/%C3%A9', '/%C3%A9'],
  ['/100%', '/100%25', '/100%25'],
  ['/%zz', '/%25zz', '/%25zz'],
  ['/%2541', '/%2541', '/%2541'],
  ['/a/./b', '/a/b', '/a/b'],
  ['/a/../b', '/b', '/b'],
  ['/a/%2e%2E/b', '/b', '/b'],
  ['/../../b', '/b', '/b'],
  ['/a/..', '/', '/'],
  ['/a/b/..', '/a/', '/a/'],
  ['/a/b/%2e%2e', '/a/', '/a/'],
  ['/a/.', '/a/', '/a/'],
  ['/a/...', '/a/...', '/a/...'],
  ['/.a', '/.a', '/.a'],
  ['/a/..%2fb', '/a/..%2Fb', '/a/..%2Fb'],
  ['/x;/../b', '/b', '/b'],
  ['//a', '//a', '/a'],
  ['/', '/', '/'],
  ['*', '*', '*'],
])('normalises %s', (path, rfc3986, cloudflare) => {
  const normalise = (type: Normalisation) => normalisePath(encodeText(path), type);
  expect([normalise('rfc3986'), normalise('cloudflare'), normalise('off')]).toEqual([
    rfc3986,
    cloudflare,
    encodeText(path),
  ]);
});

test('a normalised path stays as it is', () => {
  const pieces = ['/', '.', '..', '%2e', '%2F', '\\', 'a', '%61', '%', ';', 'é'];
  for (const type of ['rfc3986', 'cloudflare'] as const) {
    for (const a of pieces) {
      for (const b of pieces) {
        for (const c of pieces) {
          for (const d of pieces) {
            const once = normalisePath(encodeText(`/${a}${b}${c}${d}`), type);
            const twice = normalisePath(once, type);
            if (once !== twice) throw new Error(`${type} /${a}${b}${c}${d}: ${once}, then ${twice}`);
          }
        }
      }
    }
  }
});

test('merges slashes', () => {
  expect(mergeSlashes('///a//b/')).toBe('/a/b/');
});
