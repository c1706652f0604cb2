import { type PlanParts, reviewOf, CUSTOM, MANAGED } from './support/plan';
import { changed, custom } from './support/plans';
import { block, CLOUDFLARE, EXACT, exception, EXECUTES, HOST, METHOD, OWASP, PATH } from './support/rules';
import { told } from './support/told';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');

const skipping = (parameters: Readonly<Record<string, unknown>>) => ({ action_parameters: parameters });

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'reordered',
    'same',
    changed(EXACT, `ssl and ${PATH} and ${METHOD} and ${HOST}`),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'De Morgan',
    'same',
    changed(`not (http.host eq "a.example.com" or ssl)`, `http.host ne "a.example.com" and not ssl`),
    [
      'Every request of the zone, where http.host ne "a.example.com" and not ssl, skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'split CIDR',
    'same',
    changed(
      `${EXACT} and ip.src in {203.0.113.0/24}`,
      `${EXACT} and ip.src in {203.0.113.0/25 203.0.113.128/25}`,
    ),
    [
      'POST https://app.example.com/export from 203.0.113.0/25 and 203.0.113.128/25 (256 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'or to in',
    'same',
    changed(`${METHOD} and (http.host eq "a" or http.host eq "b")`, `${METHOD} and http.host in {"a" "b"}`),
    [
      'Every POST request to the host a or b from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'only a new reason',
    'same',
    changed(EXACT, EXACT, {}, { description: '[owner creator-tools] Another reason' }),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'removed and still covered',
    'same',
    custom(
      [exception('export', EXACT), { ...exception('x', HOST), ref: 'dash', description: 'Skip all' }],
      [{ ...exception('x', HOST), ref: 'dash', description: 'Skip all' }],
    ),
    [
      'No longer in force: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. What it skipped is still skipped by Skip all.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'moved',
    'same',
    custom([WP, exception('export', EXACT)], [exception('export', EXACT), WP]),
    [
      'Moved from place 2 to 1: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'removed after its end',
    'same',
    custom([exception('export', `${EXACT} and http.request.timestamp.sec lt 1748736000`)], []),
    [
      'No longer in force: POST https://app.example.com/export from anywhere skipped all managed rules of the zone until 2025-05-31, which is over.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'split in two',
    'same',
    custom(
      [exception('export', `${METHOD} and http.host in {"a" "b"}`)],
      [exception('a', `${METHOD} and http.host eq "a"`), exception('b', `${METHOD} and http.host eq "b"`)],
    ),
    [
      'Every POST request to the host a from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Every POST request to the host b from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'No longer in force: every POST request to the host a or b from anywhere skips all managed rules of the zone with no end. What it skipped is still skipped by wafx__dashboard__a and wafx__dashboard__b.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'same items in another order',
    'same',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: [exception('export', `${EXACT} and ip.src in $office`)],
          after: [exception('export', `${EXACT} and ip.src in $office`)],
        },
      ],
      lists: [{ name: 'office', before: ['203.0.113.0/24'], after: ['203.0.113.0/25', '203.0.113.128/25'] }],
    },
    [
      'The list $office is changed, with 2 items added (203.0.113.0/25 and 203.0.113.128/25) and 1 item removed (203.0.113.0/24); 1 rule of this plan names it: the skip rule wafx__dashboard__export.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'a length of two spellings',
    'same',
    changed(`${HOST} and len(http.user_agent) gt 7`, `${HOST} and len(lower(http.user_agent)) gt 7`),
    [
      'Every request to the host app.example.com, where len(lower(http.user_agent)) gt 7, skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'skip target both rulesets to all',
    'same',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: [exception('export', EXACT)] },
        {
          phase: MANAGED,
          before: [exception('export', EXACT, skipping({ rulesets: [CLOUDFLARE, OWASP] })), ...EXECUTES],
          after: EXECUTES,
        },
      ],
    },
    [
      'Moved from the managed rules to the custom rules: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on. Terraform writes the two phases in no fixed order, so for a moment neither may have it.',
      'Moves from the managed rules to the custom rules; no longer in force: POST https://app.example.com/export from anywhere skips the Cloudflare Managed Ruleset and the Cloudflare OWASP Core Ruleset with no end. What it skipped is still skipped by wafx__dashboard__export.',
      'Same: no request gains or loses protection.',
    ],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect(told(review)).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
});
