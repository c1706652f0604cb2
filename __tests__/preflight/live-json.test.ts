import { liveJsonText, parseLiveJson } from '../../lib/preflight/api/live-json';

test.each([
  ['{"a":[1,-2.5,1e3,true,null]}', { a: [1, -2.5, 1000, true, null] }],
  ['{"n":9007199254740991}', { n: 9007199254740991 }],
  ['{"n":9007199254740993}', { n: 9007199254740993n }],
  ['[-9007199254740993,"x"]', [-9007199254740993n, 'x']],
  ['{"s":"12345678901234567890"}', { s: '12345678901234567890' }],
  ['{"s":"\\" 12345678901234567890 \\\\"}', { s: '" 12345678901234567890 \\' }],
  ['{"12345678901234567890":"\\\\"}', { '12345678901234567890': '\\' }],
  ['12345678901234567890', 12345678901234567890n],
])('%s keeps its numbers and strings', (text, value) => {
  expect(parseLiveJson(text)).toEqual(value);
});

test('a long string is read in linear time', () => {
  const text = JSON.stringify({ s: '\\"1'.repeat(300_000) });
  expect(parseLiveJson(text)).toEqual(JSON.parse(text));
});

test('text that is no JSON fails', () => {
  expect(() => parseLiveJson('<html>')).toThrow(SyntaxError);
});

test('a value is written with its large integers', () => {
  expect(liveJsonText({ a: [1n << 64n, 'x"', null, true], b: {} })).toBe(
    '{"a":[18446744073709551616,"x\\"",null,true],"b":{}}',
  );
});
