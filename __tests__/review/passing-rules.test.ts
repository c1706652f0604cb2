import { type PlanParts, reviewOf } from './support/plan';
import { custom } from './support/plans';
import { block, EXACT, exception, HOST } from './support/rules';

/** A rule that lets its requests pass all custom rules that follow. */
const pass = (ref: string, expression: string) => ({
  ref,
  action: 'skip',
  expression,
  description: ref,
  action_parameters: { ruleset: 'current' },
});
const A = block('a', 'http.request.uri.path eq "/a"');
const B = block('b', 'http.request.uri.path eq "/b"');
const OFFICE = pass('office', 'ip.src in {198.51.100.0/24}');
const OTHER = pass('other', 'ip.src in {198.51.100.128/25}');
const OURS = exception('export', `${EXACT} and ip.src in {198.51.100.0/24}`);

test.each<[title: string, verdict: string, plan: PlanParts]>([
  ['moving up past a block rule', 'wider', custom([A, OFFICE, B], [OFFICE, A, B])],
  ['moving down past a block rule', 'narrower', custom([OFFICE, A, B], [A, OFFICE, B])],
  [
    'moving where another one lets the same pass',
    'same',
    custom([OFFICE, A, OTHER, B], [OFFICE, OTHER, A, B]),
  ],
  ['a second one that lets fewer pass', 'same', custom([OFFICE, A], [OFFICE, OTHER, A])],
  ['a second one that lets more pass', 'wider', custom([OTHER, A], [OTHER, OFFICE, A])],
  ['an exception behind it that it never lets be reached', 'same', custom([OFFICE], [OFFICE, OURS])],
  ['an exception that comes before it', 'wider', custom([OFFICE, OURS], [OURS, OFFICE])],
  ['an exception that comes behind it', 'narrower', custom([OURS, OFFICE], [OFFICE, OURS])],
  ['one that is removed before an exception', 'different', custom([OFFICE, OURS, A], [OURS, A])],
  [
    'a block rule behind it that blocks the others only',
    'wider',
    custom([OFFICE, block('c', HOST)], [OURS, OFFICE, block('c', HOST)]),
  ],
])('%s is %s', (_, verdict, plan) => {
  expect(reviewOf(plan).verdict.kind).toBe(verdict);
});

test('behind a rule that cannot be read nothing is certain', () => {
  const unread = pass('unread', 'this is no expression');
  expect(reviewOf(custom([unread], [unread, OURS])).verdict).toMatchObject({
    kind: 'undecided',
    undecided: {
      reason: 'the text of a rule is no expression that this version can read: it does not know this',
    },
  });
  expect(reviewOf(custom([unread, OURS], [unread, OURS])).verdict.kind).toBe('same');
});
