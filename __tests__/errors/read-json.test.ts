import { readJson } from '../../lib/errors';

test.each([
  ['{"a":[1,-2.5,1e3,true,null]}', { a: [1, -2.5, 1000, true, null] }],
  ['{"n":9007199254740991}', { n: 9007199254740991 }],
  ['{"n":9007199254740993}', { n: 9007199254740993n }],
  ['[-9007199254740993,"x"]', [-9007199254740993n, 'x']],
  ['{"s":"12345678901234567890"}', { s: '12345678901234567890' }],
  ['{"s":"\\" 12345678901234567890 \\\\"}', { s: '" 12345678901234567890 \\' }],
  ['{"12345678901234567890":"\\\\"}', { '12345678901234567890': '\\' }],
  ['12345678901234567890', 12345678901234567890n],
  ['{"s":"\\\\","n":9007199254740993}', { s: '\\', n: 9007199254740993n }],
  ['{"s":"\\\\\\"","n":9007199254740993}', { s: '\\"', n: 9007199254740993n }],
])('%s keeps its numbers and strings', (text, value) => {
  expect(readJson(text)).toEqual(value);
});

test('a long string is read in linear time', () => {
  const text = JSON.stringify({ s: '\\"1'.repeat(300_000) });
  expect(readJson(text)).toEqual(JSON.parse(text));
});

test('text that is no JSON fails', () => {
  expect(() => readJson('<html>')).toThrow(SyntaxError);
});
