import { addressNumber, addressOf } from '../../lib/rules-language/addresses/numbers';
import { addressText } from '../../lib/rules-language/addresses/addresses';
import { compile } from '../../lib/rules-language/compile/compile';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { evaluate } from '../../lib/rules-language/evaluate/evaluate';
import { parse } from '../../lib/rules-language/parse/parse';
import { parseAddress } from '../../lib/rules-language';
import { rounds } from '../support/rounds';
import { Random } from './support/random';

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
/** From here on, a JavaScript number does not hold every integer. */
const EXACT = 2n ** 53n;
const INTEGERS = [
  ...[LEAST, LEAST + 1n, -EXACT - 1n, -EXACT, 1n - EXACT, -1n, 0n, 1n, 2n, 3n, 5n, 8n],
  ...[2n ** 32n, EXACT - 1n, EXACT, EXACT + 1n, MOST - 1n, MOST],
];
const ADDRESSES = [
  ...['0.0.0.0', '0.0.0.1', '10.0.0.0', '10.0.0.255', '10.0.1.0', '127.255.255.255', '128.0.0.0'],
  ...['255.255.255.254', '255.255.255.255', '::', '::1', '::a00:1', '::ffff:10.0.0.1', '2001:db8::'],
  ...['7fff:ffff::', '8000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
].map((text) => addressNumber(parseAddress(text) ?? ''));

interface Kind {
  readonly field: string;
  readonly values: readonly bigint[];
  /** Whether a range from one to the other can be written. */
  readonly isRange: (from: bigint, to: bigint) => boolean;
  readonly write: (value: bigint) => string;
  readonly input: (value: bigint) => string | bigint;
}

const familyOf = (place: bigint): number => addressOf(place).length;

test.each<Kind>([
  {
    field: 'cf.edge.server_port',
    values: INTEGERS,
    isRange: (from, to) => from <= to,
    write: String,
    input: (value) => value,
  },
  {
    field: 'ip.src',
    values: ADDRESSES,
    isRange: (from, to) => from <= to && familyOf(from) === familyOf(to),
    write: (place) => addressText(addressOf(place)),
    input: (place) => addressText(addressOf(place)),
  },
])('$field is in a set if an item holds it, in whatever order they are written', (kind) => {
  const { field, values, isRange, write, input } = kind;
  const random = new Random(11);
  for (let round = 0; round < rounds(400); round++) {
    const items = random.list(1, 6, () => {
      const [from, to] = [random.pick(values), random.pick(values)];
      return isRange(from, to) && random.below(3) > 0 ? { from, to } : { from, to: from };
    });
    const written = items.map(({ from, to }) => (from === to ? write(from) : `${write(from)}..${write(to)}`));
    const text = `${field} in {${written.join(' ')}}`;
    const compiled = compile(parse(text).expression);
    for (const value of values) {
      const expected = items.some(({ from, to }) => isRange(from, value) && isRange(value, to));
      const { verdict } = evaluate(compiled, ExecutionContext.fromFields({ [field]: input(value) }));
      expect([text, write(value), verdict]).toEqual([text, write(value), expected]);
    }
  }
});

const ORDERS: Readonly<Record<string, (left: bigint, right: bigint) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
};

const COMPARED: Readonly<Record<string, (left: bigint, right: bigint) => boolean>> = {
  ...ORDERS,
  bitwise_and: (left, right) => (left & right) !== 0n,
};

test.each(Object.keys(COMPARED))(
  '%s of all pairs of integers, the least and the greatest too',
  (operator) => {
    const field = 'cf.edge.server_port';
    for (const right of INTEGERS) {
      const same = [
        `${field} ${operator} ${right}`,
        `(ssl and ${field} ${operator} ${right})`,
        `(cf.client.bot or ${field} ${operator} ${right})`,
        `not (not ${field} ${operator} ${right})`,
        `cf.waf.content_scan.obj_sizes[0] ${operator} ${right}`,
        `any(cf.waf.content_scan.obj_sizes[*] ${operator} ${right})`,
        ...(operator === 'bitwise_and' ? [] : [`${field} ${operator} cf.waf.score`]),
      ].map((text) => ({ text, compiled: compile(parse(text).expression) }));
      for (const left of INTEGERS) {
        const expected = COMPARED[operator]?.(left, right);
        for (const given of Number.isSafeInteger(Number(left)) ? [left, Number(left)] : [left]) {
          const request = ExecutionContext.fromFields({
            [field]: given,
            'cf.waf.score': right,
            'cf.waf.content_scan.obj_sizes': [given],
            ssl: true,
            'cf.client.bot': false,
          });
          const verdicts = same.map(({ text, compiled }) => [text, evaluate(compiled, request).verdict]);
          expect([left, verdicts]).toEqual([left, same.map(({ text }) => [text, expected])]);
        }
      }
      for (const absent of ['missing', 'unknown'] as const) {
        const request = ExecutionContext.fromFields({ ssl: true, 'cf.client.bot': false }, { absent });
        const never = operator === 'bitwise_and' && right === 0n;
        for (const { text, compiled } of same) {
          const { verdict } = evaluate(compiled, request);
          expect([text, verdict]).toEqual([text, absent === 'missing' || never ? false : 'unknown']);
        }
      }
    }
  },
);

test('a number is in a list of numbers, whether it is given as a number or as a bigint', () => {
  const compiled = compile(parse('ip.src.asnum in $networks').expression);
  const lists = { networks: [13335, 4294967295, Number.MAX_SAFE_INTEGER] };
  const isListed = (asn: number | bigint) =>
    evaluate(compiled, ExecutionContext.fromFields({ 'ip.src.asnum': asn }, { lists })).verdict;
  expect([13335, 13335n, 4294967295, EXACT - 1n].map(isListed)).toEqual([true, true, true, true]);
  expect([13334, 13336n, 4294967294, EXACT, MOST].map(isListed)).toEqual([false, false, false, false, false]);
});
