import { MANAGED_LISTS, MAX_EXPRESSION_LENGTH, type ZonePlan, PLANS } from '../../lib/cloudflare';
import {
  and,
  check,
  type CheckOptions,
  CLOUDFLARE_SCHEME,
  type Expression,
  field,
  FIELDS,
  fields,
  parse,
  print,
  typeOf,
} from '../../lib/rules-language';
import { VECTORS } from './conformance/vectors';
import { REFERENCE } from './catalogue/reference-fields';

function findingsOf(text: string, options: CheckOptions = {}) {
  return check(parse(text).expression, options).map(({ code, message }) => `${code}: ${message}`);
}

const MANAGED = { phase: 'http_request_firewall_managed' } as const;
const CUSTOM = { phase: 'http_request_firewall_custom' } as const;

test('a finding says what, where and what to do', () => {
  expect(check(parse('ssl and cidr(ip.src, 24, 48) eq 10.0.0.0').expression, MANAGED)).toEqual([
    {
      code: 'expression/phase',
      message: '`cidr()` cannot be used in the phase `http_request_firewall_managed`',
      help: 'use it in: http_request_firewall_custom, http_ratelimit',
      range: { start: 8, end: 28 },
    },
  ]);
});

test('a number that a function does not take is found in what was built, too', () => {
  const built: Expression = {
    kind: 'truth',
    value: {
      kind: 'call',
      function: 'cidr6',
      arguments: [
        { kind: 'field', name: 'ip.src', path: [] },
        { kind: 'integer', value: 129n },
      ],
      path: [],
    },
  };
  expect(check(built)).toEqual([
    {
      code: 'expression/argument-range',
      message: '`cidr6` takes 1 to 128 for its IPv6 bits, got: 129',
    },
  ]);
});

test.each<[string, CheckOptions, string]>([
  ['ip.src lt 10.0.0.0', {}, 'ip.src lt 10.0.0.0'],
  ['ssl and cf.waf.score & 4', {}, 'cf.waf.score & 4'],
  ['ip.src in {10.0.0.0/8 10.1/16}', {}, '10.1/16'],
  ['not http.host matches "a"', { zonePlan: 'pro' }, 'http.host matches "a"'],
  ['url_decode(http.host, "z") eq "a"', {}, '"z"'],
])('a finding says where: %s', (text, options, place) => {
  const [finding] = check(parse(text).expression, options);
  expect(text.slice(finding?.range?.start, finding?.range?.end)).toBe(place);
});

test('a finding of a tree that was built has no range', () => {
  const [finding] = check(field('http.request.body.raw').contains('a'), { zonePlan: 'free' });
  expect(finding).toStrictEqual({
    code: 'expression/plan',
    message: '`http.request.body.raw` needs the plan Enterprise, the zone has Free',
  });
  const built: Expression = {
    kind: 'comparison',
    left: { kind: 'field', name: 'cf.waf.score', path: [] },
    operator: 'bitwise_and',
    right: { kind: 'integer', value: 4n },
  };
  expect(check(built)).toStrictEqual([
    {
      code: 'expression/operator',
      message: "Cloudflare's API refuses the operator `bitwise_and`",
      help: 'name the values in a set: `in {1 3 5..7}`',
    },
  ]);
});

describe('phases', () => {
  test.each([
    ['cidr(ip.src, 24, 48) eq 10.0.0.0', true, false],
    ['cidr6(ip.src, 48) eq 10.0.0.0', true, false],
    ['decode_base64(http.host) eq "a"', true, false],
    ['join(http.request.headers.names, ",") eq "a"', true, false],
    ['any(split(http.host, ".", 3)[*] eq "a")', false, false],
    ['regex_replace(http.host, "a", "b") eq "a"', false, false],
    ['wildcard_replace(http.host, "a", "b") eq "a"', false, false],
    ['to_string(cf.waf.score) eq "1"', false, false],
    ['uuidv4(cf.random_seed) eq "1"', false, false],
    ['remove_query_args(http.request.uri.query, "a") eq "1"', false, false],
    ['encode_base64(http.host) eq "1"', false, false],
    ['sha256(http.host) eq "1"', false, false],
    ['http.response.code eq 403', false, false],
    ['lower(url_decode(http.host, "r")) eq "a"', true, true],
    ['len(http.host) gt 3', true, true],
    ['lookup_json_string(http.request.body.raw, "a") eq "b"', true, true],
  ])('%s: custom %s, managed %s', (text, inCustom, inManaged) => {
    expect(findingsOf(text, CUSTOM).length === 0).toBe(inCustom);
    expect(findingsOf(text, MANAGED).length === 0).toBe(inManaged);
    expect(findingsOf(text)).toEqual([]);
  });
});

describe('what belongs to the response', () => {
  const RATE_LIMIT = { phase: 'http_ratelimit' } as const;

  test.each([
    'http.response.code eq 401',
    'any(http.response.headers["x-a"][*] eq "b")',
    'http.response.content_type.media_type eq "text/html"',
  ])('%s is counted by a rate limit, and selects no requests', (text) => {
    expect(findingsOf(text, { ...RATE_LIMIT, counting: true })).toEqual([]);
    expect(check(parse(text).expression, RATE_LIMIT)).toMatchObject([
      { code: 'expression/phase', help: 'move it to the `counting_expression`' },
    ]);
    expect(findingsOf(text, { phase: 'http_response_headers_transform' })).toEqual([]);
  });

  test.each(['cf.timings.edge_msec gt 5', 'cf.response.error_type eq "waf"'])('%s is not counted', (text) => {
    expect(findingsOf(text, { ...RATE_LIMIT, counting: true })).toHaveLength(1);
    expect(findingsOf(text, { phase: 'http_custom_errors' })).toEqual([]);
  });

  test('what a counting expression may see of the request is what every phase sees', () => {
    expect(findingsOf('cf.timings.client_tcp_rtt_msec gt 5', RATE_LIMIT)).toEqual([]);
    expect(
      findingsOf('any(http.request.accepted_languages[*] eq "de")', { ...RATE_LIMIT, counting: true }),
    ).toHaveLength(1);
  });
});

describe('options', () => {
  test.each([
    ['url_decode(http.host, "z") eq "a"', '`url_decode` knows `r` and `u` for its options, got: "z"'],
    ['url_decode(http.host, "rx") eq "a"', '`url_decode` knows `r` and `u` for its options, got: "rx"'],
    ['encode_base64(http.host, "s") eq "a"', '`encode_base64` knows `u` and `p` for its flags, got: "s"'],
    [
      'wildcard_replace(http.host, "a", "b", "i") eq "a"',
      '`wildcard_replace` knows `s` for its flags, got: "i"',
    ],
  ])('%s', (text, message) => {
    expect(findingsOf(text)).toEqual([`expression/argument-options: ${message}`]);
  });

  test.each<[string, string]>([
    [
      'any(split(http.cookie, "", 5)[*] eq "a")',
      'expression/argument-empty: `split` takes no empty text for its separator',
    ],
    [
      'remove_query_args(http.referer, "a") eq ""',
      'expression/argument-field: `remove_query_args` takes `http.request.uri.query` or `raw.http.request.uri.query` for its query, got: `http.referer`',
    ],
  ])('what a function takes: %s', (text, finding) => {
    expect(findingsOf(text)).toEqual([finding]);
  });

  test.each([
    'any(split(http.cookie, ";", 5)[*] eq "a")',
    'remove_query_args(http.request.uri.query, "a") eq ""',
    'remove_query_args(raw.http.request.uri.query, "a", "b") eq ""',
  ])('is silent about %s', (text) => {
    expect(findingsOf(text)).toEqual([]);
  });

  test('every plan limits rates by verified bots, and only Enterprise has other rules for them', () => {
    const text = 'not cf.bot_management.verified_bot';
    expect(findingsOf(text, { phase: 'http_ratelimit', zonePlan: 'free' })).toEqual([]);
    expect(findingsOf(text, { phase: 'http_request_firewall_custom', zonePlan: 'free' })).toHaveLength(1);
  });

  test.each(['r', 'u', 'ur', 'ru', ''])('`url_decode` takes %j', (letters) => {
    expect(findingsOf(`url_decode(http.host, "${letters}") eq "a"`)).toEqual([]);
  });
});

describe('plans', () => {
  test.each<[string, ZonePlan]>([
    ['ssl', 'free'],
    ['http.host wildcard "*.a"', 'free'],
    ['ip.src in $office', 'free'],
    ['any(http.request.cookies["a"][*] eq "b")', 'pro'],
    ['is_timed_hmac_valid_v0("key", http.request.uri, 100, http.request.timestamp.sec)', 'pro'],
    ['http.host matches "a"', 'business'],
    ['ip.src.is_in_european_union', 'business'],
    ['cf.waf.score.class eq "attack"', 'business'],
    ['http.request.body.raw contains "a"', 'enterprise'],
    ['http.request.body.mime eq "a"', 'free'],
    ['cf.bot_management.score lt 30', 'enterprise'],
    ['ip.src in $cf.malware', 'enterprise'],
    ['http.host in $hosts', 'enterprise'],
    ['ip.src.asnum in $networks', 'enterprise'],
  ])('%s needs %s', (text, lowest) => {
    for (const plan of PLANS) {
      expect(findingsOf(text, { zonePlan: plan }).length === 0).toBe(
        PLANS.indexOf(plan) >= PLANS.indexOf(lowest),
      );
    }
    expect(findingsOf(text)).toEqual([]);
  });

  test.each<[string, ZonePlan, string]>([
    [
      'http.host matches "a"',
      'free',
      'the operator `matches` needs the plan Business or higher, the zone has Free',
    ],
    [
      'http.request.body.raw contains "a"',
      'business',
      '`http.request.body.raw` needs the plan Enterprise, the zone has Business',
    ],
    [
      'cf.bot_management.score lt 30',
      'pro',
      '`cf.bot_management.score` needs the plan Enterprise and an add-on, the zone has Pro',
    ],
  ])('%s says what the zone needs, and what it has', (text, zonePlan, message) => {
    expect(findingsOf(text, { zonePlan })).toEqual([`expression/plan: ${message}`]);
  });
});

test.each([
  [
    'ip.src lt 10.0.0.0 and ip.src ge cf.edge.server_ip',
    ['lt', 'ge'].map(
      (name) =>
        `expression/operator-type: cannot perform this operation on type Ip: Cloudflare does not document \`${name}\` for it`,
    ),
  ],
  [
    'cf.waf.score & 4 and cf.bot_management.score bitwise_and 1',
    [
      "expression/operator: Cloudflare's API refuses the operator `bitwise_and`",
      "expression/operator: Cloudflare's API refuses the operator `bitwise_and`",
    ],
  ],
  [
    'ip.src in {10.1/16 010.0.0.1 10.0.0.0/8}',
    [
      'expression/address: Cloudflare does not document this form of an IPv4 range',
      'expression/address: Cloudflare does not document this form of an IPv4 range',
    ],
  ],
  ['ip.src in {10.1.0.0/16 10.0.0.0..10.0.0.9}', []],
  ['ip.src in $cf.malwares', ['expression/unknown-list: Cloudflare has no list `$cf.malwares`']],
  ['ip.src in $a.b', [expect.stringContaining('expression/list-name: ') as string]],
  [`ip.src in $${'a'.repeat(51)}`, [expect.stringContaining('at most 50 of them') as string]],
  [
    'regex_replace(wildcard_replace(http.host, "a", "b"), "c", "d") eq "e"',
    ['expression/one-replacement: an expression takes one of `regex_replace` and `wildcard_replace`, once'],
  ],
])('%s', (text, expected) => {
  expect(findingsOf(text)).toEqual(expected);
});

test('names that a built tree holds are looked up', () => {
  const tree: Expression = { kind: 'truth', value: { kind: 'field', name: 'sssl', path: [] } };
  expect(check(tree)).toEqual([
    { code: 'expression/unknown-field', message: 'unknown field `sssl`', help: 'did you mean `ssl`?' },
  ]);
});

test('a built tree that is too long is found', () => {
  const hosts = Array.from({ length: 200 }, (_, index) => `host-number-${index}.example.com`);
  expect(check(and(fields.host.in(hosts), fields.ssl))).toMatchObject([{ code: 'expression/length' }]);
});

test('of a text it is the text that has a length, and not its canonical form', () => {
  const { expression } = parse(`http.host in {${'"a"'.repeat(1360)}}`);
  expect(print(expression).length).toBeGreaterThan(MAX_EXPRESSION_LENGTH);
  expect(check(expression)).toEqual([]);
  // A part of a new tree has no text of its own any more.
  expect(check(and(expression, fields.ssl))).toMatchObject([{ code: 'expression/length' }]);
});

test('each expression that is parsed knows that it was', () => {
  const parsed = VECTORS.filter(({ verdict }) => verdict !== undefined);
  expect(parsed.length).toBeGreaterThan(100);
  expect(parsed.filter(({ expr }) => parse(expr).expression.range === undefined)).toEqual([]);
});

describe('tables', () => {
  test.each(REFERENCE)('have %s as the reference does', (name, type, plan, phases) => {
    const facts = CLOUDFLARE_SCHEME.fields.get(name);
    expect({
      type: facts?.type,
      plan: `${facts?.plan ?? ''}${facts?.addOn === true ? '+' : ''}`,
      phases: [...(facts?.phases ?? [])].sort().join(' '),
    }).toEqual({ type, plan, phases });
  });

  test('limit no field to phases that the reference does not limit', () => {
    const named = REFERENCE.map(([name]) => name);
    const others = [...CLOUDFLARE_SCHEME.fields].filter(
      ([name, { phases }]) => phases !== undefined && !named.includes(name),
    );
    expect(others).toEqual([]);
  });

  test('have every field of the reference, and every deprecated one has a successor', () => {
    const listed = Object.entries(FIELDS).filter(
      ([name, facts]) => !('replacedBy' in facts) && !name.startsWith('cf.zone.'),
    );
    expect(listed).toHaveLength(206);
    for (const facts of CLOUDFLARE_SCHEME.fields.values()) {
      if (facts.replacedBy === undefined) continue;
      expect(CLOUDFLARE_SCHEME.fields.get(facts.replacedBy)?.type).toBe(facts.type);
    }
  });

  test.each([
    'any(cf.bot_management.tags[*] eq "API")',
    'cf.waf.content_scan.truncated',
    'any(cf.waf.signature.request.categories[*] eq "sqli")',
    'any(cf.web_asset.labels[*] eq "cf-log-in")',
    'any(cf.intel.ip.target_countries[*] eq "FR") and any(cf.intel.ip.datasets[*] eq "ddos")',
    'any(cf.schema_validation.learned.path.violated_parameters[*] eq "accountId")',
    'cf.sequence.current_op eq "bbbbbbbb" and cf.sequence.msec_since_op["aaaaaaaa"] ge 2000',
    'cf.sequence.previous_ops[0] eq "bbbbbbbb"',
    'lookup_json_string(http.request.jwt.claims["0d1e"][0], "user") eq "admin"',
    'any(raw.http.request.headers["accept"][*] contains "html") and cf.edge.client_port gt 1024',
  ])('have the fields of %s', (text) => {
    expect(findingsOf(text, { zonePlan: 'enterprise' })).toEqual([]);
  });

  test('have lists that can be written', () => {
    for (const name of MANAGED_LISTS)
      expect(findingsOf(`ip.src in $${name}`, { zonePlan: 'enterprise' })).toEqual([]);
  });
});

test.each([
  ['ssl', 'Bool'],
  ['not ssl', 'Bool'],
  ['any(http.request.headers["a"][*] eq "b")', 'Bool'],
])('the type of %s is %s', (text, type) => {
  expect(typeOf(parse(text).expression, CLOUDFLARE_SCHEME)).toBe(type);
});

test.each([
  ['len(http.request.headers["a"][*])[0] eq 3', 'Int'],
  ['lower(http.host) eq "a"', 'Bytes'],
  ['concat(http.request.headers.names, http.request.headers.names)[0] eq "a"', 'Bytes'],
  ['coalesce(ip.src, cf.edge.server_ip) eq 1.2.3.4', 'Ip'],
])('the type of the left side of %s is %s', (text, type) => {
  const { expression } = parse(text);
  if (expression.kind !== 'comparison') throw new Error('no comparison');
  expect(typeOf(expression.left, CLOUDFLARE_SCHEME)).toBe(type);
});

test('the type of the elements of an array is an array of conditions', () => {
  const { expression } = parse('any(lower(http.request.headers.names[*])[*] eq "a")');
  if (expression.kind !== 'quantifier' || expression.argument.kind !== 'comparison')
    throw new Error('no any');
  expect(typeOf(expression.argument, CLOUDFLARE_SCHEME)).toBe('Array<Bool>');
  expect(typeOf(expression.argument.left, CLOUDFLARE_SCHEME)).toBe('Array<Bytes>');
});
