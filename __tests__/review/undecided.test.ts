import { type PlanParts, reviewOf, CUSTOM } from './support/plan';
import { changed, custom } from './support/plans';
import { block, EXACT, exception, HOST } from './support/rules';
import { told } from './support/told';

/** A skip rule of the dashboard. */
const foreign = (expression: string) => ({
  ref: 'dashboard',
  expression,
  action_parameters: { phases: [ALL] },
});
const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');
const ALL = 'http_request_firewall_managed';

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'a hash of a header',
    'undecided',
    changed(
      `${HOST} and any(starts_with(encode_base64(http.request.headers["x-a"][*])[*], "YQ"))`,
      `${HOST} and any(starts_with(http.request.headers["x-a"][*], "a"))`,
    ),
    [
      'Every request to the host app.example.com, where any(starts_with(http.request.headers["x-a"][*], "a")), skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Could not be decided: whether a request is different depends on what the expressions do not say: any(starts_with(encode_base64(http.request.headers["x-a"][*])[*], "YQ")).',
    ],
  ],
  [
    'text that is no expression',
    'undecided',
    changed(EXACT, `${EXACT} and`),
    [
      'An expression that cannot be read skips all managed rules of the zone. Rate limiting and custom rules stay on.',
      'further: http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ssl and',
      'Could not be decided: the text of a rule is no expression that this version can read.',
    ],
  ],
  [
    'text that was no expression, and may have skipped the same',
    'undecided',
    changed(`${EXACT} and`, EXACT),
    [
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Could not be decided: the text of a rule is no expression that this version can read.',
    ],
  ],
  [
    'what no field is called, such as a link',
    'undecided',
    changed(EXACT, `${EXACT} and www.evil.example eq "a" and Cf.Markup__x eq "b"`),
    [
      'An expression that cannot be read skips all managed rules of the zone. Rate limiting and custom rules stay on.',
      'further: http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ssl and www.evil.example eq "a" and Cf.Markup__x eq "b"',
      'Could not be decided: the text of a rule is no expression that this version can read.',
    ],
  ],
  [
    'a field and a function that this version does not know',
    'undecided',
    changed(EXACT, `${EXACT} and cf.new.field eq "a" and frobnicate(http.host) eq "b"`),
    [
      'An expression that cannot be read skips all managed rules of the zone. Rate limiting and custom rules stay on.',
      'further: http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ssl and cf.new.field eq "a" and frobnicate(http.host) eq "b"',
      'Could not be decided: the text of a rule is no expression that this version can read: it does not know cf.new.field, frobnicate.',
    ],
  ],
  [
    'a skip of somebody else, of a field that this version does not know, before our exception',
    'undecided',
    custom(
      [foreign('cf.new.field eq "a"'), exception('export', EXACT)],
      [foreign('cf.new.field eq "a"'), exception('export', `${EXACT} and ip.src eq 203.0.113.7`)],
    ),
    [
      'POST https://app.example.com/export from 203.0.113.7 skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Could not be decided: the text of a rule is no expression that this version can read: it does not know cf.new.field.',
    ],
  ],
  [
    'not known before the apply',
    'undecided',
    custom(
      [exception('export', EXACT)],
      [exception('export', EXACT), { ref: 'wafx__dashboard__new', action_parameters: { phases: [ALL] } }],
    ),
    [
      'An expression that is not known before the apply skips all managed rules of the zone. Rate limiting and custom rules stay on.',
      'Could not be decided: what a rule does is known only after the apply: expression of wafx__dashboard__new.',
    ],
  ],
  [
    'a list whose items are not known',
    'undecided',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: [exception('export', `${EXACT} and ip.src in $office`)],
          after: [exception('export', `${EXACT} and ip.src in $office`)],
        },
      ],
      lists: [{ name: 'office', before: ['203.0.113.7'], after: undefined, actions: ['update'] }],
    },
    [
      'The list $office is changed, with items that are not known before the apply; 1 rule of this plan names it: the skip rule wafx__dashboard__export.',
      'Could not be decided: what changes in the list $office is not known, or too long to compare.',
    ],
  ],
  [
    'list items of their own',
    'undecided',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: [exception('export', `${EXACT} and ip.src in $office`)],
          after: [exception('export', `${EXACT} and ip.src in $office`)],
        },
      ],
      others: [{ address: 'cloudflare_list_item.x', type: 'cloudflare_list_item', actions: ['create'] }],
    },
    ['Could not be decided: what changes in the list $office is not known, or too long to compare.'],
  ],
  [
    'rules not known before the apply',
    'undecided',
    custom([WP], [], { actions: ['update'], afterUnknown: { rules: true } }),
    ['Could not be decided: the rules are not known before the apply.'],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect(told(review)).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
});
