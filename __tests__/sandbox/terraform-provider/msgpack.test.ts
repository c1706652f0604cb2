import { decodeMsgpack, encodeMsgpack } from '../../../lib/sandbox/terraform-provider/values/msgpack';
import { UNKNOWN, type Value } from '../../../lib/sandbox/terraform-provider/values/value';

const hex = (value: Value) => Buffer.from(encodeMsgpack(value)).toString('hex');
const bytes = (text: string) => Buffer.from(text, 'hex');

describe('msgpack', () => {
  test('an unknown value is written as extension 0 with one byte', () => {
    expect(hex(UNKNOWN)).toBe('d40000');
  });

  test.each([
    ['of which nothing is known', 'd40000'],
    ['that is known not to be null', 'c7030c8101c2'],
  ])('a value %s is read as unknown', (_, text) => {
    expect(decodeMsgpack(bytes(text))).toBe(UNKNOWN);
  });

  test('an unknown value inside a list inside an object stays unknown', () => {
    const value = { rules: ['a', UNKNOWN, { ref: UNKNOWN, enabled: true }] };
    expect(decodeMsgpack(encodeMsgpack(value))).toEqual(value);
  });

  test.each([
    ['a 64-bit number that JavaScript holds exactly', 'cf0000000100000000', 4294967296],
    ['a 64-bit number beyond that', 'cf7fffffffffffffff', 9223372036854775807n],
    ['a fraction', 'cb3ff8000000000000', 1.5],
  ])('%s is read without loss', (_, text, number) => {
    expect(decodeMsgpack(bytes(text))).toBe(number);
  });

  test('a number beyond 2^53 is written as decimal text', () => {
    expect(decodeMsgpack(encodeMsgpack(9223372036854775807n))).toBe('9223372036854775807');
  });
});
