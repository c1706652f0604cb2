import { literalSearch, literalTest } from '../../lib/rules-language/text/literal-search';

const LETTERS = 'abeE<>/ \n\xff';

test('finds what indexOf finds, wherever it begins', () => {
  let state = 1;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const random = (length: number): string =>
    Array.from({ length }, () => LETTERS.charAt(next(next(2) === 0 ? 3 : LETTERS.length))).join('');
  for (let round = 0; round < 3000; round++) {
    const literal = random(1 + next(6));
    const text = random(next(400));
    const from = next(text.length + 1);
    expect([literal, text, from, literalSearch(literal)(text, from)]).toEqual([
      literal,
      text,
      from,
      text.indexOf(literal, from),
    ]);
    for (const subject of [text, text.slice(0, literal.length), `${text}${literal}`, literal]) {
      expect([literal, subject, literalTest(literal)(subject)]).toEqual([
        literal,
        subject,
        subject.includes(literal),
      ]);
    }
  }
});

test.each<[title: string, literal: string, text: string, at: number]>([
  ['the rarest byte is missing', '<script', '<div class="a">'.repeat(100), -1],
  ['the rarest byte is all over the text', 'a<b', `${'<'.repeat(5000)}a<b`, 5000],
  ['each byte is all over the text', 'eta', `${'ate'.repeat(2000)}eta`, 6000],
  ['it stands at the end', 'zzz-end', `${'lorem ipsum '.repeat(500)}zzz-end`, 6000],
  ['a part of it stands at the end', 'zzz-end', `${'lorem ipsum '.repeat(500)}zzz-en`, -1],
  ['a byte is rare in most texts, and not in this one', 'q-u', `${'q-'.repeat(3000)}q-u`, 6000],
  ['it has none but the most common bytes', 'tion', `${'note it as a '.repeat(100)}tion`, 1300],
  ['it is empty', '', 'a'.repeat(100), 0],
])('where %s', (_title, literal, text, at) => {
  expect(text.indexOf(literal)).toBe(at);
  expect(literalSearch(literal)(text, 0)).toBe(at);
});
