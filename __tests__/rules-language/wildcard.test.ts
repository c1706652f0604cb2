import { compileWildcard } from '../../lib/rules-language/compile/wildcard';
import { Random } from './support/random';

test.each<[pattern: string, text: string, anyCase: boolean, strict: boolean]>([
  ['a*', 'A', true, false],
  ['a*', 'a', true, true],
  ['*B', 'ab', true, false],
  ['ab*ba', 'aba', false, false],
  ['ab*ba', 'ABba', true, false],
  ['ab', 'aB', true, false],
  ['ab', 'abc', false, false],
  ['*x*', 'aXb', true, false],
  // The bytes of other letters have no case.
  ['\xe9*', '\xc9', false, false],
  ['[*', '{', false, false],
  ['*\\*', 'a*', true, true],
  ['*\\*', 'a', false, false],
  ['\\**', '*a', true, true],
  ['\\\\*', '\\a', true, true],
  ['', '', true, true],
])('%s takes %s: %s, with its case %s', (pattern, text, anyCase, strict) => {
  expect(compileWildcard(pattern, false).test(text)).toBe(anyCase);
  expect(compileWildcard(pattern, true).test(text)).toBe(strict);
});

test('takes what has stars that stand for something', () => {
  const random = new Random(7);
  const texts = Array.from({ length: 400 }, () =>
    random.list(0, 6, () => random.pick(['a', 'A', 'b', 'B', '*'])).join(''),
  );
  for (const caseSensitive of [true, false]) {
    for (const pattern of texts.filter((text) => !text.includes('**'))) {
      const wildcard = compileWildcard(pattern, caseSensitive);
      for (const text of texts.slice(0, 60)) {
        expect([pattern, text, wildcard.test(text)]).toEqual([
          pattern,
          text,
          wildcard.capture(text) !== undefined,
        ]);
      }
    }
  }
});
