import { plain } from '../../lib/review/text';
import { verdictWords } from '../../lib/review/words/verdict';
import {
  CUSTOM,
  MANAGED,
  type PlannedEntryPoint,
  type PlanParts,
  type PlanRule,
  reviewOf,
} from './support/plan';
import { block, EXACT, exception, execute, EXECUTES, HOST, OWASP } from './support/rules';

const SKIP = exception('export', `${EXACT} and ip.src in $office`);
const RATE = {
  ref: 'rate',
  action: 'managed_challenge',
  expression: 'true',
  description: 'Slow down',
  ratelimit: { characteristics: ['ip.src'], counting_expression: 'not ip.src in $office' },
};

/** The rules stay, and the list gets one network more. */
function grown(
  rules: readonly PlanRule[],
  more: readonly PlannedEntryPoint[] = [],
  lists: PlanParts['lists'] = [
    { name: 'office', before: ['203.0.113.7'], after: ['203.0.113.7', '198.51.100.0/24'] },
  ],
): PlanParts {
  return { entryPoints: [{ phase: CUSTOM, before: rules, after: rules }, ...more], lists };
}

const unchanged = (phase: string, rules: readonly PlanRule[]): PlannedEntryPoint => ({
  phase,
  before: rules,
  after: rules,
});

test.each<[title: string, plan: PlanParts, sentence: string, verdict: string]>([
  [
    'a block rule lets the new members pass',
    grown([block('office', 'not ip.src in $office')]),
    'the block rule Block office',
    'WIDER: GET https://example.com/ from 198.51.100.7 was stopped by the custom rule Block office and now passes the custom rules.',
  ],
  [
    'a skip rule and a block rule',
    grown([SKIP, block('finance', 'http.host eq "finance.example.com" and not ip.src in $office')]),
    'the skip rule wafx__dashboard__export and the block rule Block finance',
    'WIDER: POST https://app.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
  ],
  [
    'a challenge',
    grown([{ ...block('office', `${HOST} and not ip.src in $office`), action: 'js_challenge' }]),
    'the js_challenge rule Block office',
    'WIDER: GET https://app.example.com/ from 198.51.100.7 was stopped by the custom rule Block office and now passes the custom rules.',
  ],
  [
    'a block rule that another one backs',
    grown([block('office', 'not ip.src in $office'), block('all', 'true')]),
    'the block rule Block office',
    'Could not be decided: a list changes that a rule names which is no skip rule, and what that does to requests is not compared.',
  ],
  [
    'a block rule that stops more',
    grown([block('bad', 'ip.src in $office')]),
    'the block rule Block bad',
    'Could not be decided: a list changes that a rule names which is no skip rule, and what that does to requests is not compared.',
  ],
  [
    'a log rule',
    grown([{ ...block('seen', 'ip.src in $office'), action: 'log' }]),
    'the log rule Block seen',
    'Could not be decided: a list changes that a rule names which is no skip rule, and what that does to requests is not compared.',
  ],
  ...[
    ['cf.future.field eq "x"', ': it does not know cf.future.field'],
    ['future(http.host) eq "x"', ': it does not know future'],
    ['(((', ''],
  ].map(([rest = '', why = '']): [string, PlanParts, string, string] => [
    `a block rule that nobody can read: ${rest}`,
    grown([block('office', `not ip.src in $office and ${rest}`)]),
    'the block rule Block office',
    `Could not be decided: the text of a rule is no expression that this version can read${why}.`,
  ]),
  [
    'an execute rule that nobody can read',
    grown([], [unchanged(MANAGED, [execute(OWASP, 'cf.future.field eq "x" and not ip.src in $office')])]),
    `the execute rule run-${OWASP}`,
    'Could not be decided: the text of a rule is no expression that this version can read: it does not know cf.future.field.',
  ],
  [
    'what is counted against a rate limit',
    grown([], [unchanged('http_ratelimit', [RATE])]),
    'the managed_challenge rule Slow down',
    'Could not be decided: a list changes that a rule names which is no skip rule, and what that does to requests is not compared.',
  ],
])('%s', (_, plan, sentence, verdict) => {
  const review = reviewOf(plan);
  const [list] = review.lists;
  expect(plain(list?.sentence ?? [])).toContain(` it: ${sentence}.`);
  expect(plain(verdictWords(review.verdict))).toBe(verdict);
  expect(list?.verdict?.kind).toBe(review.verdict.kind);
});

test('rules that are skipped less and block less pull in both directions', () => {
  const negated = 'not ip.src in $office';
  const review = reviewOf(grown([exception('a', `${HOST} and ${negated}`), block('b', negated)]));
  expect(plain(verdictWords(review.verdict))).toBe(
    'DIFFERENT: some requests are inspected again, and others no longer: GET https://example.com/ from 198.51.100.7 was stopped by the custom rule Block b and now passes the custom rules.',
  );
});

test('where the list means the same to them, all rules do the same', () => {
  const review = reviewOf(
    grown(
      [SKIP, block('b', 'not ip.src in $office')],
      [unchanged('http_ratelimit', [RATE])],
      [{ name: 'office', before: ['203.0.113.0/24'], after: ['203.0.113.0/25', '203.0.113.128/25'] }],
    ),
  );
  // What is counted is an expression of its own.
  expect(review.verdict.kind).toBe('same');
  expect(review.lists.map(({ usedBy }) => usedBy)).toEqual([['wafx__dashboard__export', 'b', 'rate']]);
});

test('a rule that is off, or names another list, counts for nothing', () => {
  const review = reviewOf(
    grown([
      SKIP,
      block('off', 'ip.src in $office', { enabled: false }),
      block('other', 'ip.src in $office_2'),
    ]),
  );
  expect(review.lists.map(({ usedBy }) => usedBy)).toEqual([['wafx__dashboard__export']]);
  expect(review.verdict.kind).toBe('wider');
});

test('of many rules the sentence names eight', () => {
  const rules = Array.from({ length: 12 }, (_, index) => block(`b${index}`, 'ip.src in $office'));
  const [list] = reviewOf(grown(rules)).lists;
  expect(plain(list?.sentence ?? [])).toMatch(
    /; 12 rules of this plan name it: the block rule Block b0, .*the block rule Block b7 and 4 other rules\.$/,
  );
});

test('an execute rule of the managed phase that names a list counts', () => {
  const rules = [execute(OWASP, 'not ip.src in $office'), ...EXECUTES.slice(0, 1)];
  const review = reviewOf(grown([], [unchanged(MANAGED, rules)]));
  expect(['undecided', 'wider']).toContain(review.verdict.kind);
  expect(review.lists.map(({ usedBy }) => usedBy)).toEqual([[`run-${OWASP}`]]);
});

test('lists of hostnames and of AS numbers are compared as lists of addresses are', () => {
  const named = exception('export', `${EXACT} and http.referer in $sites`);
  const hosts = reviewOf(
    grown([named], [], [{ name: 'sites', before: ['*.a.example'], after: ['b.a.example'] }]),
  );
  expect(hosts.verdict.kind).toBe('narrower');
  const more = reviewOf(
    grown([named], [], [{ name: 'sites', before: ['a.example'], after: ['*.a.example'] }]),
  );
  expect(more.verdict.kind).toBe('different');
  const networks = reviewOf(
    grown(
      [exception('export', `${EXACT} and ip.src.asnum in $networks`)],
      [],
      [{ name: 'networks', before: ['64500'], after: ['64500', '64501'] }],
    ),
  );
  expect(plain(verdictWords(networks.verdict))).toContain('with ip.src.asnum = 64501');
});
