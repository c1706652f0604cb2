import { quote } from '../../lib/rules-language/quote';

test.each([
  ['', '""'],
  ['/export', '"/export"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['C:\\temp', '"C:\\\\temp"'],
  ['\\"', '"\\\\\\""'],
  ['two\nlines', '"two\nlines"'],
  ['$&', '"$&"'],
  ['ü', '"ü"'],
])('writes %j as a literal', (text, expected) => {
  expect(quote(text)).toBe(expected);
});

test('loses nothing of any text up to 6 characters', () => {
  let texts = [''];
  for (let length = 0; length < 6; length++) {
    texts = texts.flatMap((text) => ['"', '\\', '$', '{', '%', 'a'].map((character) => text + character));
    for (const text of texts) {
      const literal = quote(text);
      if (!/^"(?:[^"\\]|\\["\\])*"$/.test(literal)) throw new Error(`${literal} is no literal`);
      if (literal.slice(1, -1).replace(/\\(.)/g, '$1') !== text) throw new Error(`${literal} is not ${text}`);
    }
  }
  expect(texts).toHaveLength(6 ** 6);
});
