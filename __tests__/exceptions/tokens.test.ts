import { defineException, ManagedRule, ManagedRuleset, Path, Skip } from '../../lib';
import { NOW_MS, PROPS, REQUEST, define } from '../support/exceptions';
import { refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';

const WITH_TOKEN: readonly (readonly [string, (token: never) => unknown])[] = [
  ['namespace', (token) => defineException(token, 'export', PROPS, NOW_MS)],
  ['the id of an exception', (token) => defineException('dashboard', token, PROPS, NOW_MS)],
  ['host', (token) => define({ request: { ...REQUEST, host: token } })],
  ['method', (token) => define({ request: { ...REQUEST, method: token } })],
  ['path', (token) => define({ request: { ...REQUEST, path: token } })],
  ['path', (token) => Path.exact(token)],
  ['path', (token) => Path.under(token)],
  ['path', (token) => Path.contains(token)],
  ['from', (token) => define({ request: { ...REQUEST, from: token } })],
  ['from', (token) => define({ request: { ...REQUEST, from: [token] } })],
  ['from', (token) => define({ request: { ...REQUEST, from: { listName: token } } })],
  ['request', (token) => define({ request: token })],
  ['skip', (token) => define({ skip: token })],
  ['Skip.managedRules', (token) => Skip.managedRules(token)],
  ['Skip.managedRulesets', (token) => Skip.managedRulesets(token)],
  ['alsoSkip', (token) => Skip.allManagedRules({ alsoSkip: [token] })],
  ['alsoSkip', (token) => Skip.allManagedRules({ alsoSkip: token })],
  ['id', (token) => ManagedRuleset.fromId(token)],
  ['id', (token) => ManagedRule.fromId(ManagedRuleset.OWASP_CORE, token)],
  ['reason', (token) => define({ reason: token })],
  ['owner', (token) => define({ owner: token })],
  ['ticket', (token) => define({ ticket: token })],
  ['expires', (token) => define({ expires: token })],
  ['enabled', (token) => define({ enabled: token })],
  ['logMatches', (token) => define({ logMatches: token })],
  ['accept', (token) => define({ accept: token })],
  ['accept', (token) => define({ accept: [token] })],
  ['accept.finding', (token) => define({ accept: [{ finding: token, reason: 'agreed with security' }] })],
  ['accept.reason', (token) => define({ accept: [{ finding: 'path-section', reason: token }] })],
];

describe.each(TOKENS)('%s', (_title, token) => {
  test.each(WITH_TOKEN)('is refused in `%s` (%#)', (prop, use) => {
    expect(refusalOf(() => use(token as never))).toEqual(tokenRefusal(prop));
  });
});
