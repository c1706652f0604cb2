import { type PlanParts, reviewOf, CUSTOM, MANAGED } from './support/plan';
import { changed, custom, managed } from './support/plans';
import {
  block,
  CLOUDFLARE,
  EXACT,
  exception,
  EXECUTES,
  HOST,
  METHOD,
  OWASP,
  OWASP_949110,
  PATH,
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

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'eq to in',
    'wider',
    changed(EXACT, EXACT.replace('eq "POST"', 'in {"POST" "PUT"}')),
    [
      'POST or PUT https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: PUT https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to starts_with',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and starts_with(http.request.uri.path, "/export")`,
    ),
    [
      'Every request to http(s)://app.example.com/export* from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/export/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to ends_with',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and ends_with(http.request.uri.path, "/export")`,
    ),
    [
      'Every request to a path that ends in /export on the host app.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/any/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to contains',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and http.request.uri.path contains "/export"`,
    ),
    [
      'Every request to a path with /export in it on the host app.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/export/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to wildcard',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and http.request.uri.path wildcard "/export*"`,
    ),
    [
      'Every request to the host app.example.com, where http.request.uri.path wildcard "/export*", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/export/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to strict wildcard',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and http.request.uri.path strict wildcard "/*port"`,
    ),
    [
      'Every request to the host app.example.com, where http.request.uri.path strict wildcard "/*port", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/xport from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to matches',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and http.request.uri.path matches "^/export(/.*)?$"`,
    ),
    [
      'Every request to the host app.example.com, where http.request.uri.path matches "^/export(/.*)?$", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/export/ from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'eq to lower',
    'wider',
    changed(
      `${HOST} and http.request.uri.path eq "/export"`,
      `${HOST} and lower(http.request.uri.path) eq "/export"`,
    ),
    [
      'Every request to the host app.example.com, where lower(http.request.uri.path) eq "/export", skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/EXPORT from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'host dropped',
    'wider',
    changed(EXACT, `${METHOD} and ${PATH} and ssl`),
    [
      'Every POST request to the path /export on every host of the zone over HTTPS from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'raw path dropped',
    'wider',
    changed(EXACT, EXACT.replace(' and raw.http.request.uri.path eq "/export"', '')),
    [
      'POST https://app.example.com/export in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com//export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'ssl dropped',
    'wider',
    changed(EXACT, EXACT.replace(' and ssl', '')),
    [
      'POST http(s)://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST http://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'CIDR widened',
    'wider',
    changed(`${EXACT} and ip.src in {203.0.113.0/25}`, `${EXACT} and ip.src in {203.0.113.0/24}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/24 (256 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 203.0.113.129 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'IPv6 added',
    'wider',
    changed(`${EXACT} and ${CALLERS}`, `${EXACT} and ip.src in {203.0.113.0/24 2001:db8::/32}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/24 and 2001:db8::/32 (79,228,162,514,264,337,593,543,950,592 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 2001:db8::7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'callers dropped',
    'wider',
    changed(`${EXACT} and ${CALLERS}`, EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'expiry later',
    'wider',
    changed(`${EXACT} and ${UNTIL}`, `${EXACT} and http.request.timestamp.sec lt 1822176000`),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone until 2027-09-28. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 at 2027-04-01 00:00:00 UTC would have been inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'expiry removed',
    'wider',
    changed(`${EXACT} and ${UNTIL}`, EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 at 2027-04-01 00:00:00 UTC would have been inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'or branch',
    'wider',
    changed(EXACT, `(${EXACT}) or (${HOST} and http.request.uri.path eq "/b")`),
    [
      'POST https://app.example.com/export from anywhere or every request to http(s)://app.example.com/b in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/b from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'header condition dropped',
    'wider',
    changed(`${EXACT} and any(http.request.headers["x-app"][*] eq "1")`, EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'switched on',
    'wider',
    changed(EXACT, EXACT, { enabled: false }, {}),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'skip target rule to ruleset',
    'wider',
    managed(
      [exception('export', EXACT, skipping({ rules: { [OWASP]: [OWASP_949110] } })), ...EXECUTES],
      [exception('export', EXACT, skipping({ rulesets: [OWASP] })), ...EXECUTES],
    ),
    [
      'POST https://app.example.com/export from anywhere skips the Cloudflare OWASP Core Ruleset with no end. Rate limiting, custom rules and the Cloudflare Managed Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the Cloudflare OWASP Core Ruleset.',
    ],
  ],
  [
    'skip target one to two rulesets',
    'wider',
    managed(
      [exception('export', EXACT, skipping({ rulesets: [OWASP] })), ...EXECUTES],
      [exception('export', EXACT, skipping({ rulesets: [CLOUDFLARE, OWASP] })), ...EXECUTES],
    ),
    [
      'POST https://app.example.com/export from anywhere skips the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the Cloudflare Managed Ruleset.',
    ],
  ],
  [
    'skip target from one ruleset to all',
    'wider',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: [exception('export', EXACT)] },
        {
          phase: MANAGED,
          before: [exception('export', EXACT, skipping({ rulesets: [OWASP] })), ...EXECUTES],
          after: EXECUTES,
        },
      ],
    },
    [
      'Moved from the managed rules to the custom rules: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on. Terraform writes the two phases in no fixed order, so for a moment neither may have it.',
      'Moves from the managed rules to the custom rules; no longer in force: POST https://app.example.com/export from anywhere skips the Cloudflare OWASP Core Ruleset with no end. What it skipped is still skipped by wafx__dashboard__export.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the Cloudflare Managed Ruleset.',
    ],
  ],
  [
    'a product more',
    'wider',
    changed(EXACT, EXACT, {}, skipping({ phases: [ALL], products: ['bic'] })),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone and Browser Integrity Check with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips Browser Integrity Check.',
    ],
  ],
  [
    'moved before its execute',
    'wider',
    managed(
      [...EXECUTES, exception('export', EXACT, skipping({ rulesets: [OWASP] }))],
      [exception('export', EXACT, skipping({ rulesets: [OWASP] })), ...EXECUTES],
    ),
    [
      'Moved from place 3 to 1: POST https://app.example.com/export from anywhere skips the Cloudflare OWASP Core Ruleset with no end. Rate limiting, custom rules and the Cloudflare Managed Ruleset stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips the Cloudflare OWASP Core Ruleset.',
    ],
  ],
  [
    'moved before a block rule',
    'wider',
    custom([WP, OFFICE], [OFFICE, WP]),
    [
      'The block rule Block wp moves from place 1 to 2.',
      'WIDER: GET https://example.com/ from 198.51.100.7 was inspected and now skips the custom rule wp and what follows it.',
    ],
  ],
  [
    'a list grows',
    'wider',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: [exception('export', `${EXACT} and ip.src in $office`)],
          after: [exception('export', `${EXACT} and ip.src in $office`)],
        },
      ],
      lists: [{ name: 'office', before: ['203.0.113.7'], after: ['203.0.113.7', '198.51.100.0/24'] }],
    },
    [
      'The list $office is changed, with 1 item added (198.51.100.0/24); 1 rule of this plan names it: the skip rule wafx__dashboard__export.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a longer list for a new exception',
    'wider',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: [exception('export', `${EXACT} and ip.src in $office`)] },
      ],
      lists: [{ name: 'office', before: undefined, after: ['203.0.113.7'] }],
    },
    [
      'POST https://app.example.com/export from the addresses of the list $office skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'The list $office is created, with 1 item (203.0.113.7); 1 rule of this plan names it: the skip rule wafx__dashboard__export.',
      'WIDER: POST https://app.example.com/export from 203.0.113.7 was inspected and now skips all managed rules of the zone.',
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
