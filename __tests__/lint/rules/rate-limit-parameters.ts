import type { ZonePlan } from '../../../lib/cloudflare';
import { lintDocument } from '../../../lib/lint';
import { NOW_MS } from '../../support/exceptions';
import { foundBy } from '../../support/lint';

const LIMIT = {
  characteristics: ['cf.colo.id', 'ip.src'],
  period: 60,
  requests_per_period: 10,
  mitigation_timeout: 600,
};
const ruleset = (rule: object, phase = 'http_ratelimit', kind = 'zone') => ({
  result: {
    kind,
    phase,
    rules: [
      { ref: 'a', expression: 'http.request.uri.path eq "/a"', action: 'block', ratelimit: LIMIT, ...rule },
    ],
  },
});
const found = (...content: Parameters<typeof ruleset>) =>
  foundBy('rate-limit-parameters', ruleset(...content)).map(({ message, help }) => [message, help]);

/** All that is said of a rate limit, on a plan. */
const idsFor = (limit: object, plan?: ZonePlan, rule: object = {}) =>
  lintDocument(
    { file: 'x.json', content: ruleset({ ratelimit: { ...LIMIT, ...limit }, ...rule }) },
    { nowMs: NOW_MS, ...(plan && { plan }) },
  )
    .flatMap(({ findings }) => findings)
    .map(({ id, path }) => [id, path?.replace('result.rules[0].ratelimit', '')]);

test.each<[string, object]>([
  ['no `ratelimit`', { ratelimit: undefined }],
  ['an empty one', { ratelimit: null }],
])('finds a rule of the phase with %s', (_title, rule) => {
  expect(found(rule)).toEqual([
    [
      'a rule of this phase is a rate limit, and `ratelimit` is missing',
      'add `ratelimit` with characteristics, a period and the requests for each period',
    ],
  ]);
});

test('lets accounts execute rulesets in the phase, and says nothing of what only the apply shows', () => {
  const id = '4814384a9e5d4991b9815dcfc25d2f1f';
  const execute = { action: 'execute', action_parameters: { id }, ratelimit: undefined };
  expect(found(execute, 'http_ratelimit', 'root')).toEqual([]);
  const resource = { zone_id: 'z', kind: 'zone', phase: 'http_ratelimit' };
  const rules = [{ action: 'block', expression: 'ssl', ratelimit: '${var.limit}' }];
  const stack = { resource: { cloudflare_ruleset: { a: { ...resource, rules } } } };
  expect(foundBy('rate-limit-parameters', stack)).toEqual([]);
});

test('reads the state of version 4 of the provider, which has blocks and zeros for what is not there', () => {
  const limit = { ...LIMIT, score_per_period: 0, score_response_header_name: '', counting_expression: '' };
  const rules = [{ ref: 'a', action: 'block', expression: 'ssl', ratelimit: [limit], action_parameters: [] }];
  const zone = { zone_id: '0123456789abcdef0123456789abcdef', kind: 'zone', phase: 'http_ratelimit' };
  const resource = {
    address: 'cloudflare_ruleset.a',
    mode: 'managed',
    type: 'cloudflare_ruleset',
    name: 'a',
  };
  const resources = [{ ...resource, values: { ...zone, rules } }];
  const state = { format_version: '1.0', values: { root_module: { resources } } };
  const linted = lintDocument({ file: 'x.json', content: state }, { nowMs: NOW_MS });
  expect(linted.flatMap(({ findings }) => findings)).toEqual([]);
});

test('finds a rate limit in another phase', () => {
  expect(found({}, 'http_request_firewall_custom')).toEqual([
    [
      'the phase `http_request_firewall_custom` has no rate limits',
      'move the rule to the phase `http_ratelimit`',
    ],
  ]);
});

test('takes rules with `ratelimit` for those of the phase, where nothing says which it is', () => {
  const [rule] = ruleset({ expression: 'http.response.code eq 403' }).result.rules;
  const findings = lintDocument({ file: 'x.json', content: [rule] }, { nowMs: NOW_MS });
  expect(findings.flatMap((list) => list.findings).map(({ id }) => id)).toContain('not-in-phase');
});

test.each<[object, string, string]>([
  [
    { characteristics: ['ip.src'] },
    'every rate limit counts in each data center, and `cf.colo.id` is missing',
    'add `cf.colo.id` to the characteristics',
  ],
  [
    { requests_per_period: null, score_per_period: 0 },
    '`score_per_period` is 0, and there is no `requests_per_period`',
    'write how many requests, or which score, a period may have',
  ],
  [
    { characteristics: ['cf.colo.id', 'ip.src', 'cf.unique_visitor_id'] },
    '`ip.src` and `cf.unique_visitor_id` cannot be together',
    'remove one of them: `cf.unique_visitor_id` distinguishes clients behind one address',
  ],
  [
    { characteristics: ['cf.colo.id', 'http.request.headers["X-Api-Key"]'] },
    'Cloudflare has header names in lower case, got: `http.request.headers["X-Api-Key"]`',
    'write `http.request.headers["x-api-key"]`',
  ],
])('finds %j', (limit, message, help) => {
  expect(found({ ratelimit: { ...LIMIT, ...limit } })).toEqual([[message, help]]);
});

test('shows what steers a terminal in escapes', () => {
  const characteristics = ['cf.colo.id', 'http.request.headers["X\u001b[2J"]'];
  const [[, help] = []] = found({ ratelimit: { ...LIMIT, characteristics } });
  expect(help).toBe('write `http.request.headers["x\\u{1b}[2j"]`');
});

test('finds a list in a rate limit that leaves out what the cache answers', () => {
  const ratelimit = { ...LIMIT, requests_to_origin: true };
  expect(found({ ratelimit, expression: 'ip.src in $office' })).toEqual([
    [
      'a rate limit for addresses of a list cannot leave out what the cache answers',
      'remove `requests_to_origin`, or name the addresses in the expression',
    ],
  ]);
  expect(found({ ratelimit, expression: 'ip.src in $cf.malware' })).toEqual([]);
  expect(found({ ratelimit: LIMIT, expression: 'ip.src in $office' })).toEqual([]);
});

test.each<[object]>([
  [{ characteristics: ['ip.src', 'cf.colo.id'] }],
  [{ characteristics: ['cf.colo.id', 'cf.unique_visitor_id'] }],
  [{ characteristics: ['cf.colo.id', 'http.request.headers["x-api-key"]', 'http.host'] }],
  [{ characteristics: ['cf.colo.id', 'http.request.cookies["Session"]'] }],
  [{ characteristics: ['cf.colo.id', 'http.request.uri.args["q"]', 'ip.src.asnum'] }],
  [{ characteristics: ['cf.colo.id', 'lookup_json_string(http.request.body.raw, "user")'] }],
  [{ characteristics: ['cf.colo.id', 'http.request.body.size gt 1000'] }],
  [{ characteristics: ['cf.colo.id', 'lower(http.host)'] }],
  [{ period: 10 }],
  [{ period: 65_535 }],
  [{ counting_expression: 'http.response.code eq 403' }],
  [{ mitigation_timeout: 0 }],
  [{ mitigation_timeout: 7 }],
  [{ requests_per_period: null, score_per_period: 400, score_response_header_name: 'x-score' }],
])('is silent about %j', (limit) => {
  expect(idsFor(limit)).toEqual([]);
  expect(idsFor(limit, 'enterprise')).toEqual([]);
});

test.each<[object, string]>([
  [{ characteristics: ['cf.colo.id', 'ip.source'] }, 'invalid-expression'],
  [{ characteristics: ['cf.colo.id', 'http.request.headers[x]'] }, 'invalid-expression'],
  [{ characteristics: ['cf.colo.id', 'to_string(ip.src)'] }, 'not-in-phase'],
])('reads a characteristic as an expression: %j', (limit, id) => {
  expect(idsFor(limit)).toEqual([[id, '.characteristics[1]']]);
});

test.each<[ZonePlan, object, string]>([
  ['free', { period: 15, mitigation_timeout: 10 }, '.period'],
  ['pro', { period: 90 }, '.period'],
  ['business', { period: 900 }, '.period'],
  ['free', { period: 10, mitigation_timeout: 60 }, '.mitigation_timeout'],
  ['pro', { mitigation_timeout: 86_400 }, '.mitigation_timeout'],
  ['business', { mitigation_timeout: 70 }, '.mitigation_timeout'],
  ['business', { mitigation_timeout: 0 }, '.mitigation_timeout'],
  ['pro', { counting_expression: 'http.host eq "b.com"' }, '.counting_expression'],
  ['business', { score_per_period: 4 }, '.score_per_period'],
  ['pro', { characteristics: ['cf.colo.id', 'cf.unique_visitor_id'] }, '.characteristics'],
  ['business', { characteristics: ['cf.colo.id', 'http.host'] }, '.characteristics'],
])('finds what the plan %s does not have: %j', (plan, limit, path) => {
  expect(idsFor(limit, plan)).toEqual([['rate-limit-parameters', path]]);
});

test.each<[ZonePlan, object]>([
  ['free', { period: 10, mitigation_timeout: 10, counting_expression: '' }],
  ['pro', { period: 60, mitigation_timeout: 3600 }],
  ['business', { period: 600, mitigation_timeout: 86_400, counting_expression: 'ssl' }],
  ['business', { characteristics: ['cf.colo.id', 'cf.unique_visitor_id'] }],
  ['enterprise', { period: 3600, mitigation_timeout: 5, score_per_period: 4 }],
])('is silent about what the plan %s has: %j', (plan, limit) => {
  expect(idsFor(limit, plan)).toEqual([]);
});

test.each<[ZonePlan, string, boolean]>([
  ['free', 'http.request.uri.path eq "/login"', true],
  [
    'free',
    'lower(raw.http.request.uri.path.extension) eq "php" and not cf.bot_management.verified_bot',
    true,
  ],
  ['free', 'http.host eq "a.com"', false],
  ['free', 'http.request.uri contains "login"', false],
  ['pro', 'http.host eq "a.com" and http.request.uri.query contains "q="', true],
  ['pro', 'http.request.full_uri wildcard "https://a.com/login*"', true],
  ['pro', 'http.request.method eq "POST"', false],
  ['business', 'http.request.method eq "POST" and not ip.src in $office', true],
  ['business', 'ip.src.country eq "AT"', false],
  ['business', 'any(http.request.headers["a"][*] eq "b")', false],
  ['enterprise', 'any(http.request.headers["a"][*] eq "b")', true],
])('knows what rate limits of the plan %s look at: %s', (plan, expression, isKnown) => {
  const limit = plan === 'free' ? { period: 10, mitigation_timeout: 10 } : {};
  const ids = idsFor(limit, plan, { expression }).map(([id]) => id);
  expect(ids).toEqual(isKnown ? [] : ['rate-limit-parameters']);
});

test('a challenge below Enterprise is asked for as long as the rate is over the limit', () => {
  const challenge = { action: 'managed_challenge' };
  const at = [['rate-limit-parameters', '.mitigation_timeout']];
  expect(idsFor({ mitigation_timeout: 60 }, 'business', challenge)).toEqual(at);
  expect(idsFor({ mitigation_timeout: 0 }, 'business', challenge)).toEqual([]);
  expect(idsFor({ mitigation_timeout: 60 }, 'enterprise', challenge)).toEqual([]);
});
