import { MAX_EXPRESSION_LENGTH } from '../../lib/cloudflare';
import { and, type Expression, fields, not, or, parse, print } from '../../lib/rules-language';

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
  [
    'a conjunction inside a disjunction',
    or(and(a, b), c),
    '((http.host eq "a" and http.host eq "b") or ssl)',
  ],
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

test.each([
  ['ssl or (ssl xor (ssl and not ssl))', '(ssl or (ssl xor (ssl and not ssl)))'],
  ['((ssl or ssl) xor ssl) and ssl', '(((ssl or ssl) xor ssl) and ssl)'],
  ['!( ssl&&ssl )', 'not (ssl and ssl)'],
  ['!(!ssl)', 'not not ssl'],
  ['(((true)))', 'true'],
  ['http.host=="a"', 'http.host eq "a"'],
  ['http.host  strict wildcard  r"a\\*"', 'http.host strict wildcard "a\\\\*"'],
  ['http.host ~ "a\\.b"', 'http.host matches r"a\\.b"'],
  ['http.host == 77:77', 'http.host eq "ww"'],
  // An array that is missing and the elements of one are not the same to `all`, so the parentheses stay.
  [
    'all(starts_with(http.request.headers.names[*], "a"))',
    'all(starts_with(http.request.headers.names[*], "a"))',
  ],
  [
    'all((starts_with(http.request.headers.names[*], "a")[*]))',
    'all((starts_with(http.request.headers.names[*], "a")))',
  ],
  ['ip.src in {10/8}', 'ip.src in {10.0.0.0/8}'],
  ['http.host == 00:ff', 'http.host eq "\\x00\\xff"'],
  ['cf.waf.score & 0x10', 'cf.waf.score bitwise_and 16'],
  ['cf.waf.score in {  1..3   010 }', 'cf.waf.score in {1..3 8}'],
  [
    'ip.src in {2001:DB8:0:0::/32 ::FFFF:1.2.3.4 1.2.3.4..1.2.3.5}',
    'ip.src in {2001:db8::/32 ::ffff:1.2.3.4 1.2.3.4..1.2.3.5}',
  ],
  ['ip.src in {}', 'ip.src in {}'],
  ['any ( http.request.headers[ "A\\x41" ][ * ] == "a" )', 'any(http.request.headers["AA"][*] eq "a")'],
  ['any(not(http.request.headers.names[*]=="a"))', 'any(not http.request.headers.names[*] eq "a")'],
  [
    'any((http.request.headers.names[*] == "a" && http.request.headers.names[*] == "b"))',
    'any((http.request.headers.names[*] eq "a" and http.request.headers.names[*] eq "b"))',
  ],
  ['to_string( (ssl||ssl) ) == "true"', 'to_string((ssl or ssl)) eq "true"'],
])('%s is printed as %s', (text, expected) => {
  expect(print(parse(text).expression)).toBe(expected);
});

test('knows the longest expression that Cloudflare takes', () => {
  expect(MAX_EXPRESSION_LENGTH).toBe(4096);
});
