import {
  and,
  type Expression,
  fields,
  MAX_EXPRESSION_LENGTH,
  not,
  or,
  print,
} from '../../lib/rules-language';

const a = fields.host.eq('a');
const b = fields.host.eq('b');
const c = fields.ssl;

test.each<[string, Expression, string]>([
  ['a comparison without parentheses', a, 'http.host eq "a"'],
  ['a boolean field', c, 'ssl'],
  ['a conjunction in parentheses', and(a, b, c), '(http.host eq "a" and http.host eq "b" and ssl)'],
  ['a disjunction in parentheses', or(a, b), '(http.host eq "a" or http.host eq "b")'],
  ['one operand as itself', and(a), 'http.host eq "a"'],
  [
    'a disjunction inside a conjunction',
    and(or(a, b), c),
    '((http.host eq "a" or http.host eq "b") and ssl)',
  ],
  ['a conjunction inside a disjunction', or(and(a, b), c), '(http.host eq "a" and http.host eq "b" or ssl)'],
  ['a group of the same operator', and(and(a, b), c), '((http.host eq "a" and http.host eq "b") and ssl)'],
  ['a negation', not(c), 'not ssl'],
  ['a negation of a group', not(or(a, c)), 'not (http.host eq "a" or ssl)'],
  ['a negation of a comparison', and(not(a), c), '(not http.host eq "a" and ssl)'],
  ['a double negation', not(not(c)), 'not not ssl'],
  ['a function as a condition', fields.path.startsWith('/a/'), 'starts_with(http.request.uri.path, "/a/")'],
  [
    'a function as a value',
    fields.rawPath.lower().contains('%2f'),
    'lower(raw.http.request.uri.path) contains "%2f"',
  ],
  ['an integer', fields.receivedAtSeconds.lt(1806537600), 'http.request.timestamp.sec lt 1806537600'],
  [
    'a set',
    fields.clientAddress.inSet(['203.0.113.7', '2001:db8::/32']),
    'ip.src in {203.0.113.7 2001:db8::/32}',
  ],
  ['a list', fields.clientAddress.inList('office'), 'ip.src in $office'],
  ['a method', fields.method.eq('POST'), 'http.request.method eq "POST"'],
  [
    'text with a quotation mark and a backslash',
    fields.path.contains('"\\'),
    'http.request.uri.path contains "\\"\\\\"',
  ],
])('prints %s', (_title, expression, expected) => {
  expect(print(expression)).toBe(expected);
});

test('knows the longest expression that Cloudflare takes', () => {
  expect(MAX_EXPRESSION_LENGTH).toBe(4096);
});
