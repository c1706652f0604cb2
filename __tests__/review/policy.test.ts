import { ALWAYS, type Condition, CONDITIONS, metConditions } from '../../lib/review';
import { CUSTOM, planJson, type PlanParts, reviewOf } from './support/plan';
import { added, changed, custom } from './support/plans';
import { block, CALLERS, EXACT, exception, HOST, UNTIL } from './support/rules';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');
const ALL = Object.keys(CONDITIONS) as readonly Condition[];
const ENDS = (seconds: number) => `${EXACT} and ${CALLERS} and http.request.timestamp.sec lt ${seconds}`;
const LONG = `${EXACT} and ip.src in {104.16.0.0/24} and ${UNTIL}`;

test.each<[title: string, plan: PlanParts, conditions: readonly Condition[]]>([
  ['nothing changes', custom([WP], [WP]), []],
  ['an exception is added', added(LONG), ['wider', 'change']],
  [
    'an exception of a whole host is added',
    added(`${HOST} and ${UNTIL}`),
    ['wider', 'error', 'warning', 'change'],
  ],
  ['an exception is removed', custom([exception('export', LONG)], []), ['narrower', 'change']],
  [
    'an exception takes another path',
    changed(LONG, LONG.replaceAll('/export', '/import')),
    ['wider', 'narrower', 'change'],
  ],
  ['an exception is told in other words', changed(LONG, `ssl and ${LONG}`), ['warning', 'change']],
  ['an exception has ended', added(ENDS(1_748_736_000)), ['warning', 'expired', 'expiring', 'change']],
  ['an exception ends soon', added(ENDS(1_781_222_400)), ['wider', 'warning', 'expiring', 'change']],
  ['a foreign rule changes', custom([WP], [{ ...WP, description: 'x' }]), ['foreign', 'change']],
  ['a foreign rule is removed', custom([WP], []), ['foreign', 'undecided', 'change']],
  [
    'an entry point is deleted',
    custom([exception('export', LONG)], undefined),
    ['delete', 'narrower', 'change'],
  ],
  [
    'an entry point is replaced',
    custom([WP], [WP], { actions: ['create', 'delete'] }),
    ['replace', 'undecided', 'change'],
  ],
  [
    'a list is deleted',
    { lists: [{ name: 'office', before: ['192.0.2.1'], after: undefined }] },
    ['delete', 'undecided', 'change'],
  ],
  ['an entry point is adopted as it is', custom([WP], [WP], { isAdopted: true }), ['change']],
  [
    'two zones, one wider and one narrower',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: [exception('export', LONG)] },
        { phase: CUSTOM, zone: 'example.net', before: [exception('export', LONG)], after: [] },
      ],
    },
    ['wider', 'narrower', 'change'],
  ],
])('%s', (_, plan, conditions) => {
  expect(metConditions(reviewOf(plan), ALL)).toEqual(conditions);
});

test('only what is asked for is told', () => {
  const review = reviewOf(added(LONG));
  expect(metConditions(review, [])).toEqual([]);
  expect(metConditions(review, ['narrower', 'wider'])).toEqual(['wider']);
});

test('deletion, replacement and what Terraform runs besides the provider fail unless somebody allows them', () => {
  expect(ALWAYS).toEqual(['delete', 'replace', 'executes']);
});

test('a change that the base branch makes as well is marked', () => {
  const plan = custom([WP], [exception('export', LONG), WP]);
  const marksWith = (other: PlanParts) =>
    reviewOf(plan, { base: { name: 'base.json', content: planJson(other) } })
      .zones.flatMap(({ entryPoints }) => entryPoints)
      .flatMap(({ changes }) => changes.map(({ isOnBase }) => isOnBase));
  expect(marksWith(plan)).toEqual([true]);
  expect(marksWith(custom([], [exception('export', LONG)]))).toEqual([true]);
  expect(marksWith(custom([WP], [exception('export', EXACT), WP]))).toEqual([false]);
  expect(marksWith(custom([exception('export', LONG)], []))).toEqual([false]);
});
