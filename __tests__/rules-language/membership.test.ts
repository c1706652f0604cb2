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
const INTEGERS = [LEAST, LEAST + 1n, -1n, 0n, 1n, 2n, 3n, 5n, 8n, 2n ** 53n + 1n, MOST - 1n, MOST];
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

test.each(Object.keys(ORDERS))('%s of all pairs of integers, the least and the greatest too', (operator) => {
  for (const right of INTEGERS) {
    const text = `cf.edge.server_port ${operator} ${right}`;
    const compiled = compile(parse(text).expression);
    for (const left of INTEGERS) {
      const { verdict } = evaluate(compiled, ExecutionContext.fromFields({ 'cf.edge.server_port': left }));
      expect([text, left, verdict]).toEqual([text, left, ORDERS[operator]?.(left, right)]);
    }
    for (const absent of ['missing', 'unknown'] as const) {
      const { verdict } = evaluate(compiled, ExecutionContext.fromFields({}, { absent }));
      expect([text, verdict]).toEqual([text, absent === 'missing' ? false : 'unknown']);
    }
  }
});
