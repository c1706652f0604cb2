import { answerCase } from '../../lib/cli/evaluate/answer-case';

const CTX = {
  'http.host': 'www.Example.com',
  'ip.src': '10.1.2.3',
  'cf.waf.score': 20,
  ssl: true,
  'http.request.headers': { 'x-a': ['one', 'two'], empty: [] },
  'http.request.headers.names': ['X-A', 'X-A'],
  'http.request.body.multipart.names': [['a'], ['b', 'c']],
  'cf.waf.content_scan.obj_sizes': [5, 700],
};

/** The verdict, or the place of the error, as `line:col`. */
function resultOf(expr: string, ctx: object = CTX): unknown {
  const answer = JSON.parse(answerCase(JSON.stringify({ expr, ctx }))) as {
    readonly verdict?: unknown;
    readonly error?: { readonly line: number; readonly col: number };
  };
  return answer.error === undefined ? answer.verdict : `${answer.error.line}:${answer.error.col}`;
}

/** A verdict, or the column of the error on the first line. */
type Result = boolean | number;

/**
 * What Cloudflare's open-source engine answers, read from its source: the places are those where its parser gives up.
 *
 * @see https://github.com/cloudflare/wirefilter
 */
const RESULTS: Readonly<Record<string, readonly (readonly [rest: string, result: Result])[]>> = {
  '': [
    ['', 1],
    ['   ', 1],
    ['\u0085ssl\u0085', true],
    ['ssl AND ssl', 4],
    ['sslxor ssl', 1],
    ['ssl and', 8],
    ['(ssl ssl)', 6],
    ['(\tssl)', 2],
    ['ssl[0]', 4],
    ['true eq true', 5],
    ['trueand ssl', 1],
    ['http.', 6],
    ['http..host', 6],
    ['http.host. eq "x"', 11],
    ['http.host-a eq "x"', 10],
    ['http.host eq "é😀" xx', 22],
    ['http.host && ssl', 11],
    ['cf.waf.score && ssl', 15],
    ['cf.waf.score &&> 1', 15],
    ['cf.waf.score  foo', 15],
    ['cf.waf.score equals 20', 16],
    ['cf.waf.score lte 20', 16],
    ['cf.waf.score includes 20', 16],
    ['ssl in $x', 4],
  ],
  'cf.waf.score eq ': [
    ['20and ssl', 17],
    ['20or ssl', true],
    ['0and ssl', 17],
    ['-0', false],
    ['-020', false],
    ['00', false],
    ['0xfg', 20],
    ['0x', 19],
    ['0X14', 18],
    ['+20', 17],
    ['- 5', 18],
    ['-0x5', 19],
    ['-ff', 17],
    ['0b1', 17],
    ['0x8000000000000000', 19],
    ['01000000000000000000000', 17],
    ['1_000', 18],
    ['20..30', 19],
  ],
  'cf.waf.score in ': [
    ['{1..2..3}', 22],
    ['{1-5}', false],
    ['{1 ..20}', 20],
    ['{1\t20}', 19],
    ['{20a}', 18],
  ],
  'http.host eq ': [
    ['"\\xZZ"', 17],
    ['"\\x4"', 17],
    ['"\\400"', 16],
    ['"\\é"', 16],
    ['"abc\\', 15],
    ['r"abc', 15],
    ['r##"abc"#', 15],
    ['r#abc', 16],
    ['rhost', 15],
    ['admin.test', 16],
    ['example.test', 14],
    ['77', 16],
    ['77:', 17],
    ['77:4x', 17],
    ['77:77:', 20],
    ['ab:cd', false],
    ['http.nope', 14],
    [`r${'#'.repeat(256)}"a"${'#'.repeat(256)}`, 15],
  ],
  'http.host contains ': [
    ['x', 20],
    ['rfoo', 21],
    ['ab', 22],
    ['http.host', 20],
  ],
  'http.host in ': [
    ['{rr}', 16],
    ['{77}', 17],
    ['{77:78:}', 21],
    ['{10.0.0.1}', 18],
    ['{"a", "b"}', 18],
  ],
  'http.host wildcard ': [
    ['rx', 21],
    ['77:77', 20],
    ['r"a\\b"', 20],
  ],
  'http.host matches ': [
    ['"("', 20],
    ['r"("', 23],
    ['r#"a(?=b)"#', 30],
    ['rx', 20],
    ['"(?P<a>w)(?P<a>w)"', 20],
    ['"w{ 3 }"', true],
    ['"[[:foo:]]"', true],
    ['"[]\\"a]"', true],
  ],
  'ip.src eq ': [
    ['10.1.2.3..10.1.2.4', 11],
    ['10.1.2.3and ssl', 11],
    ['10.1.2.3or ssl', true],
    ['fe80::1%eth0', 18],
  ],
  'ip.src in ': [
    ['{10.1.2.3/33}', 12],
    ['{10.1.2.3/256}', 21],
    ['{10.1.2.3/}', 21],
    ['{10.0.0.0/a}', 21],
    ['{10.0.0.0/8/8}', 12],
    ['{10.0.0.0//8}', 12],
    ['{10.0.0.0/08}', true],
    ['{10.1/16}', true],
    ['{10/8}', true],
    ['{010.1/16}', true],
    ['{010.01.002.0003}', true],
    ['{10.1}', false],
    ['{10.1.2.3.0}', 12],
    ['{10.256/16}', 12],
    ['{10.1..10.2}', 12],
    ['{10.1.2.0..10.1.2.300}', 22],
    ['{10.1.2.0..}', 22],
    ['{..10.1.2.0}', 12],
    ['{10.1.2.0..10.1.2.5/8}', 22],
    ['{10.1.2.0...10.1.2.5}', 22],
    ['{10.1.2.0 ..10.1.2.5}', 21],
    ['{10.1.2.3::1}', 12],
    ['$a.', 12],
    ['$a.-b', 12],
    ['$a-b', 13],
    ['$aB', 13],
  ],
  'http.request.headers["x-a"]': [
    ['[0x1] eq "two"', true],
    ['[01] eq "two"', true],
    ['[010] eq "two"', false],
    ['[08] eq "x"', 29],
    ['[-0] eq "one"', true],
    ['[-1] eq "one"', 29],
    ['[4294967296] eq "x"', 29],
    [' [0] eq "one"', 29],
    ['[*] eq "one" foo', 40],
  ],
  'any(': [
    ['http.request.headers["x-a"][*] eq "one" or ssl)', 45],
    ['(http.request.headers["x-a"][*] eq "one" and ssl))', 53],
    ['(ssl and http.request.headers["x-a"][*] eq "one"))', 53],
    ['cf.waf.content_scan.obj_sizes["a"] gt 1)', 5],
    ['cf.waf.content_scan.obj_sizes[*] gt x)', 41],
    ['(starts_with(http.request.headers["x-a"][*], "t")[*]))', true],
    ['starts_with(http.request.headers["x-a"][*], "t")[*])', 5],
  ],
  'ssl or ': [
    ['http.request.headers["x-a"][*] eq "one"', 47],
    ['http.request.headers["x-a"][*] eq "one" and ssl', 55],
    ['http.request.headers["x-a"][*] eq "one" or ssl', 51],
  ],
  'starts_with(http.host, ': [
    ['77:77)', 24],
    ['7a:77)', false],
    ['"a", "b")', 29],
  ],
  'substring(http.host, ': [
    ['00, 03) eq "www"', true],
    ['0x0, 3) eq "www"', 22],
    ['1a) eq "x"', 22],
    ['-3, 99) eq "com"', true],
    ['5, 2) eq ""', true],
  ],
  'lower(': [
    ['http.host', 16],
    ['http.host,)', 17],
    ['(http.host)) eq "x"', 17],
    ['not ssl) eq "x"', 7],
  ],
};

const ROWS = Object.entries(RESULTS).flatMap(([start, rows]) =>
  rows.map(([rest, result]) => [start + rest, typeof result === 'number' ? `1:${result}` : result] as const),
);

test.each(ROWS)('%j: %s', (expr, result) => {
  expect(resultOf(expr)).toBe(result);
});

test('a place is told by line, after any character', () => {
  expect(resultOf('ssl and\n\n  http.nope')).toBe('3:3');
  expect(resultOf('http.host eq "é\nb" and x')).toBe('2:8');
});

test.each([
  ['parentheses', (depth: number) => `${'('.repeat(depth)}ssl${')'.repeat(depth)}`, 129],
  ['negations', (depth: number) => `${'not '.repeat(depth)}ssl`, 513],
  [
    'calls',
    (depth: number) => `${'lower('.repeat(depth)}http.host${')'.repeat(depth)} eq "www.example.com"`,
    774,
  ],
] as const)('the 129th of nested %s is told', (_title, nested, column) => {
  expect(resultOf(nested(128))).toBe(true);
  expect(resultOf(nested(129))).toBe(`1:${column}`);
});

const NOPE = 'http.request.headers["nope"][*]';

// An array that is missing is not the same as the elements of one.
test.each([
  [`all(starts_with(${NOPE}, "a"))`, false],
  [`all((starts_with(${NOPE}, "a")))`, true],
  [`all((starts_with(${NOPE}, "a")[*]))`, true],
  [`all(not starts_with(${NOPE}, "a"))`, true],
  [`any((starts_with(${NOPE}, "a")))`, false],
  [`all(lower(${NOPE})[*] eq "a")`, true],
  ['all(starts_with(http.response.headers[*][*], "a"))', false],
  ['all(http.response.headers[*][*] eq "a")', true],
  ['all(http.request.headers[*][9] eq "a")', true],
  ['concat(http.response.headers[*][*], "x")[0] ne "x"', false],
])('%s: %s', (expr, verdict) => {
  expect(resultOf(expr)).toBe(verdict);
});

// Within a family only; between families nothing holds but `ne`.
test.each([
  ['ip.src lt 10.1.2.4', true],
  ['ip.src ge 10.1.2.4', false],
  ['ip.src lt ::1', false],
  ['ip.src ge ::1', false],
  ['ip.src ne ::1', true],
  ['ip.src lt cf.edge.server_ip', false],
])('%s: %s', (expr, verdict) => {
  expect(resultOf(expr, { ...CTX, 'cf.edge.server_ip': '::2' })).toBe(verdict);
});
