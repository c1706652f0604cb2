import { Path } from '../../lib';
import { define, defineRequest } from '../support/exceptions';
import { type PlanParts, reviewOf } from './support/plan';
import { added, custom, managed } from './support/plans';
import {
  block,
  CLOUDFLARE,
  EXACT,
  exception,
  execute,
  EXECUTES,
  HOST,
  METHOD,
  OWASP,
  OWASP_949110,
  CALLERS,
  UNTIL,
} from './support/rules';
import { told } from './support/told';
import { outcomeOf } from './support/witness';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');
const OFFICE = {
  ref: 'office',
  action: 'skip',
  expression: 'ip.src in {198.51.100.0/24}',
  action_parameters: { ruleset: 'current' },
  description: 'Office',
};
const skipping = (parameters: Readonly<Record<string, unknown>>) => ({ action_parameters: parameters });
const ALL = 'http_request_firewall_managed';

const expressionOf = (request: Parameters<typeof defineRequest>[0]) => defineRequest(request).rule.expression;

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'all managed rules for one URL',
    'wider',
    added(EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'with an end and callers',
    'wider',
    added(`${EXACT} and ${CALLERS} and ${UNTIL}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/24 (256 addresses) skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 203.0.113.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'three ranges',
    'wider',
    added(`${EXACT} and ip.src in {203.0.113.0/25 198.51.100.7 192.0.2.128/25} and ${UNTIL}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/25, 198.51.100.7 and 192.0.2.128/25 (257 addresses) skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'overlapping ranges count once',
    'wider',
    added(`${EXACT} and ip.src in {203.0.113.0/24 203.0.113.0/25 198.51.100.7}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/24, 203.0.113.0/25 and 198.51.100.7 (257 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'four ranges are only counted',
    'wider',
    added(`${EXACT} and ip.src in {203.0.113.0/24 198.51.100.1 198.51.100.2 198.51.100.3..198.51.100.9}`),
    [
      'POST https://app.example.com/export from 4 ranges (265 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'IPv6 and IPv4 callers',
    'wider',
    added(`${EXACT} and ip.src in {2001:db8::/64 203.0.113.7}`),
    [
      'POST https://app.example.com/export from 2001:db8::/64 and 203.0.113.7 (18,446,744,073,709,551,617 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 203.0.113.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'the OWASP set only',
    'wider',
    managed(EXECUTES, [
      exception('export', `${EXACT} and ${UNTIL}`, skipping({ rulesets: [OWASP] })),
      ...EXECUTES,
    ]),
    [
      'POST https://app.example.com/export from anywhere skips the Cloudflare OWASP Core Ruleset until 2027-03-31. Rate limiting, custom rules and the Cloudflare Managed Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the Cloudflare OWASP Core Ruleset.',
    ],
  ],
  [
    'one managed rule only',
    'wider',
    managed(EXECUTES, [
      exception('export', EXACT, skipping({ rules: { [OWASP]: [OWASP_949110] } })),
      ...EXECUTES,
    ]),
    [
      'POST https://app.example.com/export from anywhere skips rule 949110: Inbound Anomaly Score Exceeded of the Cloudflare OWASP Core Ruleset with no end. Rate limiting, custom rules and the Cloudflare Managed Ruleset stay on. The rules of the Cloudflare OWASP Core Ruleset no longer block these requests: they only add to the score that it acts on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips rule 949110: Inbound Anomaly Score Exceeded of the Cloudflare OWASP Core Ruleset.',
    ],
  ],
  [
    'four managed rules',
    'wider',
    managed(EXECUTES, [
      exception(
        'export',
        EXACT,
        skipping({ rules: { [CLOUDFLARE]: ['a', 'b', 'c', 'd'].map((x) => x.repeat(32)) } }),
      ),
      ...EXECUTES,
    ]),
    [
      'POST https://app.example.com/export from anywhere skips 4 rules of the Cloudflare Managed Ruleset with no end. Rate limiting, custom rules, the other rules of the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips 4 rules of the Cloudflare Managed Ruleset.',
    ],
  ],
  [
    'products and phases',
    'wider',
    added(
      EXACT,
      skipping({ phases: [ALL, 'http_ratelimit', 'http_request_sbfm'], products: ['bic', 'zoneLockdown'] }),
    ),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone, rate limiting rules, Super Bot Fight Mode, Browser Integrity Check and Zone Lockdown with no end. Custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone, rate limiting rules, Super Bot Fight Mode, Browser Integrity Check and Zone Lockdown.',
    ],
  ],
  [
    'rate limiting only',
    'wider',
    added(EXACT, skipping({ phases: ['http_ratelimit'] })),
    [
      'POST https://app.example.com/export from anywhere skips rate limiting rules with no end. Custom rules, the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips rate limiting rules.',
    ],
  ],
  [
    'the custom rules that follow',
    'wider',
    custom([WP], [exception('export', EXACT, skipping({ ruleset: 'current' })), WP]),
    [
      'POST https://app.example.com/export from anywhere skips the custom rules after it with no end. Rate limiting, the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the custom rules that follow.',
    ],
  ],
  [
    'a rule that is off',
    'same',
    added(EXACT, { enabled: false }),
    [
      'POST https://app.example.com/export from anywhere would skip, once enabled, all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'whole host',
    'wider',
    added(`${HOST} and ssl`),
    [
      'Every request to the host app.example.com over HTTPS from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'every request',
    'wider',
    added('true'),
    [
      'Every request of the zone from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://example.com/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'no request',
    'same',
    added('false'),
    [
      'No request skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'only callers',
    'wider',
    added(CALLERS),
    [
      'Every request of the zone from 203.0.113.0/24 (256 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://example.com/ from 203.0.113.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a path under',
    'wider',
    added(`${HOST} and ${METHOD} and starts_with(http.request.uri.path, "/admin/") and ssl`),
    [
      'POST https://app.example.com/admin/* from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/admin/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a path under, as the library writes it',
    'wider',
    added(defineRequest({ path: Path.under('/reports/') }).rule.expression),
    [
      'POST https://app.example.com/reports/* from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/reports/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a path with a text in it, as the library writes it',
    'wider',
    added(
      define({
        request: { host: 'app.example.com', method: 'POST', path: Path.contains('/export/') },
        accept: [{ finding: 'path-contains', reason: 'The form posts to many paths below it' }],
      }).rule.expression,
    ),
    [
      'Every POST request to a path with /export/ in it on the host app.example.com over HTTPS from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'path contains',
    'wider',
    added(`${HOST} and http.request.uri.path contains "/export" and ssl`),
    [
      'Every request to a path with /export in it on the host app.example.com over HTTPS from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'path ends',
    'wider',
    added(`${HOST} and ends_with(http.request.uri.path, ".png")`),
    [
      'Every request to a path that ends in .png on the host app.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/.png from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'paths of several hosts',
    'wider',
    added(
      `http.host in {"a.example.com" "b.example.com"} and http.request.method in {"POST" "PUT"} and http.request.uri.path in {"/a" "/b"} and ssl`,
    ),
    [
      'POST or PUT https://a.example.com/a, https://a.example.com/b, https://b.example.com/a or https://b.example.com/b in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://a.example.com/a from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'many hosts and methods',
    'wider',
    added(`http.host in {"a" "b" "c" "d" "e"} and ${METHOD} and http.request.uri.path eq "/x"`),
    [
      'Every POST request to the path /x on one of 5 hosts from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://a/x from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'alternatives',
    'wider',
    added(
      `(${HOST} and ${METHOD} and http.request.uri.path eq "/a") or (http.host eq "b.example.com" and http.request.method eq "PUT")`,
    ),
    [
      'POST http(s)://app.example.com/a in any spelling from anywhere or every PUT request to the host b.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/a from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'an or among the conditions',
    'wider',
    added(
      `${METHOD} and ssl and (http.host eq "a.example.com" or http.host eq "b.example.com") and http.request.uri.path eq "/x"`,
    ),
    [
      'POST https://a.example.com/x in any spelling from anywhere or POST https://b.example.com/x in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://a.example.com/x from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'alternatives inside of an alternative',
    'wider',
    added(`(${HOST} or http.host eq "b.example.com") or ip.src eq 203.0.113.7`),
    [
      'Every request to the host app.example.com from anywhere, every request to the host b.example.com from anywhere or every request of the zone from 203.0.113.7 skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'alternatives with ends of their own',
    'wider',
    added(`(http.host eq "a.example.com" and ${UNTIL}) or http.host eq "b.example.com"`),
    [
      'Every request to the host a.example.com from anywhere or every request to the host b.example.com from anywhere, under a further condition, skips all managed rules of the zone with no common end. Rate limiting and custom rules stay on.',
      'further: (alternative 1) http.request.timestamp.sec lt 1806537600',
      'WIDER: GET https://a.example.com/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'another test of the raw path',
    'wider',
    added(
      `${HOST} and http.request.uri.path eq "/export" and starts_with(raw.http.request.uri.path, "/export")`,
    ),
    [
      'Every request to http(s)://app.example.com/export in any spelling, where starts_with(raw.http.request.uri.path, "/export"), skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a second test of one field',
    'wider',
    added(`${HOST} and http.request.uri.path contains "/a" and http.request.uri.path contains "/b"`),
    [
      'Every request to a path with /a in it on the host app.example.com, where http.request.uri.path contains "/b", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/any/b from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'not equal',
    'wider',
    added(`${HOST} and http.request.method ne "GET"`),
    [
      'Every request to the host app.example.com, where http.request.method ne "GET", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'wildcard',
    'wider',
    added(`${HOST} and http.request.uri.path wildcard "/api/*"`),
    [
      'Every request to the host app.example.com, where http.request.uri.path wildcard "/api/*", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/api/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'negated callers',
    'wider',
    added(`${EXACT} and not ip.src in {203.0.113.0/24}`),
    [
      'POST https://app.example.com/export, where not ip.src in {203.0.113.0/24}, skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a country',
    'wider',
    added(`${EXACT} and ip.src.country eq "AT"`),
    [
      'POST https://app.example.com/export, where ip.src.country eq "AT", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 with ip.src.country = "AT" was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'host that is no host name',
    'wider',
    added(`http.host eq "app.example.com/evil?" and http.request.uri.path eq "/x"`),
    [
      'Every request to the path /x on the host app.example.com/evil? from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://example.com/x from 198.51.100.7 with host: app.example.com/evil? was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'path with a question mark',
    'same',
    added(`${HOST} and http.request.uri.path eq "/x?y"`),
    [
      'Every request to the path /x?y on the host app.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'path with an asterisk',
    'wider',
    added(`${HOST} and http.request.uri.path eq "/x*"`),
    [
      'Every request to the path /x* on the host app.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/x* from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'end in the middle of a day',
    'wider',
    added(`${EXACT} and http.request.timestamp.sec lt 1806494400`),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone until 2027-03-31 12:00 UTC. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'several hosts, methods and paths',
    'wider',
    added(
      expressionOf({ host: ['a.example.com', 'b.example.com'], method: ['POST', 'PUT'], path: ['/x', '/y'] }),
    ),
    [
      'POST or PUT https://a.example.com/x, https://a.example.com/y, https://b.example.com/x or https://b.example.com/y from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://a.example.com/x from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a pattern',
    'wider',
    added(expressionOf({ path: Path.pattern('/orders/*/attachments') })),
    [
      'POST https://app.example.com/orders/*/attachments from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/orders/x/attachments from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'paths of several forms',
    'wider',
    added(expressionOf({ path: ['/export', Path.pattern('/orders/*/**')] })),
    [
      'POST https://app.example.com/export from anywhere or POST https://app.example.com/orders/*/** from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a query',
    'wider',
    added(expressionOf({ path: '/', query: { 'wc-api': 'x', v: ['1', '2'] } })),
    [
      'POST https://app.example.com/ with wc-api=x and v=1 or v=2 in the query from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/?wc-api=x&v=1 from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'plain HTTP',
    'wider',
    added(expressionOf({ scheme: 'any' })),
    [
      'POST http(s)://app.example.com/export from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a further condition',
    'wider',
    added(expressionOf({ where: 'ip.src.country eq "DE"' })),
    [
      'POST https://app.example.com/export, where ip.src.country eq "DE", skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 with ip.src.country = "DE" was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a begin',
    'wider',
    added(`${EXACT} and http.request.timestamp.sec ge 1806494400 and ${UNTIL}`),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone from 2027-03-31 12:00 UTC on until 2027-03-31. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 at 2027-03-31 12:00:00 UTC would have been inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'expired already',
    'same',
    added(`${EXACT} and http.request.timestamp.sec lt 1748736000`),
    [
      'POST https://app.example.com/export from anywhere skipped all managed rules of the zone until 2025-05-31, which is over. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'never true',
    'same',
    added(`${EXACT} and http.host eq "b.example.com"`),
    [
      'POST https://app.example.com/export, where http.host eq "b.example.com", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'covered by a dashboard rule',
    'same',
    custom(
      [{ ...exception('x', HOST), ref: 'dash', description: 'Skip all' }],
      [exception('export', EXACT), { ...exception('x', HOST), ref: 'dash', description: 'Skip all' }],
    ),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'after a rule that lets callers pass',
    'same',
    custom([OFFICE], [OFFICE, exception('export', `${EXACT} and ip.src in {198.51.100.7}`)]),
    [
      'POST https://app.example.com/export from 198.51.100.7 skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'blocked anyway',
    'same',
    custom([block('b', HOST)], [block('b', HOST), exception('export', EXACT)]),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'after its execute',
    'same',
    managed(EXECUTES, [...EXECUTES, exception('export', EXACT, skipping({ rulesets: [OWASP] }))]),
    [
      'POST https://app.example.com/export from anywhere skips nothing. It stands too late for the Cloudflare OWASP Core Ruleset: that has run before it. Rate limiting, custom rules, the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'between two executes',
    'wider',
    managed(EXECUTES, [
      execute(CLOUDFLARE),
      exception('export', EXACT, skipping({ ruleset: 'current' })),
      execute(OWASP),
    ]),
    [
      'POST https://app.example.com/export from anywhere skips all managed rulesets that run after it with no end. Rate limiting, custom rules and the Cloudflare Managed Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the Cloudflare OWASP Core Ruleset.',
    ],
  ],
  [
    'ruleset current before all',
    'wider',
    managed(EXECUTES, [exception('export', EXACT, skipping({ ruleset: 'current' })), ...EXECUTES]),
    [
      'POST https://app.example.com/export from anywhere skips all managed rulesets that run after it with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect(told(review)).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
  if (review.verdict.witness === undefined) return;
  const { before, after, matched } = outcomeOf(review, plan);
  expect(after).not.toBe(before);
  expect(after).toMatch(/skips/);
  expect(matched).not.toEqual([]);
});
