import { DECLARATION_KEY, declareZone } from '../../lib/coexistence';
import { isZoneDeclaration } from '../../lib/coexistence/zone-declaration';
import { customRuleLimits, Skip } from '../../lib/exceptions';
import { ManagedRule } from '../../lib';
import { define } from '../support/exceptions';

const ZONE_ID = '0123456789abcdef0123456789abcdef';

/** A declaration as `cdk.tf.json` holds it. */
function declaration(): Record<string, unknown> {
  const json = declareZone({
    zone: { id: ZONE_ID },
    ownPrefixes: ['wafx__dashboard__'],
    foreignRules: 'keep',
    limits: customRuleLimits(undefined, undefined),
    phases: ['http_request_firewall_managed'],
    exceptions: [define({ skip: Skip.managedRules(ManagedRule.OWASP_949110) })],
  });
  const text = JSON.stringify((json['//'] as Record<string, unknown[]>)[DECLARATION_KEY]?.[0]);
  return JSON.parse(text) as Record<string, unknown>;
}

/** The declaration with something else at a path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const whole: Record<string | number, unknown> = declaration();
  let at = whole;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
  return whole;
}

test('takes what a stack declares', () => {
  expect(isZoneDeclaration(declaration())).toBe(true);
});

const RULE = ['exceptions', 0, 'rule'];

test.each<[title: string, path: readonly (string | number)[], value: unknown]>([
  ['a zone by name', ['zone'], { name: 'example.com' }],
  ['a zone by name in an account', ['zone'], { name: 'example.com', accountId: ZONE_ID }],
  ['the other policy', ['foreignRules'], 'remove'],
  ['a quota', ['limits', 'other'], 5],
  ['both phases', ['phases'], undefined],
  ['no exceptions', ['exceptions'], []],
  ['an exception of the whole phase', [...RULE, 'action_parameters'], { ruleset: 'current' }],
  ['what a newer version adds', ['news'], true],
])('takes %s', (_title, path, value) => {
  expect(isZoneDeclaration(changed(path, value))).toBe(true);
});

test.each<[path: readonly (string | number)[], value: unknown]>([
  [['zone'], undefined],
  [['zone'], 'example.com'],
  [['zone'], {}],
  [['zone'], { id: 1 }],
  [['zone'], { name: 'example.com', accountId: 1 }],
  [['ownPrefixes'], 'wafx__dashboard__'],
  [['ownPrefixes'], ['wafx__dashboard__', 1]],
  [['foreignRules'], 'drop'],
  [['limits'], undefined],
  [['limits'], []],
  [['limits', 'pro'], '20'],
  [['limits', 'other'], undefined],
  [['phases'], 'http_request_firewall_custom'],
  [['phases'], ['http_request_firewall_custom', 'http_ratelimit']],
  [['phases'], ['toString']],
  [['phases'], [1]],
  [['exceptions'], undefined],
  [['exceptions'], {}],
  [['exceptions', 0], null],
  [['exceptions', 0, 'phase'], 'http_ratelimit'],
  [['exceptions', 0, 'sentence'], 1],
  [RULE, undefined],
  [[...RULE, 'ref'], undefined],
  [[...RULE, 'description'], null],
  [[...RULE, 'action_parameters'], undefined],
  [[...RULE, 'action_parameters'], { rules: [] }],
  [[...RULE, 'action_parameters'], { rules: { ruleset: 'rule' } }],
  [[...RULE, 'action_parameters'], { rules: { ruleset: ['rule', 1] } }],
])('refuses another file: %j is %j', (path, value) => {
  expect(isZoneDeclaration(changed(path, value))).toBe(false);
});

test.each([undefined, null, 1, 'text', [declaration()]])('refuses %j', (value) => {
  expect(isZoneDeclaration(value)).toBe(false);
});
