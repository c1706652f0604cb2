import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      ...EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in $office',
      ref: 'narrow',
    },
    { ...EXCEPTION, ref: 'wide' },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      ...EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in $office',
      ref: 'narrow',
    },
  ],
};

test('finds an exception whose requests another one skips as well', () => {
  expect(foundBy('shadowed-exception', BAD)).toEqual([
    {
      message: 'rule 2 (`wide`) skips the same for more requests: this exception changes nothing',
      help: 'remove it, or narrow the other one',
      rule: 0,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('shadowed-exception', GOOD)).toEqual([]);
});

test('compares what conditions mean, not how they are written', () => {
  const [narrow, wide] = BAD.rules.map((rule) => ({ ...rule, expression: rule.expression }));
  const rewritten = (wide?.expression ?? '').replaceAll(' eq ', ' == ').replace('"POST"', 'r"POST"');
  const list = { ...BAD, rules: [narrow ?? { expression: '' }, { ...wide, expression: rewritten }] };
  expect(foundBy('shadowed-exception', list).map(({ rule }) => rule)).toEqual([0]);
});

const IDIOM = EXCEPTION.expression;
const ANY_HOST = IDIOM.replace('http.host eq "app.example.com" and ', '');

/** Which of two exceptions changes nothing, the first one given as text. */
function shadowed(
  inner: string,
  outer: string,
  phase: RuleList['phase'] = BAD.phase,
): readonly (number | undefined)[] {
  const rules = [inner, outer].map((expression, index) => ({ ...EXCEPTION, expression, ref: `r${index}` }));
  return foundBy('shadowed-exception', { phase, rules }).map(({ rule }) => rule);
}

test.each<[string, string, string]>([
  ['a host in a set', IDIOM, `http.host in {"app.example.com" "b.example.com"} and ${ANY_HOST}`],
  ['a host among those of a wildcard', IDIOM, `http.host wildcard "*.example.com" and ${ANY_HOST}`],
  ['a host without case', IDIOM, `lower(http.host) eq "app.example.com" and ${ANY_HOST}`],
  ['a CIDR in a CIDR', `${IDIOM} and ip.src in {8.8.8.0/24}`, `${IDIOM} and ip.src in {8.8.0.0/16}`],
  ['an address in a range', `${IDIOM} and ip.src eq 8.8.8.8`, `${IDIOM} and ip.src in {8.8.8.1..8.8.8.9}`],
  [
    'a path below a prefix',
    IDIOM,
    'http.host eq "app.example.com" and starts_with(http.request.uri.path, "/exp")',
  ],
  [
    'a prefix below a prefix',
    'http.host eq "a.com" and starts_with(http.request.uri.path, "/a/b/")',
    'http.host eq "a.com" and starts_with(http.request.uri.path, "/a/")',
  ],
  [
    'a path of a pattern',
    IDIOM,
    'http.host eq "app.example.com" and http.request.uri.path matches "^/[a-z]+$"',
  ],
  [
    'a path of a URI',
    'http.host eq "a.com" and http.request.uri eq "/x?a=1"',
    'http.host eq "a.com" and http.request.uri.path eq "/x"',
  ],
  [
    'a host and path of a whole URL',
    'http.request.full_uri eq "https://a.com/x?a=1"',
    'http.host eq "a.com" and starts_with(http.request.uri.path, "/x")',
  ],
  [
    'a network by its mask',
    `${IDIOM} and ip.src in {8.8.8.0/24}`,
    `${IDIOM} and cidr(ip.src, 16, 64) eq 8.8.0.0`,
  ],
  [
    'a path below a beginning that is cut out',
    IDIOM,
    'http.host eq "app.example.com" and substring(http.request.uri.path, 0, 4) eq "/exp"',
  ],
  ['one side of an or', IDIOM, `(${IDIOM}) or (http.host eq "b.example.com" and ${ANY_HOST})`],
  ['one side of an or with callers', IDIOM, `(${IDIOM}) or ip.src in $office`],
  [
    'an earlier end',
    `${IDIOM} and http.request.timestamp.sec lt 1806537600`,
    `http.host in {"app.example.com" "b.com"} and ${ANY_HOST} and http.request.timestamp.sec lt 1806537601`,
  ],
  [
    'a set within a set',
    'http.host in {"a.com" "b.com"} and http.request.uri.path in {"/x" "/y"}',
    'http.host in {"c.com" "b.com" "a.com"} and http.request.uri.path in {"/z" "/y" "/x"}',
  ],
])('proves that it lies within another one: %s', (_title, inner, outer) => {
  expect(shadowed(inner, outer)).toEqual([0]);
});

test.each<[string, string, string]>([
  ['another host in a set', IDIOM, `http.host in {"a.example.com" "b.example.com"} and ${ANY_HOST}`],
  ['a CIDR beside a CIDR', `${IDIOM} and ip.src in {8.8.8.0/24}`, `${IDIOM} and ip.src in {8.9.0.0/16}`],
  [
    'a CIDR in part',
    `${IDIOM} and ip.src in {8.8.0.0/16 9.0.0.0/24}`,
    `${IDIOM} and ip.src in {8.8.0.0/16 7.0.0.0/24}`,
  ],
  [
    'a path beside a prefix',
    IDIOM,
    'http.host eq "app.example.com" and starts_with(http.request.uri.path, "/exports")',
  ],
  [
    'one host of two',
    `http.host in {"app.example.com" "b.example.com"} and ${ANY_HOST}`,
    `http.host in {"app.example.com" "c.example.com"} and ${ANY_HOST}`,
  ],
  ['a list and addresses', `${IDIOM} and ip.src in $office`, `${IDIOM} and ip.src in {8.8.0.0/16}`],
  [
    'a later end',
    `${IDIOM} and http.request.timestamp.sec lt 1806537601`,
    `http.host in {"app.example.com" "b.com"} and ${ANY_HOST} and http.request.timestamp.sec lt 1806537600`,
  ],
  [
    'no requests at all',
    `${IDIOM} and http.host eq "b.com"`,
    `http.host in {"app.example.com" "b.com"} and ${ANY_HOST}`,
  ],
])('is silent where it has requests of its own, or none: %s', (_title, inner, outer) => {
  expect(shadowed(inner, outer)).toEqual([]);
});

test('says if the other one skips more for the same requests', () => {
  const rules = [
    { ...EXCEPTION, ref: 'less' },
    {
      ...EXCEPTION,
      expression: IDIOM.replace('eq "app.example.com"', 'in {"app.example.com"}'),
      parameters: { phases: ['http_request_firewall_managed', 'http_ratelimit'] },
      ref: 'more',
    },
  ];
  expect(foundBy('shadowed-exception', { phase: BAD.phase, rules })).toEqual([
    {
      message: 'rule 2 (`more`) skips all of this for the same requests: this exception changes nothing',
      help: 'remove it, or narrow the other one',
      rule: 0,
    },
  ]);
});

test('leaves an exception alone that is needed until the other one is reached', () => {
  const current = { ...EXCEPTION, parameters: { ruleset: 'current' } };
  const rules = [
    { ...current, expression: `${IDIOM} and ip.src in $office`, ref: 'early' },
    { expression: 'http.host eq "app.example.com"', action: 'block', ref: 'block' },
    { ...current, ref: 'late' },
  ];
  expect(foundBy('shadowed-exception', { phase: BAD.phase, rules })).toEqual([]);
  const [early, block, late] = rules;
  const reordered = [late, early, block].flatMap((rule) => rule ?? []);
  expect(
    foundBy('shadowed-exception', { phase: BAD.phase, rules: reordered }).map(({ rule }) => rule),
  ).toEqual([1]);
});

test('asks a bounded number of questions, and tells nothing that is not so', () => {
  const host = 'http.host eq "app.example.com"';
  const rules = Array.from({ length: 400 }, (_, index) => ({
    ...EXCEPTION,
    expression: `${host} and starts_with(http.request.uri.path, "/s${index >> 1}/${index % 2 === 0 ? '' : 'a/'}")`,
    ref: `r${index}`,
  }));
  const found = foundBy('shadowed-exception', { phase: BAD.phase, rules }).map(({ rule }) => rule ?? 0);
  expect(found.length).toBeGreaterThan(50);
  expect(found.length).toBeLessThan(200);
  expect(found.filter((position) => position % 2 === 0)).toEqual([]);
});
