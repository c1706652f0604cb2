import type { Expression } from '../../lib/rules-language/syntax/ast';
import { compile } from '../../lib/rules-language/compile/compile';
import { difference } from '../../lib/rules-language/compare/compare';
import { evaluate } from '../../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { parse } from '../../lib/rules-language/parse/parse';
import { print } from '../../lib/rules-language/syntax/print';
import { Random } from './support/random';
import { randomExpression } from './support/random-expression';

const HOSTS = ['a', 'b', 'B.a'];
const METHODS = ['GET', 'POST'];
const TARGETS = ['/', '/x', '/X/y', '/xy', '//x', '/%78?q=1', '/x/../y?q=1&q=2'];
const ADDRESSES = ['203.0.113.1', '203.0.113.129', '10.0.0.1', '2001:db8::1'];
const HEADERS: readonly Readonly<Record<string, string | readonly string[]>>[] = [
  {},
  { x: 'a' },
  { x: ['a', 'bc'] },
];
const TIMES = [new Date(1000), new Date(5000)];

const LISTS = { office: ['203.0.113.0/26', '2001:db8::1'] };

/** Every request of a small universe. */
const UNIVERSE: readonly ExecutionContext[] = HOSTS.flatMap((host) =>
  METHODS.flatMap((method) =>
    TARGETS.flatMap((target) =>
      ADDRESSES.flatMap((ip) =>
        HEADERS.flatMap((headers) =>
          TIMES.flatMap((time) =>
            ['http', 'https'].map((scheme) =>
              ExecutionContext.fromRequest({
                method,
                url: `${scheme}://${host}${target}`,
                ip,
                time,
                headers: { host, ...headers },
                lists: LISTS,
              }),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** Conditions that are true of some requests of the universe, and false of others. */
const CONDITIONS = [
  'http.host eq "a"',
  'http.host in {"a" "b"}',
  'lower(http.host) eq "b.a"',
  'ends_with(http.host, "a")',
  'http.host ne "b"',
  'http.request.method eq "POST"',
  'http.request.method in {"GET" "PUT"}',
  'http.request.method gt "H"',
  'http.request.uri.path eq "/x"',
  'starts_with(http.request.uri.path, "/x")',
  'http.request.uri.path contains "y"',
  'http.request.uri.path wildcard "/x/*"',
  'http.request.uri.path strict wildcard "/X*"',
  'http.request.uri.path matches "^/[xX]"',
  'http.request.uri.path matches "y$"',
  'raw.http.request.uri.path eq "/x"',
  'http.request.uri.path eq raw.http.request.uri.path',
  'len(http.request.uri.path) le 2',
  'http.request.uri eq "/x?q=1"',
  'starts_with(http.request.uri, "/x")',
  'http.request.uri contains "x"',
  'http.request.uri.query contains "q"',
  'http.request.full_uri wildcard "https://a/*"',
  'http.request.full_uri contains "a/x"',
  'http.request.full_uri contains "/x"',
  'http.request.uri eq "/x"',
  'http.request.uri.query eq ""',
  'any(http.request.uri.args["q"][*] eq "2")',
  'all(http.request.uri.args["q"][*] eq "1")',
  'ip.src in {203.0.113.0/24}',
  'ip.src in {203.0.113.0/25 10.0.0.0/8}',
  'ip.src eq 10.0.0.1',
  'ip.src in {2001:db8::/32}',
  'ip.src in $office',
  'ssl',
  'http.request.timestamp.sec lt 3',
  'http.request.timestamp.sec in {2..9}',
  'http.request.headers["x"][0] eq "a"',
  'http.request.headers["x"][0] ne "a"',
  'any(http.request.headers["x"][*] eq "bc")',
  'all(http.request.headers["x"][*] ne "a")',
  'any(starts_with(http.request.headers["x"][*], "b"))',
  'all(starts_with(http.request.headers["x"][*], "a"))',
  'len(http.request.headers["x"]) ge 2',
  'concat("z", http.request.headers["x"][0]) eq "z"',
  'url_decode(raw.http.request.uri.path) eq "/x"',
  'true',
].map((text) => parse(text).expression);

function randomCondition(random: Random, depth: number): Expression {
  const kind = depth === 0 ? 0 : random.below(6);
  if (kind < 2) return random.pick(CONDITIONS);
  if (kind === 2) return { kind: 'not', operand: randomCondition(random, depth - 1) };
  return {
    kind: 'logical',
    operator: kind === 5 ? random.pick(['xor', 'and', 'or']) : kind === 3 ? 'and' : 'or',
    operands: random.list(2, 3, () => randomCondition(random, depth - 1)),
  };
}

/** Something near to a condition, so that one is often in the other. */
function nearTo(random: Random, condition: Expression): Expression {
  const other = randomCondition(random, 1);
  switch (random.below(5)) {
    case 0:
      return { kind: 'logical', operator: 'or', operands: [other, condition] };
    case 1:
      return { kind: 'logical', operator: 'and', operands: [other, condition] };
    case 2:
      return other;
    case 3:
      return condition.kind === 'logical'
        ? { ...condition, operator: 'or', operands: [...condition.operands].reverse() }
        : condition;
    default:
      return { kind: 'not', operand: { kind: 'logical', operator: 'and', operands: [other, condition] } };
  }
}

test.each([
  ['with the contents of lists', LISTS],
  // What is proven of a list whose contents are not known holds for those of the universe too.
  ['without them', {}],
])('agrees with every request of a small universe, %s', (_, lists) => {
  const random = new Random(11);
  const counts = { none: 0, some: 0, undecided: 0, missed: 0 };
  for (let round = 0; round < 250; round++) {
    const inside = randomCondition(random, 2);
    const outside = random.list(0, 2, () => nearTo(random, inside));
    const texts = `${print(inside)} but not ${outside.map(print).join(' nor ')}`;
    const all = [inside, ...outside].map(compile);
    const isBetween = (context: ExecutionContext) =>
      all.every((compiled, index) => evaluate(compiled, context).verdict === (index === 0));
    const found = difference({ anyOf: [inside], noneOf: outside, lists });
    counts[found.kind]++;
    if (found.kind === 'some') {
      expect([texts, isBetween(ExecutionContext.fromRequest(found.request))]).toEqual([texts, true]);
    } else {
      const exists = UNIVERSE.some(isBetween);
      if (found.kind === 'none') expect([texts, exists]).toEqual([texts, false]);
      else if (exists) counts.missed++;
    }
  }
  expect(counts.none).toBeGreaterThan(75);
  expect(counts.undecided).toBeLessThan(10);
  expect(counts.missed).toBeLessThan(4);
});

test('expressions of any shape are compared without an error, and nothing differs from itself', () => {
  const random = new Random(3);
  const kinds = new Set<string>();
  for (let round = 0; round < 30; round++) {
    const one = randomExpression(random);
    const other = randomExpression(random);
    kinds.add(difference({ anyOf: [one], noneOf: [other] }).kind);
    const twice: Expression = { kind: 'not', operand: { kind: 'not', operand: one } };
    const verdict = difference({ anyOf: [one], noneOf: [twice] });
    expect([print(one), verdict.kind === 'some']).toEqual([print(one), false]);
  }
  expect([...kinds].sort()).toEqual(['none', 'some', 'undecided']);
});
