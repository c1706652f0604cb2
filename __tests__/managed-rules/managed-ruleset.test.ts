import { ManagedRuleset } from '../../lib';
import { refusalOf } from '../support/refusal';

test.each([
  ['Cloudflare Managed Ruleset', ManagedRuleset.CLOUDFLARE_MANAGED, 'efb7b8c949ac4650a09736fc376e9aee'],
  ['Cloudflare OWASP Core Ruleset', ManagedRuleset.OWASP_CORE, '4814384a9e5d4991b9815dcfc25d2f1f'],
  [
    'Cloudflare Exposed Credentials Check Managed Ruleset',
    ManagedRuleset.EXPOSED_CREDENTIALS_CHECK,
    'c2e184081120413c86c3ab7e14069605',
  ],
  ['Cloudflare Free Managed Ruleset', ManagedRuleset.FREE_MANAGED, '77454fe2d30c4220b5701f6fdfb893ba'],
])('knows the %s by its id', (title, ruleset, id) => {
  expect(ruleset).toMatchObject({ id, title });
  expect(ManagedRuleset.fromId(id)).toBe(ruleset);
});

test('takes an id that it does not know', () => {
  expect(ManagedRuleset.fromId('a'.repeat(32))).toMatchObject({
    id: 'a'.repeat(32),
    title: `managed ruleset ${'a'.repeat(32)}`,
  });
});

test.each(['', 'a'.repeat(31), 'a'.repeat(33), 'A'.repeat(32), 'g'.repeat(32), 'OWASP'])(
  'refuses the id "%s"',
  (id) => {
    expect(refusalOf(() => ManagedRuleset.fromId(id))).toEqual({
      code: 'managed-ruleset/id',
      message: `a managed ruleset id must be 32 lower-case hex characters, got: \`${id}\``,
      help: 'copy the id from the execute rule of the zone, or use a constant such as ManagedRuleset.OWASP_CORE',
    });
  },
);

test('refuses the ruleset that inspects responses', () => {
  expect(refusalOf(() => ManagedRuleset.fromId('e22d83c647c64a3eae91b71b499d988e'))).toEqual({
    code: 'managed-ruleset/response',
    message:
      'the managed ruleset `e22d83c647c64a3eae91b71b499d988e` (Cloudflare Sensitive Data Detection) inspects responses',
    help: 'change its own deployment in the phase http_response_firewall_managed: a request exception has no effect on it',
  });
});
