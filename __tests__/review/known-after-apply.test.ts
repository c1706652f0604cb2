import { plain } from '../../lib/review/text';
import { verdictWords } from '../../lib/review/words/verdict';
import { MANAGED, type PlanRule, reviewOf } from './support/plan';
import { custom } from './support/plans';
import { block, EXACT, exception, execute, OWASP } from './support/rules';

const ALL = exception('export', EXACT);
const BARE = exception('export', EXACT, { action_parameters: {} });

/** The rule before, and after with what only the apply shows. */
const known = (before: readonly PlanRule[], after: readonly PlanRule[], mark: unknown) =>
  reviewOf(custom(before, after, { actions: ['update'], afterUnknown: { rules: [mark] } }));

test.each<[title: string, before: readonly PlanRule[], after: PlanRule, mark: unknown, attribute: string]>([
  ['phases of a new rule', [], BARE, { action_parameters: { phases: true } }, 'action_parameters.phases'],
  ['one of the phases', [], BARE, { action_parameters: { phases: [true] } }, 'action_parameters.phases'],
  ['products', [ALL], ALL, { action_parameters: { products: true } }, 'action_parameters.products'],
  ['rulesets', [], BARE, { action_parameters: { rulesets: true } }, 'action_parameters.rulesets'],
  ['rules by ruleset', [], BARE, { action_parameters: { rules: { x: [true] } } }, 'action_parameters.rules'],
  ['all parameters', [ALL], ALL, { action_parameters: true }, 'action_parameters'],
  ['the expression', [ALL], ALL, { expression: true }, 'expression'],
  ['whether it is on', [ALL], ALL, { enabled: true }, 'enabled'],
  ['the action', [ALL], ALL, { action: true }, 'action'],
  ['the action of a block rule', [block('b', EXACT)], block('b', EXACT), { action: true }, 'action'],
  ['the whole rule', [], BARE, true, 'action'],
])('%s', (_, before, after, mark, attribute) => {
  const review = known(before, [after], mark);
  expect(plain(verdictWords(review.verdict))).toMatch(
    `Could not be decided: what a rule does is known only after the apply: ${attribute} of ${after.ref}`,
  );
  const [change] = review.zones.flatMap(({ entryPoints }) => entryPoints).flatMap(({ changes }) => changes);
  expect(change?.ref).toBe(after.ref);
  expect(plain(change?.sentence ?? [])).not.toContain('nothing');
  expect([change?.findings, change?.requests]).toEqual([[], []]);
});

test('a rule that looks the same otherwise counts as changed, and says what is not known', () => {
  const review = known([ALL], [BARE], { action_parameters: { phases: true } });
  const [change] = review.zones.flatMap(({ entryPoints }) => entryPoints).flatMap(({ changes }) => changes);
  expect(change?.fields).toEqual([
    {
      field: 'action_parameters.phases',
      before: ['http_request_firewall_managed'],
      after: '(known after apply)',
    },
  ]);
  expect(plain(change?.sentence ?? [])).toContain('skips what is known only after the apply');
});

test('which ruleset a rule runs, and with which overrides', () => {
  const review = reviewOf(
    custom([execute(OWASP)], [execute(OWASP)], {
      phase: MANAGED,
      actions: ['update'],
      afterUnknown: { rules: [{ action_parameters: { overrides: { rules: [{ enabled: true }] } } }] },
    }),
  );
  expect(plain(verdictWords(review.verdict))).toContain('action_parameters.overrides');
});

test('what decides nothing may stay unknown', () => {
  const mark = { id: true, ref: true, logging: true, description: true, version: true };
  expect(known([ALL], [ALL], mark).verdict.kind).toBe('same');
  expect(known([ALL], [ALL], { ...mark, enabled: false }).verdict.kind).toBe('same');
  const parameters = { action_parameters: { response: true } };
  expect(known([block('b', EXACT)], [block('b', EXACT)], parameters).verdict.kind).toBe('same');
  expect(known([ALL], [{ ...ALL, enabled: false }], { action_parameters: true }).verdict.kind).toBe(
    'narrower',
  );
});

test('the phase of an entry point', () => {
  const review = reviewOf(
    custom(undefined, [ALL], { phase: '', actions: ['create'], afterUnknown: { phase: true } }),
  );
  expect(plain(verdictWords(review.verdict))).toBe(
    'Could not be decided: the rules are not known before the apply.',
  );
});

test('some items of a list', () => {
  const rule = exception('export', `${EXACT} and ip.src in $office`);
  const list = { name: 'office', before: ['203.0.113.7'], after: ['203.0.113.7', ''] };
  const review = reviewOf({ ...custom([rule], [rule]), lists: [list] });
  expect(review.verdict.kind).toBe('undecided');
});
