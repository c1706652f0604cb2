import { encodeText, parse } from '../../lib/rules-language';
import { quote, quoteEscaped, quoteRegex } from '../../lib/rules-language/syntax/quote';

test.each([
  ['', '""'],
  ['/export', '"/export"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['C:\\temp', '"C:\\\\temp"'],
  ['C:\\a\\b', 'r"C:\\a\\b"'],
  ['{"a":"b"}', 'r#"{"a":"b"}"#'],
  ['"#"#"', '"\\"#\\"#\\""'],
  ['\\"', '"\\\\\\""'],
  ['two\nlines', '"two\\x0alines"'],
  ['\\d\n', '"\\\\d\\x0a"'],
  ['\u202eevil\u00a0', '"\\xe2\\x80\\xaeevil\\xc2\\xa0"'],
  ['$&', '"$&"'],
  ['ü', '"ü"'],
  ['😀', '"😀"'],
])('writes %j as a literal', (text, expected) => {
  expect(quote(encodeText(text))).toBe(expected);
});

test.each([
  ['bytes that are no UTF-8', 'a\xff\xc3', '"a\\xff\\xc3"'],
  ['half of a character', '\xe2\x82', '"\\xe2\\x82"'],
  ['an overlong form', '\xc0\xaf', '"\\xc0\\xaf"'],
  ['a surrogate', '\xed\xa0\x80', '"\\xed\\xa0\\x80"'],
])('writes %s as escapes', (_title, bytes, expected) => {
  expect(quote(bytes)).toBe(expected);
});

test('writes a key as a quoted string', () => {
  expect(quoteEscaped('a\\b\\c\\d')).toBe('"a\\\\b\\\\c\\\\d"');
});

test.each([
  ['^/a/b$', '"^/a/b$"'],
  ['a\\.b', 'r"a\\.b"'],
  ['"a"', 'r#""a""#'],
  ['["]', 'r#"["]"#'],
  ['é', '"é"'],
])('writes the pattern %s so that it is read as the regex engine gets it', (pattern, expected) => {
  expect(quoteRegex(encodeText(pattern))).toBe(expected);
});

test('loses nothing of any bytes up to 5 of the critical ones', () => {
  const critical = ['"', '\\', 'r', '#', '$', 'a', '\n', '\xff'];
  let count = 0;
  let texts = [''];
  for (let length = 0; length < 5; length++) {
    texts = texts.flatMap((text) => critical.map((character) => text + character));
    for (const text of texts) {
      for (const literal of [quote(text), quoteEscaped(text)]) {
        if (read(`http.host eq ${literal}`) !== text) throw new Error(`${literal} is not ${text}`);
      }
      // As text, because patterns have no bytes that are none.
      const pattern = text.replaceAll('\xff', ']');
      const regex = quoteRegex(pattern);
      if (isRegex(pattern) && read(`http.host matches ${regex}`) !== pattern) {
        throw new Error(`${regex} is not ${pattern}`);
      }
      count++;
    }
  }
  expect(count).toBe(8 + 8 ** 2 + 8 ** 3 + 8 ** 4 + 8 ** 5);
});

test.each([
  [254, `r${'#'.repeat(255)}"`],
  [255, '"'],
])(
  'writes a pattern with a quotation mark and %i `#` between as many as the language has',
  (count, start) => {
    const pattern = `a"${'#'.repeat(count)}["]`;
    expect(quoteRegex(pattern).startsWith(start)).toBe(true);
    expect(read(`http.host matches ${quoteRegex(pattern)}`)).toBe(pattern);
  },
);

function read(text: string): string {
  const { expression } = parse(text);
  if (expression.kind !== 'comparison') throw new Error(`${text} is no comparison`);
  if (expression.right.kind === 'string') return expression.right.value;
  if (expression.right.kind === 'regex') return expression.right.pattern;
  throw new Error(`${text} compares with no text`);
}

/** Not every text is a regular expression: a backslash has to escape something. */
function isRegex(pattern: string): boolean {
  return !/\\[ar\n#$]|\\$/.test(pattern) || /^(?:[^\\]|\\["\\#$])*$/.test(pattern);
}
