import {
  analyse,
  CLOUDFLARE_SCHEME,
  difference,
  elementOf,
  encodeText,
  ExecutionContext,
  FIELDS,
  parse,
  type SampleRequest,
  type Type,
} from '../../lib/rules-language';
import { keepsTo, surelyKeepsTo } from '../../lib/rules-language/values/fact-automaton';
import { factsOf, fieldValues } from '../../lib/rules-language/values/facts-of';
import { FIELD_VALUES, type FieldValues } from '../../lib/rules-language/values/field-values';
import { brokenFacts, judge } from '../../lib/rules-language/values/judge';
import type { ValueFact } from '../../lib/rules-language/values/value-fact';
import { rounds } from '../support/rounds';
import { Random } from './support/random';

const TABLE = Object.entries<FieldValues>(FIELD_VALUES);
const FACTS: readonly ValueFact[] = [
  ...new Set(TABLE.flatMap(([, { values, keys = [] }]) => [...values, ...keys])),
];

function primitiveOf(type: Type): Type {
  const element = elementOf(type);
  return element === undefined ? type : primitiveOf(element);
}

function judged(text: string): string | undefined {
  const { expression } = parse(text);
  if (expression.kind !== 'comparison' && expression.kind !== 'truth') throw new Error('no condition');
  return judge(expression)?.verdict;
}

test('every field of the table says which values it has, or that it has any', () => {
  for (const name of Object.keys(FIELDS)) expect([name, fieldValues(name)]).not.toEqual([name, undefined]);
  expect(TABLE.filter(([, { values }]) => values.length > 0).length).toBeGreaterThan(70);
});

test('a field that was replaced has the values of its successor', () => {
  expect(fieldValues('ip.geoip.continent')).toBe(FIELD_VALUES['ip.src.continent']);
});

test.each(TABLE.filter(([, { values }]) => values.length > 0))(
  '%s: the facts are of its type',
  (name, known) => {
    const type = primitiveOf(CLOUDFLARE_SCHEME.fields.get(name)?.type ?? 'Bool');
    for (const fact of known.values) expect(fact.kind === 'numbers').toBe(type === 'Int');
    if (type === 'Bytes')
      expect(known.values.filter((fact) => !keepsTo(fact, known.example ?? '?'))).toEqual([]);
  },
);

test('what is told quickly of a text is true', () => {
  const random = new Random(11);
  const pieces = [
    'a',
    'Z',
    '0',
    '/',
    '//',
    '/./',
    '..',
    '?',
    '#',
    '%',
    '%2d',
    '%2D',
    '%C3',
    '%c3',
    ' ',
    '\u00e9',
    '\u00a0',
    ':',
    '://',
    'https://',
    '*',
    '\\',
    '"',
    '&',
    '=',
    '-',
    '_',
    '+',
    'HTTP/',
    '\n',
    '\r',
    '\u2028',
    'EU',
    'UK',
    '.',
    'TLSv1',
  ];
  const facts = FACTS.filter(({ kind }) => kind !== 'numbers');
  for (let round = 0; round < rounds(1500); round++) {
    const text = encodeText(Array.from({ length: random.below(6) }, () => random.pick(pieces)).join(''));
    expect([text, facts.filter((fact) => surelyKeepsTo([fact], text) && !keepsTo(fact, text))]).toEqual([
      text,
      [],
    ]);
  }
});

test('what a text breaks surely is broken for the automaton too, but for bytes that JavaScript takes for blanks', () => {
  const texts = [
    '',
    'a.example.com',
    'A',
    '/a',
    '/a?b',
    'a//b',
    '/%2d',
    'HTTP/2',
    'https://a/',
    'AT',
    'UK',
    'x y',
  ];
  for (const text of texts)
    for (const fact of FACTS)
      if (fact.kind !== 'numbers') expect(surelyKeepsTo([fact], text)).toBe(keepsTo(fact, text));
});

test.each<[text: string, verdict: 'never' | 'always' | undefined]>([
  ['cf.waf.score gt 100', 'never'],
  ['cf.waf.score ge 100', undefined],
  ['cf.waf.score lt 1', 'never'],
  ['cf.waf.score le 0', 'never'],
  ['cf.waf.score ne 0', 'always'],
  ['cf.waf.score eq 100', undefined],
  ['cf.waf.score in {}', 'never'],
  ['cf.waf.score in {0 101..110}', 'never'],
  ['cf.waf.score in {0..100}', 'always'],
  ['hash_in_range(5, 5, ip.src) eq 5', 'always'],
  ['hash_in_range(5, 5, ip.src) ne 5', 'never'],
  ['hash_in_range(1, 9, ip.src) gt 9', 'never'],
  ['hash_in_range(1, 9, ip.src) ge 9', undefined],
  ['http.request.uri.path eq "a"', 'never'],
  ['http.request.uri.path ne "a"', 'always'],
  ['http.request.uri.path in {"/a" "b"}', undefined],
  ['http.request.uri.path lt "/"', 'never'],
  ['http.request.uri.path wildcard "/*"', 'always'],
  ['http.request.uri.path strict wildcard "*?*"', 'never'],
  ['http.request.uri.path matches r"\\?"', 'never'],
  ['http.request.uri.path matches r"^/[^?]*$"', 'always'],
  ['starts_with(lower(http.request.uri.path), "/A")', 'never'],
  ['ends_with(upper(http.request.uri.path), "a")', 'never'],
  ['len(http.request.uri.path) lt 1', 'never'],
  ['len(http.request.uri.path) in {0}', 'never'],
  ['len(lower(ip.src.continent)) gt 2', 'never'],
  ['len(http.request.headers["a"]) ge 0', undefined],
  ['len(http.request.headers["a"]) lt 0', 'never'],
  ['ip.src.asnum gt 4294967295', 'never'],
  ['cf.edge.server_port eq ip.src.asnum', undefined],
  ['cf.bot_management.score eq http.response.code', 'never'],
  ['lower(http.host) eq http.request.method', 'never'],
  ['lower(http.host) eq http.request.uri.path', undefined],
  ['http.request.method ne http.request.uri.path', undefined],
  ['concat(http.host, "/a") eq "a/b"', 'never'],
  ['concat("x", http.host) eq "xa"', undefined],
  ['substring(http.host, -2) eq "abc"', 'never'],
  ['substring(http.host, 1) eq "abc"', undefined],
  ['trim(http.host, "-") eq "-"', 'never'],
  ['trim_start(http.host) eq "a "', undefined],
  ['remove_bytes(http.host, "[]^-") contains "^"', 'never'],
  ['url_decode(http.host) eq "A"', undefined],
  ['ip.src in {10.0.0.0/8}', undefined],
  ['http.host in $hosts', undefined],
  ['http.host eq http.referer', undefined],
  ['starts_with(http.host, http.referer)', undefined],
  ['ssl', undefined],
])('%s: %s', (text, verdict) => {
  expect(judged(text)).toBe(verdict);
});

test.each<[text: string, says: readonly string[]]>([
  ['http.request.uri.path eq "/a"', []],
  ['http.request.uri.path eq "/a?b"', ['ends before the query string']],
  ['http.request.uri.path eq "a?b"', ['begins with `/`', 'ends before the query string']],
  ['lower(http.host) eq "a"', []],
  ['lower(http.host) eq "A"', ['has no capital letters']],
  ['cf.waf.score eq 100', []],
  ['cf.waf.score eq 101', ['numbers']],
  ['hash_in_range(1, 9, ip.src) eq 9', []],
  ['hash_in_range(1, 9, ip.src) eq 10', ['numbers']],
  ['http.user_agent eq "A?"', []],
  ['url_decode(http.host) eq "A?"', []],
])('what %s breaks', (text, says) => {
  const { expression } = parse(text);
  if (expression.kind !== 'comparison' || !('value' in expression.right)) throw new Error('no comparison');
  const broken = brokenFacts(expression.left, expression.right.value);
  expect(broken.map((fact) => ('says' in fact ? fact.says : fact.kind))).toEqual(says);
});

test('a judgement names what it follows from, and only that', () => {
  const { expression } = parse('http.request.uri.path contains "//"');
  if (expression.kind !== 'comparison') throw new Error('no comparison');
  const judgement = judge(expression);
  expect(judgement?.reason).toMatchObject([{ says: 'has no `//`: Cloudflare merges slashes' }]);
  expect(judge(expression, ({ certainty }) => certainty === 'always')).toBeUndefined();
  expect(factsOf(expression.left).length).toBeGreaterThan(1);
});

describe('what is certain of a field', () => {
  const kindOf = (inside: string, outside: string): string =>
    difference({ anyOf: [parse(inside).expression], noneOf: [parse(outside).expression] }).kind;

  test.each<[inside: string, outside: string, kind: string]>([
    ['cf.bot_management.score gt 150', 'false', 'none'],
    ['cf.bot_management.score ge 0', 'cf.bot_management.score le 99', 'none'],
    ['cf.bot_management.score gt 50', 'cf.bot_management.score in {51..99}', 'none'],
    ['cf.bot_management.score gt 50', 'cf.bot_management.score in {51..98}', 'some'],
    ['ip.src.continent ne "EU" and ip.src.continent contains "E"', 'false', 'none'],
    ['http.request.uri.path contains "?"', 'false', 'none'],
    ['http.request.uri.path.extension eq ".php"', 'false', 'none'],
    // What Cloudflare only documents today proves nothing.
    ['cf.tls_version eq "TLSv1.4"', 'false', 'some'],
    ['http.request.version eq "HTTP/4"', 'false', 'some'],
    ['http.host eq "A"', 'false', 'some'],
  ])('in comparisons: %s, and not %s: %s', (inside, outside, kind) => {
    expect(kindOf(inside, outside)).toBe(kind);
  });

  test.each<[text: string, matches: string]>([
    ['cf.waf.score gt 100', 'never'],
    ['cf.waf.score gt 100 or ssl', 'depends'],
    ['ssl and len(http.host) lt 0', 'never'],
    ['len(http.host) ge 0', 'always'],
    ['not len(http.host) ge 0', 'never'],
    ['lower(http.host) contains "A"', 'never'],
    ['trim(http.host, "-") eq "-a"', 'never'],
    ['starts_with(concat("a", http.host), "b")', 'never'],
    ['len(http.request.headers["a"]) ge 0', 'depends'],
    ['cf.tls_version eq "1.3"', 'depends'],
  ])('in an analysis: %s matches %s', (text, matches) => {
    expect(analyse(parse(text).expression).matches).toBe(matches);
  });

  test.each<[fields: SampleRequest['fields'], message: string]>([
    [
      { 'cf.bot_management.score': 150 },
      '`cf.bot_management.score` is a number from 0 to 99, and `150` is none of them',
    ],
    [
      { 'cf.waf.content_scan.obj_sizes': [5, -1] },
      '`cf.waf.content_scan.obj_sizes` is never below 0, and `-1` is not',
    ],
    [
      { 'ip.src.continent': 'EUR' },
      '`ip.src.continent` is one of `AF`, `AN`, `AS`, `EU`, `NA`, `OC`, `SA`, `T1`, and `EUR` is none of them',
    ],
    [
      { 'http.request.uri.path': '/a?b' },
      '`http.request.uri.path` ends before the query string, and `/a?b` holds one',
    ],
    [
      { 'http.request.headers': { 'X-A': ['b'] } },
      'each key of `http.request.headers` is in lower case, and `X-A` is not',
    ],
  ])('in a request: %j is refused', (fields, message) => {
    const request = { method: 'GET', url: 'https://a.test/', ...(fields && { fields }) };
    expect(() => ExecutionContext.fromRequest(request)).toThrow(message);
  });

  test('a request may have what Cloudflare may add, and what is rare', () => {
    const fields = {
      'cf.tls_version': 'TLSv1.4',
      'http.host': 'A',
      'cf.waf.score.class': 'new',
      'ip.src.continent': '',
    };
    expect(() =>
      ExecutionContext.fromRequest({ method: 'GET', url: 'https://a.test/', fields }),
    ).not.toThrow();
  });
});
