import type { ZoneDeclaration } from '../../lib/coexistence';
import { customRuleLimits, type SkipRule } from '../../lib/exceptions';
import type { LiveObject } from '../../lib/api-client';
import { isUnchanged, otherRules, plannedRules } from '../../lib/preflight/planned-rules';
import { execute, rule } from './rule-shapes';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';

const own = (id: string, members: Partial<SkipRule> = {}): SkipRule => ({
  ref: `wafx__dashboard__${id}`,
  action: 'skip',
  action_parameters: { phases: [MANAGED] },
  description: '',
  enabled: true,
  expression: 'ssl',
  logging: { enabled: true },
  ...members,
});
const declaration = (rules: readonly SkipRule[], given: Partial<ZoneDeclaration> = {}): ZoneDeclaration => ({
  zone: { name: 'example.com', accountId: undefined },
  ownPrefixes: ['wafx__dashboard__'],
  foreignRules: 'keep',
  limits: customRuleLimits(undefined, undefined),
  exceptions: rules.map((one) => ({ phase: CUSTOM, sentence: '', rule: one })),
  ...given,
});
const live = (ref: string, members: LiveObject = {}): LiveObject =>
  rule({ action: 'block', ref, ...members });

function plan(
  zone: ZoneDeclaration,
  rules: readonly LiveObject[],
  phase: typeof CUSTOM | typeof MANAGED = CUSTOM,
) {
  return plannedRules(zone, phase, otherRules(zone, phase, rules).kept);
}

test('exceptions of every namespace come first, by ref, and the rest stays in its live order', () => {
  const zone = declaration([own('b'), own('A')]);
  const rules = ['z', 'wafx__team__x', 'a', 'wafx__dashboard__old', 'wafx__Team__x'].map((ref) => live(ref));
  expect(plan(zone, rules).map(({ ref, isOurs }) => `${ref}${isOurs ? ' ours' : ''}`)).toEqual([
    'wafx__Team__x',
    'wafx__dashboard__A ours',
    'wafx__dashboard__b ours',
    'wafx__team__x',
    'z',
    'a',
  ]);
});

test('refs are compared by bytes', () => {
  const rules = ['wafx__x__\u{1f600}', 'wafx__x__\uffee'].map((ref) => live(ref));
  expect(plan(declaration([]), rules).map(({ ref }) => ref)).toEqual([
    'wafx__x__\uffee',
    'wafx__x__\u{1f600}',
  ]);
});

test.each([
  [CUSTOM, ['wafx__team__x']],
  [MANAGED, ['wafx__team__x', 'runs']],
] as const)('foreign rules that are removed on purpose are left out: %s', (phase, refs) => {
  const rules = [live('a'), { ...execute({}), ref: 'runs' }, live('wafx__team__x')];
  const zone = declaration([], { foreignRules: 'remove' });
  expect(plan(zone, rules, phase).map(({ ref }) => ref)).toEqual(refs);
  expect(otherRules(zone, phase, rules).removed).toHaveLength(3 - refs.length);
});

test('an exception of another phase is not in the list', () => {
  expect(plan(declaration([own('a')]), [], MANAGED)).toEqual([]);
});

test('a rule has what the provider sends, and nothing that Cloudflare sets', () => {
  const [ours, theirs] = plan(declaration([own('a', { description: 'cafe\u0301' })]), [
    rule({ action: 'block', ref: 'x', description: null, categories: ['a'], unheard_of: 1 }),
  ]);
  expect(ours?.body).toEqual({ ...own('a'), description: 'caf\u00e9' });
  expect(theirs?.body).toEqual({
    ref: 'x',
    action: 'block',
    action_parameters: {},
    description: '',
    enabled: true,
    expression: '(http.host eq "example.com")',
  });
});

describe('a list is unchanged', () => {
  const mine = (members: LiveObject = {}): LiveObject =>
    rule({ ...(own('a') as unknown as LiveObject), ...members });
  test.each<[string, readonly LiveObject[], boolean]>([
    ['if it is as it is live', [mine(), live('x')], true],
    [
      'if only its defaults are written out',
      [mine({ logging: null }), live('x', { action_parameters: {} })],
      true,
    ],
    ['not if the order differs', [live('x'), mine()], false],
    ['not if one rule differs', [mine({ enabled: false }), live('x')], false],
    ['not if a rule of ours is left over', [mine(), mine({ ref: 'wafx__dashboard__b' }), live('x')], false],
    ['not if a rule of ours is missing', [live('x')], false],
  ])('%s', (_name, rules, expected) => {
    expect(isUnchanged(plan(declaration([own('a')]), rules), rules)).toBe(expected);
  });
});
