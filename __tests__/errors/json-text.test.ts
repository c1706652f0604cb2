import { jsonText, readJson } from '../../lib/errors';

test.each([
  '{"a":[18446744073709551616,"x\\"",null,true],"b":{}}',
  '[9007199254740993,-9007199254740993,1.5]',
  '9007199254740993',
  '{"s":"9007199254740993"}',
])('%s is written as it was read', (text) => {
  expect(jsonText(readJson(text))).toBe(text);
});

test('what JSON does not hold is left out beside a long integer, as without one', () => {
  expect(jsonText({ a: undefined, b: [undefined, 1n << 64n] })).toBe('{"b":[null,18446744073709551616]}');
  expect(jsonText({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
});
