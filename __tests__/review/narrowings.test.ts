import { type PlanParts, reviewOf, CUSTOM, MANAGED } from './support/plan';
import { changed, custom, managed } from './support/plans';
import { EXACT, exception, EXECUTES, HOST, METHOD, OWASP, PATH, CALLERS, UNTIL } from './support/rules';
import { told } from './support/told';

const skipping = (parameters: Readonly<Record<string, unknown>>) => ({ action_parameters: parameters });

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'removed',
    'narrower',
    custom([exception('export', EXACT)], []),
    [
      'No longer in force: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'in to eq',
    'narrower',
    changed(EXACT.replace('eq "POST"', 'in {"POST" "PUT"}'), EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'starts_with to eq',
    'narrower',
    changed(
      `${HOST} and starts_with(http.request.uri.path, "/export")`,
      `${HOST} and http.request.uri.path eq "/export"`,
    ),
    [
      'Every request to http(s)://app.example.com/export in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'contains to eq',
    'narrower',
    changed(
      `${HOST} and http.request.uri.path contains "/export"`,
      `${HOST} and http.request.uri.path eq "/export"`,
    ),
    [
      'Every request to http(s)://app.example.com/export in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'wildcard to eq',
    'narrower',
    changed(
      `${HOST} and http.request.uri.path wildcard "/export*"`,
      `${HOST} and http.request.uri.path eq "/export"`,
    ),
    [
      'Every request to http(s)://app.example.com/export in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'matches to eq',
    'narrower',
    changed(
      `${HOST} and http.request.uri.path matches "^/export(/.*)?$"`,
      `${HOST} and http.request.uri.path eq "/export"`,
    ),
    [
      'Every request to http(s)://app.example.com/export in any spelling from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'host added',
    'narrower',
    changed(`${METHOD} and ${PATH} and ssl`, EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'raw path added',
    'narrower',
    changed(EXACT.replace(' and raw.http.request.uri.path eq "/export"', ''), EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'CIDR narrowed',
    'narrower',
    changed(`${EXACT} and ip.src in {203.0.113.0/24}`, `${EXACT} and ip.src in {203.0.113.0/25}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/25 (128 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'callers added',
    'narrower',
    changed(EXACT, `${EXACT} and ${CALLERS}`),
    [
      'POST https://app.example.com/export from 203.0.113.0/24 (256 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'expiry earlier',
    'narrower',
    changed(`${EXACT} and http.request.timestamp.sec lt 1822176000`, `${EXACT} and ${UNTIL}`),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'or branch dropped',
    'narrower',
    changed(`(${EXACT}) or (${HOST} and http.request.uri.path eq "/b")`, EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'switched off',
    'narrower',
    changed(EXACT, EXACT, {}, { enabled: false }),
    [
      'POST https://app.example.com/export from anywhere would skip, once enabled, all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'all to one ruleset',
    'narrower',
    {
      entryPoints: [
        { phase: CUSTOM, before: [exception('export', EXACT)], after: [] },
        {
          phase: MANAGED,
          before: EXECUTES,
          after: [exception('export', EXACT, skipping({ rulesets: [OWASP] })), ...EXECUTES],
        },
      ],
    },
    [
      'Moves from the custom rules to the managed rules; no longer in force: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end.',
      'Moved from the custom rules to the managed rules: POST https://app.example.com/export from anywhere skips the Cloudflare OWASP Core Ruleset with no end. Rate limiting, custom rules and the Cloudflare Managed Ruleset stay on. Terraform writes the two phases in no fixed order, so for a moment neither may have it.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'moved behind its execute',
    'narrower',
    managed(
      [exception('export', EXACT, skipping({ rulesets: [OWASP] })), ...EXECUTES],
      [...EXECUTES, exception('export', EXACT, skipping({ rulesets: [OWASP] }))],
    ),
    [
      'Moved from place 1 to 3: POST https://app.example.com/export from anywhere skips nothing. It stands too late for the Cloudflare OWASP Core Ruleset: that has run before it. Rate limiting, custom rules, the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'a list shrinks',
    'narrower',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: [exception('export', `${EXACT} and ip.src in $office`)],
          after: [exception('export', `${EXACT} and ip.src in $office`)],
        },
      ],
      lists: [{ name: 'office', before: ['203.0.113.7', '198.51.100.0/24'], after: ['203.0.113.7'] }],
    },
    [
      'The list $office is changed, with 1 item removed (198.51.100.0/24); 1 rule of this plan names it: the skip rule wafx__dashboard__export.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect(told(review)).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
});
