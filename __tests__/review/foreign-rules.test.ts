import { type PlanParts, reviewOf } from './support/plan';
import { custom, managed } from './support/plans';
import { block, CLOUDFLARE, EXACT, exception, execute, EXECUTES, HOST, OWASP } from './support/rules';
import { told, toldOfEntryPoints } from './support/told';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'block rule removed',
    'undecided',
    custom([WP, exception('export', EXACT)], [exception('export', EXACT)]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 removed. 1 other exception untouched.',
      'The block rule Block wp is removed.',
      'Could not be decided: a rule that is no skip rule changes, and what that does to requests is not compared.',
    ],
  ],
  [
    'block rule changed',
    'undecided',
    custom([WP], [{ ...WP, expression: 'http.request.uri.path eq "/wp-login.php"' }]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 changed.',
      'The block rule Block wp is changed.',
      'Could not be decided: a rule that is no skip rule changes, and what that does to requests is not compared.',
    ],
  ],
  [
    'description changed',
    'same',
    custom([WP], [{ ...WP, description: 'WordPress' }]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 changed.',
      'The block rule WordPress is changed.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'execute override changed',
    'undecided',
    managed(EXECUTES, [
      execute(CLOUDFLARE),
      execute(OWASP, 'true', { action_parameters: { id: OWASP, overrides: { action: 'log' } } }),
    ]),
    [
      'The managed rules are changed. FOREIGN RULES CHANGE: 1 changed. 1 foreign rule untouched.',
      'The execute rule without description is changed.',
      'Could not be decided: a rule that is no skip rule changes, and what that does to requests is not compared.',
    ],
  ],
  [
    'rules swapped',
    'same',
    custom([WP, block('b', 'ssl')], [block('b', 'ssl'), WP]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 moved. 1 foreign rule untouched.',
      'The block rule Block wp moves from place 1 to 2.',
      'Same: no request gains or loses protection.',
    ],
  ],
  [
    'added',
    'undecided',
    custom([WP], [WP, block('b', 'ssl')]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 added. 1 foreign rule untouched.',
      'The block rule Block b is added.',
      'Could not be decided: a rule that is no skip rule changes, and what that does to requests is not compared.',
    ],
  ],
  [
    'skip rule of the dashboard removed',
    'narrower',
    custom([{ ...exception('x', HOST), ref: 'dash', description: 'Skip all' }, WP], [WP]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 removed. 1 foreign rule untouched.',
      'No longer in force: every request to the host app.example.com from anywhere skips all managed rules of the zone with no end.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'block becomes skip',
    'wider',
    custom([block('b', HOST)], [{ ...exception('x', HOST), ref: 'b', description: 'Block b' }]),
    [
      'The custom rules are changed. FOREIGN RULES CHANGE: 1 changed.',
      'Every request to the host app.example.com from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'WIDER: GET https://app.example.com/ from 198.51.100.7 was inspected and now skips all managed rules of the zone. Whether anything is inspected again could not be decided.',
    ],
  ],
  [
    'exceptions of two namespaces',
    'narrower',
    custom([{ ...exception('x', HOST), ref: 'wafx__payments__webhook' }], [exception('export', EXACT)]),
    [
      'The custom rules are changed. EXCEPTIONS OF SEVERAL NAMESPACES CHANGE: dashboard and payments.',
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'No longer in force: every request to the host app.example.com from anywhere skips all managed rules of the zone with no end.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
  [
    'exception of another namespace changed',
    'narrower',
    custom(
      [{ ...exception('x', HOST), ref: 'wafx__payments__webhook' }],
      [{ ...exception('x', EXACT), ref: 'wafx__payments__webhook' }],
    ),
    [
      'The custom rules are changed.',
      'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'Narrower: requests that skipped something are inspected again, and none loses protection.',
    ],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect([...toldOfEntryPoints(review).slice(0, 1), ...told(review)]).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
});
