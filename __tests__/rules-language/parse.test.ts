import { MAX_DEPTH, MAX_EXPRESSION_LENGTH, MAX_REGEXES } from '../../lib/cloudflare';
import {
  type Comparison,
  type Expression,
  parse,
  parseAddress,
  type Right,
  type Value,
} from '../../lib/rules-language';
import { addressText, wholeCidr } from '../../lib/rules-language/addresses/addresses';
import { RulesLanguageError } from '../../lib/rules-language/errors/errors';
import { bare } from './support/bare';
import { errorsOf } from './support/errors-of';

const ssl: Expression = { kind: 'truth', value: { kind: 'field', name: 'ssl', path: [] } };
const host: Value = { kind: 'field', name: 'http.host', path: [] };
const score: Value = { kind: 'field', name: 'cf.waf.score', path: [] };
const client: Value = { kind: 'field', name: 'ip.src', path: [] };

function treeOf(text: string): unknown {
  return bare(parse(text).expression);
}

function compare(left: Value, operator: Comparison['operator'], right: Right): Comparison {
  return { kind: 'comparison', left, operator, right };
}

function string(value: string): Right {
  return { kind: 'string', value };
}

function address(text: string): string {
  const bytes = parseAddress(text);
  if (bytes === undefined) throw new Error(`${text} is no address`);
  return bytes;
}

const not = (operand: Expression): Expression => ({ kind: 'not', operand });
const join = (operator: 'and' | 'or' | 'xor', ...operands: Expression[]): Expression => ({
  kind: 'logical',
  operator,
  operands,
});

describe('conditions', () => {
  test.each<[string, Expression]>([
    ['ssl', ssl],
    ['((ssl))', ssl],
    ['true', { kind: 'boolean', value: true }],
    ['(false)', { kind: 'boolean', value: false }],
    ['not ssl', not(ssl)],
    ['!ssl', not(ssl)],
    ['not not !ssl', not(not(not(ssl)))],
    ['ssl and ssl and ssl', join('and', ssl, ssl, ssl)],
    ['ssl && ssl', join('and', ssl, ssl)],
    ['ssl or ssl || ssl', join('or', ssl, ssl, ssl)],
    ['ssl xor ssl ^^ ssl', join('xor', ssl, ssl, ssl)],
    ['(ssl and ssl) and ssl', join('and', join('and', ssl, ssl), ssl)],
    ['not ssl and ssl', join('and', not(ssl), ssl)],
    ['not (ssl and ssl)', not(join('and', ssl, ssl))],
    ['not http.host eq "a"', not(compare(host, 'eq', string('a')))],
    ['ssl or ssl xor ssl and ssl', join('or', ssl, join('xor', ssl, join('and', ssl, ssl)))],
  ])('%s', (text, expected) => {
    expect(treeOf(text)).toEqual(expected);
  });
});

describe('there are no boundaries between words', () => {
  test.each([
    ['notssl', 'not ssl'],
    ['not(ssl)', 'not ssl'],
    ['ssl andssl', 'ssl and ssl'],
    ['ssl&&ssl||!ssl', 'ssl and ssl or not ssl'],
    ['(ssl)and(ssl)', 'ssl and ssl'],
    ['cf.waf.score eq20', 'cf.waf.score eq 20'],
    ['cf.waf.score>=20', 'cf.waf.score ge 20'],
    ['cf.waf.score&4', 'cf.waf.score bitwise_and 4'],
    ['cf.waf.score in{1 2..3}', 'cf.waf.score in {1 2..3}'],
    ['http.host eq"x"', 'http.host eq "x"'],
    ['http.host in{"a""b"r"c"}', 'http.host in {"a" "b" "c"}'],
    ['http.host~"a"', 'http.host matches "a"'],
    ['ssl\r\n  and\nssl', 'ssl and ssl'],
    ['\t\u00a0 ssl \n\t', 'ssl'],
    ['any ( http.request.headers.names [ * ] == "a" )', undefined],
    ['any ( http.request.headers.names[ * ] == "a" )', 'any(http.request.headers.names[*] eq "a")'],
    ['starts_with (http.host , "a")', 'starts_with(http.host, "a")'],
  ])('%s', (text, same) => {
    if (same === undefined) expect(errorsOf(text)).toHaveLength(1);
    else expect(treeOf(text)).toEqual(treeOf(same));
  });
});

describe('literals', () => {
  test.each<[string, Comparison]>([
    ['http.host eq "a\\"\\\\\\x00\\377"', compare(host, 'eq', string('a"\\\x00\xff'))],
    ['http.host eq "é"', compare(host, 'eq', string('\xc3\xa9'))],
    ['http.host eq "two\nlines"', compare(host, 'eq', string('two\nlines'))],
    ['http.host eq r"a\\n"', compare(host, 'eq', string('a\\n'))],
    ['http.host eq r#"a"b"#', compare(host, 'eq', string('a"b'))],
    ['http.host eq r##"a"#b"##', compare(host, 'eq', string('a"#b'))],
    [`http.host eq r${'#'.repeat(255)}"a"${'#'.repeat(255)}`, compare(host, 'eq', string('a'))],
    ['http.host eq 77:77-77.2E', compare(host, 'eq', string('www.'))],
    ['http.host contains 00:ff', compare(host, 'contains', string('\x00\xff'))],
    ['cf.waf.score eq 0', compare(score, 'eq', { kind: 'integer', value: 0n })],
    ['cf.waf.score eq -12', compare(score, 'eq', { kind: 'integer', value: -12n })],
    ['cf.waf.score eq 0x1F', compare(score, 'eq', { kind: 'integer', value: 31n })],
    ['cf.waf.score eq 024', compare(score, 'eq', { kind: 'integer', value: 20n })],
    ['cf.waf.score eq 9223372036854775807', compare(score, 'eq', { kind: 'integer', value: 2n ** 63n - 1n })],
    ['cf.waf.score eq -9223372036854775808', compare(score, 'eq', { kind: 'integer', value: -(2n ** 63n) })],
    ['ip.src eq 10.1.2.3', compare(client, 'eq', { kind: 'address', address: '\x0a\x01\x02\x03' })],
    [
      'ip.src eq ::FFFF:10.1.2.3',
      compare(client, 'eq', { kind: 'address', address: address('::ffff:a01:203') }),
    ],
    [
      'ip.src in {10.0.0.0/8 1.2.3.4..1.2.3.5 2001:db8::/32 ::1}',
      compare(client, 'in', {
        kind: 'set',
        items: [
          { kind: 'cidr', address: '\x0a\0\0\0', prefixLength: 8 },
          { kind: 'address-range', from: '\x01\x02\x03\x04', to: '\x01\x02\x03\x05' },
          { kind: 'cidr', address: address('2001:db8::'), prefixLength: 32 },
          { kind: 'address', address: `${'\0'.repeat(15)}\x01` },
        ],
      }),
    ],
    ['ip.src in {}', compare(client, 'in', { kind: 'set', items: [] })],
    ['ip.src in $cf.open_proxies', compare(client, 'in', { kind: 'list', name: 'cf.open_proxies' })],
    [
      'http.host matches "a\\.b\\"[\\"]["]"',
      compare(host, 'matches', { kind: 'regex', pattern: 'a\\.b"[\\"]["]' }),
    ],
    ['http.host matches r"a\\.b\\/"', compare(host, 'matches', { kind: 'regex', pattern: 'a\\.b\\/' })],
    ['http.host wildcard "*.a\\\\*"', compare(host, 'wildcard', { kind: 'wildcard', pattern: '*.a\\*' })],
    [
      'http.host strict wildcard r"\\\\*"',
      compare(host, 'strict wildcard', { kind: 'wildcard', pattern: '\\\\*' }),
    ],
  ])('%s', (text, expected) => {
    expect(treeOf(text)).toEqual(expected);
  });

  test('keep the form that they were written in', () => {
    const forms = ['"a"', 'r"a"', '61:61'].map((text) => parse(`http.host eq ${text}`).expression);
    expect(forms.map((comparison) => comparison.kind === 'comparison' && comparison.right)).toEqual([
      { kind: 'string', value: 'a', form: 'quoted', range: { start: 13, end: 16 } },
      { kind: 'string', value: 'a', form: 'raw', range: { start: 13, end: 17 } },
      { kind: 'string', value: 'aa', form: 'bytes', range: { start: 13, end: 18 } },
    ]);
    expect(parse('cf.waf.score eq 010').expression).toMatchObject({ right: { value: 8n, form: 'octal' } });
  });
});

describe('values', () => {
  test.each([
    'http.request.headers["x-a"][0] eq "a"',
    'http.request.headers["x\\"\\x0a"][4294967295] eq "a"',
    'any(http.request.headers["x-a"][*] eq "a")',
    'all(http.request.headers[*][*] eq "a")',
    'any(lower(http.request.headers.names[*])[*] eq "a")',
    'any(starts_with(http.request.headers.names[*], "a"))',
    'ends_with(http.request.headers.names[*], "t")[0]',
    'len(http.request.headers["a"][*])[0] eq 3',
    'any(not http.request.headers.names[*] eq "a")',
    'any((http.request.headers.names[*] eq "a" or http.request.headers.names[*] eq "b"))',
    'any(not http.request.headers.names[*] eq "a" or http.request.headers.names[*] eq "b")',
    'concat("a", http.host, http.referer) eq "b"',
    'substring(http.host, -3, 7) eq "com"',
    'lookup_json_integer(http.request.body.raw, "a", 0, "b") eq 1',
    'has_key(http.request.uri.args, "a")',
    'has_value(http.request.headers.names, http.host)',
    'is_timed_hmac_valid_v0("key", http.request.uri, 100, http.request.timestamp.sec)',
    'cidr(ip.src, 24, 48) eq 10.0.0.0',
    'coalesce(http.request.headers["a"][0], http.request.headers["b"][0], "c") eq "c"',
    'hash_in_range(0, 99, ip.src.city) lt 10',
    'hash_in_range(0, 100, ip.src) lt 10',
    'trim(http.request.headers["x-label"][0]) eq "approved"',
    'any(trim_start(http.request.headers.values[*], "-_")[*] eq "a")',
    'trim_end(http.host, ".") eq "a"',
    'to_string(ssl) eq "true"',
    'to_string((ssl and ssl)) eq "true"',
    'to_string(cf.waf.score gt 3) eq "true"',
    'has_value(cf.bot_management.detection_ids, 3)',
    'coalesce(ip.src, 10.0.0.1) eq fe80::1',
    'coalesce(cf.edge.server_ip, fe80::1) ne ip.src',
    'concat(6a:62, "c") eq http.host',
    'any((starts_with(http.request.headers.names[*], "a")[*]))',
    'all(not starts_with(http.request.headers.names[*], "a")[*])',
  ])('%s', (text) => {
    expect(() => parse(text)).not.toThrow();
  });

  test('of the right side may be fields and functions of the same type', () => {
    expect(treeOf('http.request.uri.path ne raw.http.request.uri.path')).toEqual(
      compare({ kind: 'field', name: 'http.request.uri.path', path: [] }, 'ne', {
        kind: 'field',
        name: 'raw.http.request.uri.path',
        path: [],
      }),
    );
    expect(() => parse('len(http.host) gt len(http.referer)')).not.toThrow();
    expect(errorsOf('http.host eq cf.waf.score')).toMatchObject([{ code: 'expression/type-mismatch' }]);
    expect(errorsOf('http.host eq http.request.headers.names[*]')).toMatchObject([
      { code: 'expression/each' },
    ]);
  });

  test('of an argument have no node of their own for a boolean', () => {
    expect(treeOf('to_string((ssl)) eq "true"')).toEqual(treeOf('to_string(ssl) eq "true"'));
  });
});

test('every node knows where it stands', () => {
  const text = ' (ssl and not  http.host in {"a" "b"}) ';
  const { expression } = parse(text);
  const shown: string[] = [];
  JSON.stringify(expression, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'range' in value) {
      const { start, end } = value.range as { start: number; end: number };
      shown.push(text.slice(start, end));
    }
    return value;
  });
  expect(shown).toEqual([
    'ssl and not  http.host in {"a" "b"}',
    'ssl',
    'ssl',
    'not  http.host in {"a" "b"}',
    'http.host in {"a" "b"}',
    'http.host',
    '{"a" "b"}',
    '"a"',
    '"b"',
  ]);
});

test('the names can be of another scheme', () => {
  const scheme = { fields: new Map([['a', { type: 'Bool' as const }]]), functions: new Map() };
  expect(parse('a', { scheme }).expression).toMatchObject({ kind: 'truth' });
  expect(() => parse('ssl', { scheme })).toThrow('unknown identifier `ssl`');
});

describe('limits', () => {
  const nestings: [string, (depth: number) => string][] = [
    ['parentheses', (depth) => '('.repeat(depth) + 'ssl' + ')'.repeat(depth)],
    ['negations', (depth) => '!'.repeat(depth) + 'ssl'],
    ['calls', (depth) => `${'lower('.repeat(depth)}http.host${')'.repeat(depth)} eq "a"`],
  ];

  test.each(nestings)('of nested %s', (_title, nested) => {
    expect(() => parse(nested(MAX_DEPTH))).not.toThrow();
    expect(errorsOf(nested(MAX_DEPTH + 1))).toMatchObject([{ code: 'expression/depth' }]);
    expect(errorsOf(nested(500))).toMatchObject([{ code: 'expression/depth' }]);
  });

  test('of depth do not count what stands side by side', () => {
    expect(() => parse(Array<string>(300).fill('(ssl)').join(' and '))).not.toThrow();
  });

  test('of length', () => {
    const ofLength = (length: number) => `http.host eq "${'a'.repeat(length - 15)}"`;
    expect(() => parse(ofLength(MAX_EXPRESSION_LENGTH))).not.toThrow();
    expect(errorsOf(ofLength(MAX_EXPRESSION_LENGTH + 1))).toMatchObject([
      { code: 'expression/length', message: expect.stringContaining('got: 4097') as string },
    ]);
  });

  test('of length count characters, and white space once', () => {
    expect(() => parse(`http.host eq${' '.repeat(10_000)}"${'é😀'.repeat(1000)}"`)).not.toThrow();
  });

  test('of regular expressions', () => {
    const regexes = (count: number) => Array<string>(count).fill('http.host matches "a"').join(' or ');
    expect(() => parse(regexes(MAX_REGEXES))).not.toThrow();
    expect(errorsOf(regexes(MAX_REGEXES + 1))).toMatchObject([{ code: 'expression/regexes' }]);
    expect(() =>
      parse(`${regexes(MAX_REGEXES - 1)} or regex_replace(http.host, "a", "b") eq "c"`),
    ).not.toThrow();
    expect(errorsOf(`${regexes(MAX_REGEXES)} or regex_replace(http.host, "a", "b") eq "c"`)).toMatchObject([
      { code: 'expression/regexes' },
    ]);
  });

  test('of numbers of `#`', () => {
    const hashes = '#'.repeat(256);
    expect(errorsOf(`http.host eq r${hashes}"a"${hashes}`)).toMatchObject([
      { code: 'expression/raw-string' },
    ]);
  });
});

test('long texts of one kind take no time', () => {
  const started = process.cpuUsage();
  for (const piece of [
    '(',
    '!',
    'not ',
    '"',
    'r#"',
    '{',
    '[',
    'a.',
    'lower(',
    'ssl and ',
    'http.hst eq "x" and (',
    ' ',
    '\t',
    '\\',
    'any(',
    '$',
    '1',
    ':',
    '..',
    '0x',
    'é',
    '\ud800',
  ]) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    expect(errorsOf(text).length).toBeGreaterThan(0);
    expect(errorsOf(text.slice(0, 4096)).length).toBeGreaterThan(0);
    for (const start of [
      'http.host eq ',
      'http.host in {',
      'cf.waf.score in {',
      'ip.src in {',
      'http.host matches ',
      'lower(',
    ]) {
      expect(errorsOf((start + text).slice(0, 4096)).length).toBeGreaterThan(0);
    }
  }
  const { user } = process.cpuUsage(started);
  expect(user / 1e6).toBeLessThan(5);
});

test.each<[item: string, read: string]>([
  ['1.2.3.4', '1.2.3.4'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['10.0.0.0/08', '10.0.0.0/8'],
  ['10.0.0.0/008', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['1.2.3.4/32', '1.2.3.4'],
  ['1.2.3.4/31', '1.2.3.4/31'],
  ['1.2.3.4/30', '1.2.3.4/30'],
  ['1.2.3.4/29', 'expression/cidr-host-bits'],
  ['1.2.3.4/33', 'expression/cidr-prefix'],
  ['1.2.3.4/100', 'expression/cidr-prefix'],
  ['1.2.3.4/', 'expression/cidr-prefix'],
  ['1.2.3.4/3a', 'expression/cidr-prefix'],
  ['10.0.0.0/8.1', 'expression/cidr-prefix'],
  ['10.0.0.0/8:', 'expression/cidr-prefix'],
  ['10.0.0.0/8/8', 'expression/address'],
  ['1.2.3.4//8', 'expression/address'],
  ['1.2.3.4:5', 'expression/address'],
  ['1.2.3.4a', 'expression/address'],
  ['1.2.3.4F', 'expression/address'],
  ['1.2.3.4.5', 'expression/address'],
  ['1.2.3.4.', 'expression/address'],
])('reads the item %s of a set as %s', (item, read) => {
  expect(networkOrError(`ip.src in {${item}}`)).toBe(read);
});

/** The one item of a set of addresses, or the code of the error. */
function networkOrError(text: string): string | undefined {
  try {
    const { expression } = parse(text);
    const right = expression.kind === 'comparison' ? expression.right : undefined;
    const item = right?.kind === 'set' ? right.items[0] : undefined;
    if (item?.kind === 'address') return addressText(item.address);
    return item?.kind === 'cidr' ? wholeCidr(item) : undefined;
  } catch (error) {
    if (error instanceof RulesLanguageError) return error.errors[0]?.code;
    throw error;
  }
}
