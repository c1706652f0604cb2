import { liveJsonText } from '../../lib/api-client';

test('a value is written with its large integers', () => {
  expect(liveJsonText({ a: [1n << 64n, 'x"', null, true], b: {} })).toBe(
    '{"a":[18446744073709551616,"x\\"",null,true],"b":{}}',
  );
});
