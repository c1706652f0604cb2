import { renderTerminal, type Review } from '../../lib/review';
import { plain } from '../../lib/review/text';
import { verdictWords } from '../../lib/review/words/verdict';
import { CUSTOM, MANAGED, type PlannedEntryPoint, type PlanRule, reviewOf } from './support/plan';
import { CLOUDFLARE, EXACT, exception, execute, EXECUTES, HOST, OWASP, OWASP_949110 } from './support/rules';

const ALL = exception('export', EXACT);
const OF = (parameters: object): PlanRule =>
  exception('export', EXACT, { action_parameters: parameters as Readonly<Record<string, unknown>> });
const HERE = 'POST https://app.example.com/export from 198.51.100.7';

const custom = (before: readonly PlanRule[], after: readonly PlanRule[]): PlannedEntryPoint => ({
  phase: CUSTOM,
  before,
  after,
});
const managed = (before: readonly PlanRule[], after = before): PlannedEntryPoint => ({
  phase: MANAGED,
  before,
  after,
});
const said = (...entryPoints: readonly PlannedEntryPoint[]): string =>
  plain(verdictWords(reviewOf({ entryPoints }).verdict));
const sentences = (review: Review): readonly string[] =>
  review.zones
    .flatMap(({ entryPoints }) => entryPoints)
    .flatMap(({ changes }) => changes.map(({ sentence }) => plain(sentence)));

const SAME = 'Same: no request gains or loses protection.';
const WIDER_ALL = `WIDER: ${HERE} was inspected and now skips all managed rules of the zone.`;

test.each<[title: string, rules: readonly PlanRule[], verdict: string]>([
  ['its only execute rule is off', [execute(CLOUDFLARE, 'true', { enabled: false })], SAME],
  ['there is none', [], SAME],
  ['it runs for another host only', [execute(CLOUDFLARE, 'http.host eq "z.example.com"')], SAME],
  [
    'its overrides switch every rule off',
    [execute(CLOUDFLARE, 'true', { action_parameters: { id: CLOUDFLARE, overrides: { enabled: false } } })],
    SAME,
  ],
  ['it runs for the host', [execute(CLOUDFLARE, HOST)], WIDER_ALL],
  [
    'its overrides leave a rule on',
    [
      execute(CLOUDFLARE, 'true', {
        action_parameters: {
          id: CLOUDFLARE,
          overrides: { enabled: false, rules: [{ id: 'a', enabled: true }] },
        },
      }),
    ],
    WIDER_ALL,
  ],
  [
    'one of two runs for the host',
    [execute(CLOUDFLARE, HOST), execute(OWASP, 'http.host eq "z.example.com"')],
    WIDER_ALL,
  ],
])('all managed rules are skipped where %s: verdict, table and sentence agree', (_, rules, verdict) => {
  const review = reviewOf({ entryPoints: [custom([], [ALL]), managed(rules)] });
  expect(plain(verdictWords(review.verdict))).toBe(verdict);
  const [row] = review.zones[0]?.entryPoints[0]?.changes[0]?.requests ?? [];
  expect([row?.before, row?.after]).toEqual(
    verdict === SAME
      ? ['no managed rules run', 'no managed rules run']
      : ['inspected', 'skips all managed rules'],
  );
  expect(sentences(review)[0]?.includes("The zone's own rules execute none of that")).toBe(verdict === SAME);
});

describe('on the Free plan, where Cloudflare runs a ruleset by itself', () => {
  const FREE = '77454fe2d30c4220b5701f6fdfb893ba';
  const review = (entryPoints: readonly PlannedEntryPoint[], zonePlan = 'free') =>
    reviewOf({ entryPoints, zonePlan });

  test('an exception from all managed rules takes it away', () => {
    const added = review([custom([], [ALL]), managed([])]);
    expect(plain(verdictWords(added.verdict))).toBe(WIDER_ALL);
    const [row] = added.zones[0]?.entryPoints[0]?.changes[0]?.requests ?? [];
    expect([row?.before, row?.after]).toEqual(['inspected', 'skips all managed rules']);
    expect(sentences(added)[0]).not.toContain('execute none of that');
    const removed = review([custom([ALL], []), managed([])]);
    expect(plain(verdictWords(removed.verdict))).toMatch(/^Narrower/);
  });

  test('a rule about it decides, once there is one', () => {
    const off = execute(FREE, 'true', { enabled: false });
    expect(plain(verdictWords(review([custom([], [ALL]), managed([off])]).verdict))).toBe(SAME);
    const same = execute(FREE, 'true', { action_parameters: { id: FREE } });
    expect(plain(verdictWords(review([managed([], [same])]).verdict))).toBe(SAME);
    expect(plain(verdictWords(review([managed([], [off])]).verdict))).toMatch(/^WIDER: /);
    expect(plain(verdictWords(review([managed([off], [])]).verdict))).toMatch(/^Narrower/);
  });

  test('where nobody knows the plan, the witness says what it takes', () => {
    const said = plain(verdictWords(review([custom([], [ALL]), managed([])], '').verdict));
    expect(said).toMatch(/^WIDER: .*cf\.zone\.plan/);
  });
});

test('a ruleset that runs for another host only is not lost', () => {
  const rules = [execute(CLOUDFLARE, 'http.host eq "z.example.com"'), execute(OWASP)];
  expect(said(managed(rules, [OF({ rulesets: [CLOUDFLARE] }), ...rules]))).toBe(SAME);
  expect(said(managed(rules, [OF({ rulesets: [OWASP] }), ...rules]))).toBe(
    `WIDER: ${HERE} was inspected and now skips all managed rules of the zone.`.replace(
      'all managed rules of the zone',
      'the Cloudflare OWASP Core Ruleset',
    ),
  );
});

test('a rule that overrides switch off is not lost', () => {
  const overridden = (enabled: boolean) => [
    execute(OWASP, 'true', {
      action_parameters: { id: OWASP, overrides: { rules: [{ id: OWASP_949110, enabled }] } },
    }),
  ];
  const skip = OF({ rules: { [OWASP]: [OWASP_949110] } });
  expect(said(managed(overridden(false), [skip, ...overridden(false)]))).toBe(SAME);
  expect(said(managed(overridden(true), [skip, ...overridden(true)]))).toContain('WIDER');
});

test('a rule of which nobody knows whether a category switches it off is taken for one that runs', () => {
  const overridden = (overrides: object): readonly PlanRule[] => [
    execute(OWASP, 'true', { action_parameters: { id: OWASP, overrides } }),
  ];
  const levels = overridden({ categories: [{ category: 'paranoia-level-3', enabled: false }] });
  const skip = OF({ rules: { [OWASP]: ['a'.repeat(32)] } });
  expect(said(managed(levels, [skip, ...levels]))).toMatch(
    /^WIDER: .* now skips rule a+ of the Cloudflare OWASP/,
  );
  expect(said(managed([skip, ...levels], levels))).toMatch(/^Narrower/);
  expect(said(managed(levels, [skip, ...overridden({})]))).toMatch(/^(?:WIDER|Could not be decided)/);
  expect(said(managed(overridden({}), levels))).toContain('Could not be decided');
});

test.each<[title: string, before: readonly PlanRule[], after: readonly PlanRule[], verdict: string]>([
  [
    'switched off',
    EXECUTES,
    [execute(CLOUDFLARE), execute(OWASP, 'true', { enabled: false })],
    'WIDER: GET https://example.com/ from 198.51.100.7 was inspected, and no rule executes the Cloudflare OWASP Core Ruleset for it any more.',
  ],
  [
    'run for fewer requests',
    [execute(OWASP)],
    [execute(OWASP, 'not http.host eq "app.example.com"')],
    'WIDER: GET https://app.example.com/ from 198.51.100.7 was inspected, and no rule executes the Cloudflare OWASP Core Ruleset for it any more.',
  ],
  [
    'removed',
    EXECUTES,
    EXECUTES.slice(0, 1),
    'WIDER: GET https://example.com/ from 198.51.100.7 was inspected, and no rule executes the Cloudflare OWASP Core Ruleset for it any more.',
  ],
  [
    'added',
    EXECUTES.slice(0, 1),
    EXECUTES,
    'Narrower: requests that skipped something are inspected again, and none loses protection.',
  ],
  [
    'replaced by one with other overrides',
    [execute(OWASP)],
    [
      {
        ...execute(OWASP, 'true', { action_parameters: { id: OWASP, overrides: { action: 'log' } } }),
        ref: 'other',
      },
    ],
    'Could not be decided: a rule that is no skip rule changes, and what that does to requests is not compared.',
  ],
  [
    'put behind the exception of another',
    [execute(CLOUDFLARE), execute(OWASP), OF({ rulesets: [CLOUDFLARE] })],
    [execute(OWASP), OF({ rulesets: [CLOUDFLARE] }), execute(CLOUDFLARE)],
    `WIDER: ${HERE} was inspected and now skips the Cloudflare Managed Ruleset.`,
  ],
])('an execute rule that is %s', (_, before, after, verdict) => {
  expect(said(managed(before, after))).toBe(verdict);
});

test('a ruleset that runs twice around an exception is not taken for skipped', () => {
  const rules = [execute(OWASP, HOST), OF({ rulesets: [OWASP] }), { ...execute(OWASP, 'ssl'), ref: 'again' }];
  const moved = [OF({ rulesets: [OWASP] }), execute(OWASP, HOST), { ...execute(OWASP, 'ssl'), ref: 'again' }];
  expect(said(managed(rules, moved))).toContain('Could not be decided');
  expect(said(managed(rules))).toBe(SAME);
});

test('an exception that changes its phase is compared across phases', () => {
  const ofRulesets = OF({ rulesets: [CLOUDFLARE, OWASP] });
  const narrow = OF({ rulesets: [OWASP] });
  const toManaged = reviewOf({
    entryPoints: [custom([ALL], []), managed(EXECUTES, [ofRulesets, ...EXECUTES])],
  });
  expect(toManaged.verdict.kind).toBe('same');
  const [gone, came] = sentences(toManaged);
  expect(gone).toMatch(
    /^Moves from the custom rules to the managed rules; no longer in force: .* What it skipped is still skipped by wafx__dashboard__export\.$/,
  );
  expect(came).toMatch(/^Moved from the custom rules to the managed rules: POST/);
  expect(came).toMatch(
    /Terraform writes the two phases in no fixed order, so for a moment neither may have it\.$/,
  );
  expect(said(custom([ALL], []), managed(EXECUTES, [narrow, ...EXECUTES]))).toContain('Narrower');
  expect(said(custom([], [ALL]), managed([narrow, ...EXECUTES], EXECUTES))).toContain('WIDER');
});

test('an exception that changes its phase is judged and tried once, where it goes', () => {
  const narrow = OF({ rulesets: [OWASP] });
  const review = reviewOf({ entryPoints: [custom([ALL], []), managed(EXECUTES, [narrow, ...EXECUTES])] });
  const changes = review.zones.flatMap(({ entryPoints }) => entryPoints.flatMap((one) => one.changes));
  expect(changes.map(({ kind, verdict, requests }) => [kind, verdict?.kind, requests.length > 0])).toEqual([
    ['removed', 'narrower', false],
    ['added', 'narrower', true],
  ]);
});

test('an exception that is in both phases for one deploy', () => {
  const ofRulesets = OF({ rulesets: [CLOUDFLARE, OWASP] });
  const first = reviewOf({
    entryPoints: [custom([], [ALL]), managed([ofRulesets, ...EXECUTES])],
  });
  expect(first.verdict.kind).toBe('same');
  expect(sentences(first)[0]).toMatch(/^Among the custom rules as well as the managed rules: POST/);
  expect(sentences(first)[0]).not.toContain('moment');
  const second = reviewOf({
    entryPoints: [custom([ALL], [ALL]), managed([ofRulesets, ...EXECUTES], EXECUTES)],
  });
  expect(second.verdict.kind).toBe('same');
  expect(sentences(second)[0]).toMatch(
    /^Moves from the managed rules to the custom rules; no longer in force: .* is still skipped by wafx__dashboard__export\.$/,
  );
});

test('an exception that goes while a copy of another namespace stays names the copy', () => {
  const copy = { ...ALL, ref: 'wafx__payments__export' };
  const wide = exception('x', HOST, { description: 'Skip all' });
  for (const [other, name] of [
    [copy, 'wafx__payments__export'],
    [{ ...wide, ref: 'dash' }, 'Skip all'],
  ] as const) {
    const review = reviewOf({ entryPoints: [custom([ALL, other], [other])] });
    expect(review.verdict.kind).toBe('same');
    expect(sentences(review)[0]).toMatch(
      new RegExp(`^No longer in force: .* What it skipped is still skipped by ${name}\\.$`),
    );
    expect(renderTerminal(review)).toContain(name);
  }
});
