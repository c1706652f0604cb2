import { linearSearch } from '../../lib/rules-language/text/linear-search';
import { type LiteralSearch, literalSearch, literalTest } from '../../lib/rules-language/text/literal-search';
import { loadWideFinder, WIDTH } from '../../lib/rules-language/text/wide-finder';
import { wideSearch } from '../../lib/rules-language/text/wide-search';
import { rounds } from '../support/rounds';

const ALPHABETS = ['ea', 'abeE<>/ \n\xff', 'etaoins \n', 'e\xe9\x80\0'];

let state = 1;
const next = (below: number): number => {
  state = (state * 48271) % 2147483647;
  return state % below;
};
const random = (letters: string, length: number): string =>
  Array.from({ length }, () => letters.charAt(next(next(2) === 0 ? 2 : letters.length))).join('');

/** A literal and a text, often full of it or of what it begins with. */
function pair(longest: number): readonly [literal: string, text: string] {
  const letters = ALPHABETS[next(ALPHABETS.length)] ?? '';
  const length = next(longest);
  const period = random(letters, 1 + next(next(2) === 0 ? 10 : longest));
  const text = period.repeat(Math.ceil(length / period.length)) + random(letters, next(10));
  const at = next(text.length + 1);
  const piece = text.slice(at, at + 1 + next(next(3) === 0 ? 300 : 12)) || 'e';
  const literal = [random(letters, 1 + next(6)), piece, `${piece}${random(letters, 1)}`][next(3)] ?? '';
  return [literal, text];
}

const wide = (literal: string): LiteralSearch =>
  wideSearch(
    literal,
    Array.from(literal, (_, at) => at),
    linearSearch(literal),
  );

test.each<[title: string, longest: number, count: number]>([
  ['a short text', 400, 3000],
  ['a long text', 5000, 300],
  ['a very long text', 150_000, 10],
])('finds in %s what indexOf finds, wherever it begins', (_title, longest, count) => {
  const wrong: unknown[] = [];
  for (let round = 0; round < rounds(count); round++) {
    const [literal, text] = pair(longest);
    const from = next(text.length + 1);
    const at = text.indexOf(literal, from);
    for (const search of [literalSearch, linearSearch, wide]) {
      const found = search(literal)(text, from);
      if (found !== at) wrong.push([search.name, literal, text, from, found]);
    }
    for (const subject of [text, text.slice(0, literal.length), `${text}${literal}`, literal]) {
      const found = literalTest(literal)(subject);
      if (found !== subject.includes(literal)) wrong.push([literal, subject, found]);
    }
  }
  expect(wrong).toEqual([]);
});

const NOTES = 'note it as a '.repeat(100);

test.each<[title: string, literal: string, text: string, at: number]>([
  ['the rarest byte is missing', '<script', '<div class="a">'.repeat(100), -1],
  ['the rarest byte is all over the text', 'a<b', `${'<'.repeat(5000)}a<b`, 5000],
  ['each byte is all over the text', 'eta', `${'ate'.repeat(2000)}eta`, 6000],
  ['it stands at the end', 'zzz-end', `${'lorem ipsum '.repeat(500)}zzz-end`, 6000],
  ['a part of it stands at the end', 'zzz-end', `${'lorem ipsum '.repeat(500)}zzz-en`, -1],
  ['a byte is rare in most texts, and not in this one', 'q-u', `${'q-'.repeat(3000)}q-u`, 6000],
  ['it has none but the most common bytes', 'tion', `${NOTES}tion`, 1300],
  ['it is over the end of a piece', 'tion', `${NOTES.repeat(2).slice(0, 2046)}tion`, 2046],
  ['it is longer than a piece', 'tone '.repeat(20_000), `${NOTES}${'tone '.repeat(20_001)}`, 1300],
  ['its rarest bytes are far behind', `${'e'.repeat(3000)}nnnn`, `${'e'.repeat(5000)}nnnn`, 2000],
  ['it is over the end of the last piece', 'tion', `${NOTES.repeat(200).slice(0, 149_997)}tio`, -1],
  ['it is empty', '', 'a'.repeat(100), 0],
])('where %s', (_title, literal, text, at) => {
  expect(text.indexOf(literal)).toBe(at);
  expect(literalSearch(literal)(text, 0)).toBe(at);
});

describe('the wide finder', () => {
  const places = Array.from({ length: 3 * WIDTH }, (_, at) => at);
  /** Where it finds the bytes, of which the text has `eaat`. */
  const find = (bytes: string, at: number): number | undefined => {
    const finder = loadWideFinder();
    finder?.memory.write(`${'.'.repeat(at)}e.at`);
    return finder?.find(0, 1000, ...Buffer.from(bytes), 0, 2, 2, 3);
  };

  test('finds the first place where all four bytes are', () => {
    expect(places.map((at) => find('eaat', at))).toEqual(places);
  });

  test.each(['zaat', 'ezat', 'eazt', 'eaaz'])('finds none where one is missing: %s', (bytes) => {
    expect(new Set(places.map((at) => find(bytes, at)))).toEqual(new Set([1000]));
  });
});

describe('a wide search', () => {
  const otherwise = jest.fn<number, [string, number]>(() => -2);
  const search = wideSearch('eat', [0], otherwise);
  beforeEach(() => otherwise.mockClear());

  test('goes on where the bytes that it looks for are rarely there without the literal', () => {
    expect(search(`${`e${'x'.repeat(1000)}`.repeat(200)}eat`, 0)).toBe(200_200);
    expect(otherwise).not.toHaveBeenCalled();
  });

  test('hands over where they are all over the text', () => {
    const text = 'e'.repeat(100_000);
    expect(search(text, 50_000)).toBe(-2);
    expect(otherwise).toHaveBeenCalledWith(text, expect.any(Number));
    expect(otherwise.mock.lastCall?.[1]).toBeLessThan(50_100);
  });
});

test.each<[title: string, missing: unknown]>([
  ['without WebAssembly', undefined],
  [
    'without its wide instructions',
    {
      Module: class {
        constructor() {
          throw new Error('invalid opcode');
        }
      },
    },
  ],
])('searches %s, too', (_title, missing) => {
  const { WebAssembly: known } = globalThis as { WebAssembly?: unknown };
  Object.assign(globalThis, { WebAssembly: missing });
  try {
    jest.isolateModules(() => {
      const { literalSearch: search } = jest.requireActual<
        typeof import('../../lib/rules-language/text/literal-search')
      >('../../lib/rules-language/text/literal-search');
      expect(search('tion')(`${NOTES}tion`, 0)).toBe(1300);
      expect(search('tion')(NOTES, 0)).toBe(-1);
    });
  } finally {
    Object.assign(globalThis, { WebAssembly: known });
  }
});
