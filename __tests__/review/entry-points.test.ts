import { type PlanParts, reviewOf, CUSTOM } from './support/plan';
import { custom } from './support/plans';
import { block, EXACT, exception } from './support/rules';
import { told, toldOfEntryPoints } from './support/told';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'adopted and changed',
    'wider',
    custom([WP], [exception('export', EXACT), WP], { isAdopted: true }),
    [
      'The live custom rules are adopted into the Terraform state, and changed. 1 foreign rule untouched.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'adopted as it is',
    'same',
    custom([WP], [WP], { isAdopted: true }),
    [
      'The live custom rules are adopted into the Terraform state as they are. 1 foreign rule untouched.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'created',
    'wider',
    custom(undefined, [exception('export', EXACT)]),
    [
      'There are no custom rules yet: their entry point ruleset is created.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'deleted',
    'undecided',
    custom([WP, exception('export', EXACT)], undefined),
    [
      'THE ENTRY POINT IS DELETED: all custom rules of the zone go, 2 rules. FOREIGN RULES CHANGE: 1 removed.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'The block rule Block wp is removed.',
      'No longer in force: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end.',
      'Could not be decided: a rule that is no skip rule changes, and what that does to requests is not compared.',
    ],
  ],
  [
    'replaced',
    'undecided',
    custom([WP], [WP], { actions: ['delete', 'create'] }),
    [
      'THE ENTRY POINT IS REPLACED: it is deleted, with 1 rule, and made anew. In between the zone has no custom rules. 1 foreign rule untouched.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'Could not be decided: between deletion and creation there are no rules, and what that does is not compared.',
    ],
  ],
  [
    'let go',
    'same',
    custom([WP, exception('export', EXACT)], undefined, { actions: ['forget'] }),
    [
      'Terraform lets go of the custom rules: they stay as they are.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'only its name changes',
    'same',
    custom([WP], [WP], { actions: ['update'] }),
    [
      'The custom rules stay: only their ruleset changes. 1 foreign rule untouched.',
      'The managed rules stay as they are. 2 foreign rules untouched.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'two zones',
    'different',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: [exception('export', EXACT)] },
        { phase: CUSTOM, zone: 'example.net', before: [exception('export', EXACT)], after: [] },
      ],
    },
    [
      'The custom rules are changed.',
      'The custom rules are changed.',
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'No longer in force: POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end.',
      'DIFFERENT: some requests are inspected again, and others no longer: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'a list only',
    'undecided',
    { lists: [{ name: 'office', before: ['203.0.113.7'], after: ['203.0.113.7', '203.0.113.8'] }] },
    [
      'The list $office is changed, with 1 item added (203.0.113.8).',
      'Could not be decided: a list changes that no rule of this plan names, and others may name it.',
    ],
  ],
  [
    'a list deleted',
    'undecided',
    { lists: [{ name: 'office', before: ['203.0.113.7'], after: undefined }] },
    [
      'The list $office IS DELETED, with 1 item (203.0.113.7).',
      'Could not be decided: a list changes that no rule of this plan names, and others may name it.',
    ],
  ],
  [
    'a custom ruleset',
    'undecided',
    {
      entryPoints: [{ phase: CUSTOM, before: [WP], after: [WP] }],
      others: [{ address: 'cloudflare_ruleset.shared', type: 'cloudflare_ruleset', actions: ['update'] }],
    },
    [
      'The custom rules stay as they are. 1 foreign rule untouched.',
      'Could not be decided: a resource that is not compared changes, and its rules stand outside of the entry points: cloudflare_ruleset.shared.',
    ],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect([...toldOfEntryPoints(review).slice(0, -1), ...told(review)]).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
});
