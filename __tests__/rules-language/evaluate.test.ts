import { isDeepStrictEqual } from 'node:util';
import { createHmac } from 'node:crypto';
import type { Comparison, Expression } from '../../lib/rules-language/syntax/ast';
import { parseAddress } from '../../lib/rules-language/addresses/addresses';
import { compile } from '../../lib/rules-language/compile/compile';
import type { FieldInput } from '../../lib/rules-language/context/field-input';
import { evaluate, type Evaluation, type Verdict } from '../../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { parse } from '../../lib/rules-language/parse/parse';
import { print } from '../../lib/rules-language/syntax/print';
import { Random } from './support/random';
import { randomExpression } from './support/random-expression';

type Fields = Readonly<Record<string, FieldInput>>;

function evaluateOn(
  text: string,
  fields: Fields,
  lists?: Record<string, readonly (string | number)[]>,
): Evaluation {
  const context = ExecutionContext.fromFields(fields, lists === undefined ? {} : { lists });
  return evaluate(compile(parse(text).expression), context);
}

/** Of a function's result: `result(...) eq ...` on a path. */
function holds(text: string, path: string | Uint8Array): unknown {
  return evaluateOn(text, { 'http.request.uri.path': path, 'http.host': 'www.cloudflare.com' }).verdict;
}

// https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#wildcard-matching
test.each<[pattern: string, text: string, loose: boolean, strict: boolean]>([
  ['https://example.com/a/*', 'https://example.com/a/', true, true],
  ['https://example.com/a/*', 'https://example.com/a/sub/folder/?name=value', true, true],
  ['https://example.com/a/*', 'https://example.com/ab/', false, false],
  ['*.example.com/*/page.html', 'https://admin.example.com/team/subteam/page.html', true, true],
  ['*.example.com/*/page.html', 'https://example.com/ab/page.html', false, false],
  ['*.example.com/*/page.html', 'https://sub.example.com/folder2/page.html?s=value', false, false],
  ['/Apps/*', '/apps/x', true, false],
  ['/É/*', '/é/x', false, false],
  ['/é/*', '/é/X', true, true],
  ['a?c', 'abc', false, false],
  ['a*', 'a\nb', true, true],
  ['*a', 'ba', true, true],
  ['*aa', 'a', false, false],
  ['a*a', 'a', false, false],
  ['a*a', 'aa', true, true],
  ['*ab*ab*', 'ab', false, false],
  ['*ab*ab*', 'xabyabz', true, true],
  ['*', '', true, true],
  ['', '', true, true],
  ['', 'a', false, false],
  ['\\*', '*', true, true],
  ['\\*', 'a', false, false],
  ['\\\\*', '\\a', true, true],
])('the wildcard %j on %j', (pattern, text, loose, strict) => {
  expect([
    holds(`http.request.uri.path wildcard r#"${pattern}"#`, text),
    holds(`http.request.uri.path strict wildcard r#"${pattern}"#`, text),
  ]).toEqual([loose, strict]);
});

test('a wildcard with many stars takes no time', () => {
  const pattern = '*a'.repeat(60);
  const started = process.hrtime.bigint();
  expect(holds(`http.request.uri.path wildcard "${pattern}*b"`, 'a'.repeat(20_000))).toBe(false);
  expect(Number(process.hrtime.bigint() - started)).toBeLessThan(60e9);
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/functions/
test.each<[path: string, expression: string]>([
  ['/A', 'lower(http.request.uri.path) eq "/a"'],
  ['/É', 'lower(http.request.uri.path) eq "/É"'],
  ['/Aé', 'upper(http.request.uri.path) eq "/Aé"'],
  ['/é', 'len(http.request.uri.path) eq 3'],
  ['/blog/first-post', 'starts_with(http.request.uri.path, "/blog")'],
  ['/blog', 'not starts_with(http.request.uri.path, "/Blog")'],
  ['/welcome.html', 'ends_with(http.request.uri.path, ".html")'],
  ['/x', 'concat(http.request.uri.path, "-", http.host) eq "/x-www.cloudflare.com"'],
  ['asdfghjk', 'substring(http.request.uri.path, 2, 5) eq "dfg"'],
  ['asdfghjk', 'substring(http.request.uri.path, 2) eq "dfghjk"'],
  ['asdfghjk', 'substring(http.request.uri.path, -2) eq "jk"'],
  ['asdfghjk', 'substring(http.request.uri.path, 0, -2) eq "asdfgh"'],
  ['/', 'remove_bytes(http.host, "\\x2e\\x77") eq "cloudflarecom"'],
  [' \t\r\n\fa b ', 'trim(http.request.uri.path) eq "a b"'],
  [' a ', 'trim_start(http.request.uri.path) eq "a "'],
  [' a ', 'trim_end(http.request.uri.path) eq " a"'],
  ['/-a-/', 'trim(http.request.uri.path, "-/") eq "a"'],
  ['//a//', 'trim_end(http.request.uri.path, "/") eq "//a"'],
  ['\u00a0a', 'trim_start(http.request.uri.path) eq "\\xc2\\xa0a"'],
  ['   ', 'trim(http.request.uri.path) eq ""'],
  ['John%20Doe', 'url_decode(http.request.uri.path) eq "John Doe"'],
  ['John+Doe', 'url_decode(http.request.uri.path) eq "John Doe"'],
  ['%2520', 'url_decode(http.request.uri.path) eq "%20"'],
  ['%2520', 'url_decode(http.request.uri.path, "r") eq " "'],
  ['%E4%BD', 'url_decode(http.request.uri.path) eq "\\xe4\\xbd"'],
  ['%u2601', 'url_decode(http.request.uri.path, "u") eq "\\xe2\\x98\\x81"'],
  ['{ "record_id": "aed53a", "version": 2 }', 'lookup_json_integer(http.request.uri.path, "version") eq 2'],
  ['{ "product": { "id": 356 } }', 'lookup_json_integer(http.request.uri.path, "product", "id") eq 356'],
  ['["first_item", -234]', 'lookup_json_integer(http.request.uri.path, 1) eq -234'],
  ['[{ "id": 123 }, { "id": 456 }]', 'lookup_json_integer(http.request.uri.path, 1, "id") eq 456'],
  ['{"a":9223372036854775807}', 'lookup_json_integer(http.request.uri.path, "a") eq 9223372036854775807'],
  ['{"a":9223372036854775808}', 'not lookup_json_integer(http.request.uri.path, "a") ge -1'],
  ['{"a":42.0}', 'not lookup_json_integer(http.request.uri.path, "a") eq 42'],
  ['{"a":"42"}', 'not lookup_json_integer(http.request.uri.path, "a") eq 42'],
  ['{"a":"x\\"y"}', 'lookup_json_string(http.request.uri.path, "a") eq "x\\"y"'],
  ['{"company":"cloudflare"}', 'lookup_json_string(http.request.uri.path, "company") eq "cloudflare"'],
  ['{"networks":["a","b"]}', 'lookup_json_string(http.request.uri.path, "networks", 1) eq "b"'],
  ['{"é":"ü"}', 'lookup_json_string(http.request.uri.path, "é") eq "ü"'],
  ['{"a":1}', 'not lookup_json_string(http.request.uri.path, "a") ne "x"'],
  ['{"a":', 'not lookup_json_string(http.request.uri.path, "a") ne "x"'],
  ['[1]', 'not lookup_json_string(http.request.uri.path, "__proto__") ne "x"'],
  ['MTIzYWJj', 'decode_base64(http.request.uri.path) eq "123abc"'],
  ['a,b,c', 'split(http.request.uri.path, ",", 64)[2] eq "c"'],
  ['a,b,c', 'split(http.request.uri.path, ",", 2)[1] eq "b,c"'],
  ['a,,c', 'split(http.request.uri.path, ",", 64)[1] eq ""'],
  ['a,b', 'join(split(http.request.uri.path, ",", 9), "-") eq "a-b"'],
  ['/foo/bar', 'regex_replace(http.request.uri.path, "/bar$", "/baz") eq "/foo/baz"'],
  ['/x', 'regex_replace(http.request.uri.path, "^/y$", "/mumble") eq "/x"'],
  ['/a/a', 'regex_replace(http.request.uri.path, "/a", "/b") eq "/b/a"'],
  ['/b', 'regex_replace(http.request.uri.path, "^/b$", "/b$$") eq "/b$"'],
  [
    '/foo/a/path',
    'regex_replace(http.request.uri.path, "^/foo/([^/]*)/(.*)$", "/bar/${2}/${1}") eq "/bar/path/a"',
  ],
  ['/Apps/calendar', 'wildcard_replace(http.request.uri.path, "/apps/*", "/${1}") eq "/calendar"'],
  ['/Apps/calendar', 'wildcard_replace(http.request.uri.path, "/apps/*", "/${1}", "s") eq "/Apps/calendar"'],
  [
    '/apps/calendar/login',
    'wildcard_replace(http.request.uri.path, "/apps/*/login", "/${1}/login") eq "/calendar/login"',
  ],
  ['/a/b/c', 'wildcard_replace(http.request.uri.path, "/*/*", "${1}-${2}") eq "a-b/c"'],
  [
    'category=Foo&order=desc&category=Bar',
    'remove_query_args(http.request.uri.path, "category") eq "order=desc"',
  ],
  ['order=asc&country=GB', 'remove_query_args(http.request.uri.path, "search") eq "order=asc&country=GB"'],
  ['ab>?', 'encode_base64(http.request.uri.path) eq "YWI+Pw"'],
  ['ab>?', 'encode_base64(http.request.uri.path, "up") eq "YWI-Pw=="'],
  ['', 'starts_with(sha256(http.request.uri.path), "\\xe3\\xb0\\xc4\\x42")'],
])('on %j: %s', (path, expression) => {
  expect(holds(expression, path)).toBe(true);
});

test.each<[address: string, expression: string, verdict: boolean]>([
  ['113.10.0.2', 'cidr(ip.src, 24, 24) eq 113.10.0.0', true],
  ['2001:0:130F::9C0:876A:130B', 'cidr(ip.src, 24, 24) eq 2001::', true],
  ['113.10.0.2', 'cidr6(ip.src, 24) eq 113.10.0.2', true],
  ['113.10.0.2', 'to_string(ip.src) eq "113.10.0.2"', true],
  ['10.0.0.255', 'ip.src in {10.0.0.0/24}', true],
  ['10.0.1.0', 'ip.src in {10.0.0.0/24}', false],
  ['9.255.255.255', 'ip.src in {10.0.0.0/24}', false],
  ['255.255.255.255', 'ip.src in {128.0.0.0/1}', true],
  ['10.0.0.5', 'ip.src in {10.0.0.1..10.0.0.5}', true],
  ['10.0.0.6', 'ip.src in {10.0.0.1..10.0.0.5}', false],
  ['2001:db8::ffff', 'ip.src in {2001:db8::/112}', true],
  ['2001:db8::1:0', 'ip.src in {2001:db8::/112}', false],
  ['2001:db8::5', 'ip.src in {10.0.0.0/8 2001:db8::1..2001:db8::5}', true],
  ['::ffff:10.1.2.3', 'ip.src in {10.0.0.0/8 0.0.0.0/0}', false],
  ['10.2.0.0', 'ip.src in {10.0.0.0/8 10.1.0.0/16}', true],
  ['11.0.0.0', 'ip.src in {10.0.0.0/8 10.1.0.0/16}', false],
  ['2001:db8:2::', 'ip.src in {2001:db8::/32 2001:db8:1::/48}', true],
  ['::ffff:10.1.2.3', 'ip.src eq 10.1.2.3', false],
  ['::ffff:10.1.2.3', 'ip.src in {::ffff:10.0.0.0/104}', true],
  ['::a01:203', 'ip.src in {10.1.2.3}', false],
])('the address %s: %s', (address, expression, verdict) => {
  expect(evaluateOn(expression, { 'ip.src': address }).verdict).toBe(verdict);
});

test('addresses have an order within their family, in a tree that was built', () => {
  const compare = (operator: Comparison['operator'], address: string): Expression => ({
    kind: 'comparison',
    left: { kind: 'field', name: 'ip.src', path: [] },
    operator,
    right: { kind: 'address', address: parseAddress(address) ?? '' },
  });
  const context = ExecutionContext.fromFields({ 'ip.src': '2001:db8::1' });
  const verdict = (expression: Expression) => evaluate(compile(expression), context).verdict;
  expect(verdict(compare('ge', '2001:db8::'))).toBe(true);
  expect(
    (['eq', 'lt', 'le', 'gt', 'ge', 'ne'] as const).map((operator) => verdict(compare(operator, '1.1.1.1'))),
  ).toEqual([false, false, false, false, false, true]);
});

const HEADERS = { 'http.request.headers': { a: ['1', '2'], empty: [] } };

// https://developers.cloudflare.com/ruleset-engine/rules-language/values/#missing-values
test.each<[expression: string, verdict: boolean]>([
  ['http.request.headers["x"][0] eq "a"', false],
  ['http.request.headers["x"][0] ne "a"', false],
  ['not http.request.headers["x"][0] eq "a"', true],
  ['http.request.headers["x"][0] contains ""', false],
  ['http.request.headers["x"][0] in {"a"}', false],
  ['http.request.headers["x"][0] matches ""', false],
  ['any(http.request.headers["x"][*] ne "a")', false],
  ['all(http.request.headers["x"][*] eq "a")', true],
  ['all(lower(http.request.headers["x"][*])[*] eq "a")', true],
  ['all(starts_with(http.request.headers["x"][*], "a"))', false],
  ['any(starts_with(http.request.headers["x"][*], "a"))', false],
  ['all(starts_with(http.request.headers["empty"][*], "a"))', true],
  ['len(http.request.headers["x"]) eq 0', false],
  ['not len(http.request.headers["x"]) ge 0', true],
  ['len(http.request.headers["empty"]) eq 0', true],
  ['coalesce(http.request.headers["x"][0], http.request.headers["a"][1], "c") eq "2"', true],
  ['coalesce(http.request.headers["x"][0], "c") eq "c"', true],
  ['has_key(http.request.headers, "a")', true],
  ['has_key(http.request.headers, "x")', false],
  ['has_value(http.request.headers["a"], "2")', true],
  ['has_value(http.request.headers["a"], "3")', false],
  ['not has_value(http.request.headers["x"], "3")', true],
  ['http.request.headers["a"][0] lt http.request.headers["a"][1]', true],
  ['http.request.headers["a"][0] ne http.request.headers["x"][0]', false],
  ['http.request.headers["x"][0] eq http.request.headers["x"][0]', false],
  ['len(http.request.headers["a"]) gt len(http.request.headers["empty"])', true],
  ['any((http.request.headers["a"][*] eq "1" xor http.request.headers["a"][*] eq "2"))', true],
  ['all((http.request.headers["a"][*] eq "1" xor http.request.headers["a"][*] eq "1"))', false],
  ['any(http.request.headers[*][*] eq "2")', true],
  ['any(http.request.headers[*][1] eq "2")', true],
  ['any(http.request.headers[*][0] eq "2")', false],
  ['any(http.request.headers[*][2] ne "a")', false],
  ['all(http.request.headers[*][2] eq "a")', true],
])('%s is %j', (expression, verdict) => {
  expect(evaluateOn(expression, HEADERS).verdict).toBe(verdict);
});

test('a deprecated field reads the one that took its place', () => {
  expect(evaluateOn('ip.geoip.country eq "DE"', { 'ip.src.country': 'DE' }).verdict).toBe(true);
  expect(evaluateOn('ip.src.country eq "DE"', { 'ip.geoip.country': 'DE' }).verdict).toBe(true);
});

test.each<[expression: string, verdict: boolean | 'unknown', needs: readonly string[]]>([
  ['cf.bot_management.score lt 30', 'unknown', ['cf.bot_management.score']],
  ['cf.bot_management.score lt 30 and http.host eq "a"', 'unknown', ['cf.bot_management.score']],
  ['cf.bot_management.score lt 30 and http.host eq "b"', false, []],
  ['cf.bot_management.score lt 30 or http.host eq "a"', true, []],
  ['cf.bot_management.score lt 30 xor http.host eq "a"', 'unknown', ['cf.bot_management.score']],
  ['not cf.client.bot', 'unknown', ['cf.client.bot']],
  ['cf.client.bot or ip.src in $office', 'unknown', ['cf.client.bot', 'office']],
  ['ip.src in $given', true, []],
  ['ip.src in $empty', false, []],
  ['cf.client.bot or not cf.client.bot', 'unknown', ['cf.client.bot']],
  ['http.host matches "(?u)\\p{age=6.0}"', 'unknown', ['(?u)\\p{age=6.0}']],
  ['http.host matches "(?u)\\p{age=6.0}" or http.host eq "a"', true, []],
  ['hash_in_range(1, 100, http.host) le 10', 'unknown', ['hash_in_range']],
  ['url_decode(http.user_agent) eq "%zz"', 'unknown', ['url_decode']],
  ['url_decode(http.host, "x") eq "a"', 'unknown', ['url_decode']],
  ['trim(http.x_forwarded_for) eq "a"', 'unknown', ['trim']],
  ['trim(http.x_forwarded_for, "\\x0b") eq "a"', true, []],
  ['trim(http.request.headers["absent"][0]) eq ""', false, []],
  ['decode_base64(http.user_agent) eq "a"', 'unknown', ['decode_base64']],
  // The last digit has bits that no byte has.
  ['decode_base64(http.referer) eq "a"', 'unknown', ['decode_base64']],
  ['url_decode(http.request.uri.query) eq "%u2601"', 'unknown', ['url_decode']],
  ['url_decode(http.request.uri.query, "u") eq "\u2601"', true, []],
  ['url_decode(http.request.uri.query, "ur") eq "\u2601"', true, []],
  // What is decoded begins no escape.
  ['url_decode(http.request.full_uri) eq "%zz"', true, []],
  ['url_decode(http.request.full_uri, "r") eq "%zz"', 'unknown', ['url_decode']],
  ['lookup_json_string(http.request.uri.path, "a") eq "x"', false, []],
  ['split(http.host, "", 9)[0] eq "a"', 'unknown', ['split']],
  ['cidr(ip.src, cf.waf.score, 64) eq 1.2.3.4', 'unknown', ['cidr']],
  ['cidr6(ip.src, cf.waf.score) eq ip.src', true, []],
  ['regex_replace(http.host, "(a)", "$1") eq "a"', 'unknown', ['regex_replace']],
  ['regex_replace(http.host, "(a)", "${x}") eq "a"', 'unknown', ['regex_replace']],
  ['regex_replace(http.host, "(a)", "${9}") eq ""', 'unknown', ['regex_replace']],
  ['regex_replace(http.host, "b", "$1") eq "a"', true, []],
  ['regex_replace(http.host, "a", "$$1$-$") eq "$1$-$"', true, []],
  ['wildcard_replace(http.host, "*", "$0") eq "a"', 'unknown', ['wildcard_replace']],
  ['any(lower(http.request.headers.names[*])[*] eq "x")', 'unknown', ['http.request.headers.names']],
  ['all((http.request.headers.names[*] eq "x" and http.request.uri.args.names[*] eq "y"))', true, []],
  ['any((http.request.headers.names[*] eq "x" or http.request.uri.args.names[*] eq "y"))', false, []],
  ['any(http.request.uri.args[*][*] eq "x")', 'unknown', ['http.request.uri.args']],
  ['any(http.request.uri.args[*][0] eq "x")', 'unknown', ['http.request.uri.args']],
  ['coalesce(http.host, http.cookie) eq "a"', true, []],
  ['coalesce(http.cookie, http.host) eq "a"', 'unknown', ['http.cookie']],
  ['starts_with(http.host, http.cookie)', 'unknown', ['http.cookie']],
  ['http.host eq http.cookie', 'unknown', ['http.cookie']],
])('%s is %j', (expression, verdict, needs) => {
  const fields = {
    'http.host': 'a',
    'http.user_agent': '%zz',
    'http.request.uri.query': '%u2601',
    'http.request.full_uri': '%25zz',
    'http.request.uri.path': Uint8Array.of(0x22, 0xff, 0x22),
    'http.referer': 'YR==',
    'http.x_forwarded_for': '\u000ba',
    'http.request.headers': {},
    'cf.waf.score': 33,
    'ip.src': '10.0.0.1',
    'http.request.uri.args.names': [],
  };
  const evaluation = evaluateOn(expression, fields, { given: ['10.0.0.0/8'], empty: [] });
  expect({ verdict: evaluation.verdict, needs: evaluation.needs.map(({ name }) => name) }).toEqual({
    verdict,
    needs,
  });
});

test('a need says what it is, and why', () => {
  const { needs } = evaluateOn('http.host matches "(?u)é\\p{age=6.0}"', { 'http.host': 'a' });
  expect(needs).toEqual([
    {
      kind: 'regex',
      name: '(?u)é\\p{age=6.0}',
      reason: 'a class of Unicode by that name cannot be evaluated offline',
    },
  ]);
});

test.each([
  ['http.host matches "^(?:a{0,100}){0,100}$"', 'unknown'],
  ['regex_replace(http.host, "^(?:a{0,100}){0,100}$", "") eq ""', 'unknown'],
  ['ssl or http.host matches "^(?:a{0,100}){0,100}$"', true],
])('a pattern that takes too long is unknown, like a field that is not given: %s', (expression, verdict) => {
  const evaluation = evaluateOn(expression, { 'http.host': 'a'.repeat(20_000), ssl: true });
  expect(evaluation.verdict).toBe(verdict);
  expect(evaluation.needs.map(({ reason }) => reason)).toEqual(
    verdict === true ? [] : ['the pattern takes too long on this text'],
  );
});

test.each([
  ['any(http.request.uri.args[*][*] eq "x")', false],
  ['any(http.request.uri.args[*][0] ne "x")', false],
  ['all(http.request.uri.args[*][*] eq "x")', true],
])('without the field, %s is %s', (text, verdict) => {
  const context = ExecutionContext.fromFields({}, { absent: 'missing' });
  expect(evaluate(compile(parse(text).expression), context).verdict).toBe(verdict);
});

test.each<[items: readonly (string | number)[], expression: string, verdict: boolean]>([
  [['10.0.0.0/8', '2001:db8::/32'], 'ip.src in $list', true],
  [['10.0.0.2'], 'ip.src in $list', false],
  [['a.example.com'], 'http.host in $list', true],
  [['*.example.com'], 'http.host in $list', true],
  [['example.com'], 'http.host in $list', false],
  [[64496], 'ip.src.asnum in $list', true],
  [[64497], 'ip.src.asnum in $list', false],
])('the list %j: %s is %j', (items, expression, verdict) => {
  const fields = { 'ip.src': '10.0.0.1', 'http.host': 'a.example.com', 'ip.src.asnum': 64496 };
  expect(evaluateOn(expression, fields, { list: items }).verdict).toBe(verdict);
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/functions/#hmac-validation
describe('a timed HMAC', () => {
  const issued = '1484063137';
  const mac = createHmac('sha256', 'key').update(`/download/cat.jpg${issued}`).digest('base64');
  const urlEncoded = encodeURIComponent(mac);
  const urlSafe = mac.replaceAll('+', '-').replaceAll('/', '_').replace('=', '');

  test.each<[title: string, uri: string, key: string, now: number, flags: string, verdict: boolean]>([
    ['is valid', `/download/cat.jpg?verify=${issued}-${urlEncoded}`, 'key', 1484063137, '', true],
    [
      'is valid at the end of its time',
      `/download/cat.jpg?verify=${issued}-${urlEncoded}`,
      'key',
      1484063237,
      '',
      true,
    ],
    ['expires', `/download/cat.jpg?verify=${issued}-${urlEncoded}`, 'key', 1484063238, '', false],
    ['needs the key', `/download/cat.jpg?verify=${issued}-${urlEncoded}`, 'other', 1484063137, '', false],
    ['covers the message', `/download/dog.jpg?verify=${issued}-${urlEncoded}`, 'key', 1484063137, '', false],
    ['covers the time', `/download/cat.jpg?verify=1484063138-${urlEncoded}`, 'key', 1484063137, '', false],
    ['may be safe in URLs', `/download/cat.jpg?verify=${issued}-${urlSafe}`, 'key', 1484063137, 's', true],
    ['is a token at all', '/download/cat.jpg', 'key', 1484063137, '', false],
  ])('%s', (_title, uri, key, now, flags, verdict) => {
    const expression = `is_timed_hmac_valid_v0("${key}", http.request.uri, 100, http.request.timestamp.sec, 8, "${flags}")`;
    expect(
      evaluateOn(expression, { 'http.request.uri': uri, 'http.request.timestamp.sec': now }).verdict,
    ).toBe(verdict);
  });
});

const RANDOM_FIELDS: Fields = {
  'http.host': 'a',
  'http.request.uri.path': '/é"a',
  'http.user_agent': '',
  'ip.src': '10.0.0.1',
  'cf.waf.score': 5,
  ssl: true,
  'http.request.headers': { a: ['1', 'Z'], '"': [] },
  'http.request.headers.names': ['A', 'a'],
};

test('printing and parsing change no verdict, for random expressions', () => {
  const random = new Random(7);
  const contexts = (['missing', 'empty', 'unknown'] as const).map((absent) =>
    ExecutionContext.fromFields(RANDOM_FIELDS, { absent }),
  );
  let compared = 0;
  for (let round = 0; round < 3000; round++) {
    const tree = randomExpression(random);
    let again: Expression;
    try {
      again = parse(print(tree)).expression;
    } catch {
      // Too long, or too many regular expressions.
      continue;
    }
    const [before, after] = [compile(tree), compile(again)];
    for (const context of contexts) {
      // Jest's own comparison takes most of the time: it is for showing a difference.
      const [is, was] = [evaluate(after, context), evaluate(before, context)];
      if (!isDeepStrictEqual(is, was)) expect(is).toEqual(was);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(8000);
});

test('what is certain stays so when more becomes known, for random expressions', () => {
  const random = new Random(8);
  const counts = { certain: 0, unknown: 0 };
  const partial = ExecutionContext.fromFields(RANDOM_FIELDS, { lists: {} });
  const whole = (['missing', 'empty'] as const).map((absent) =>
    ExecutionContext.fromFields(RANDOM_FIELDS, { absent }),
  );
  for (let round = 0; round < 3000; round++) {
    const compiled = compile(randomExpression(random));
    const before = evaluate(compiled, partial).verdict;
    if (before === 'unknown') counts.unknown++;
    else {
      counts.certain++;
      for (const context of whole) {
        const { verdict } = evaluate(compiled, context);
        if (verdict !== before) expect(verdict).toBe(before);
      }
    }
  }
  expect(counts.certain).toBeGreaterThan(300);
  expect(counts.unknown).toBeGreaterThan(500);
});

test('a tree of type Array<Bool> is no expression', () => {
  const argument: Expression = {
    kind: 'comparison',
    left: { kind: 'field', name: 'http.request.headers.names', path: ['*'] },
    operator: 'eq',
    right: { kind: 'string', value: 'a' },
  };
  expect(() => compile(argument)).toThrow('must be of type Bool');
});

describe('nothing is in nothing, be the value known or not', () => {
  test.each<[string, Verdict]>([
    ['ip.src in {}', false],
    ['not ip.src in {}', true],
    ['cf.waf.score in {}', false],
    ['http.request.version in {} or ssl', true],
    ['cidr(ip.src, 24, 24) in {}', false],
    ['ip.src in $empty', false],
    ['not ip.src in $empty', true],
    ['ip.src in $office', 'unknown'],
    ['ip.src in $nobody_knows', 'unknown'],
    ['any(cf.bot_management.detection_ids[*] in {})', false],
    // Of no elements it is true.
    ['all(cf.bot_management.detection_ids[*] in {})', 'unknown'],
    ['ip.src in {10.0.0.0/8}', 'unknown'],
  ])('%s is %s', (text, verdict) => {
    const context = ExecutionContext.fromRequest({
      method: 'GET',
      url: 'https://a.test/',
      lists: { empty: [], office: ['10.0.0.0/8'] },
    });
    expect(evaluate(compile(parse(text).expression), context).verdict).toBe(verdict);
  });
});
