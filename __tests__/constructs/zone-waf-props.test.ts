import { NAME_OF_TOKEN } from '../../lib/constructs/zone';
import { Testing } from 'cdktf';
import type { ZoneWafProps } from '../../lib';
import { inputErrorOf, refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';
import { stackIn, wafIn } from '../support/waf';

const ID = '0123456789abcdef0123456789abcdef';
const newStack = () => stackIn(Testing.app());

describe('props', () => {
  const plans = 'use one of: free, pro, business, enterprise';
  const copy = 'copy the id from the overview page of the zone in the dashboard';
  const aZone = "write zone: Zone.fromName('example.com') or Zone.fromId('...')";
  const keep = 'leave it out, or write ForeignRules.keep()';
  test.each<[string, object, string, string, string]>([
    [
      'no zone',
      { zone: undefined },
      'zone/missing',
      '`zone` must say which zone it is, got: `undefined`',
      aZone,
    ],
    [
      'a zone as text',
      { zone: 'example.com' },
      'zone/missing',
      '`zone` must say which zone it is, got: `example.com`',
      aZone,
    ],
    [
      'no namespace',
      { namespace: undefined },
      'literal/string',
      '`namespace` must be a string, got: `undefined`',
      'give `namespace` a value',
    ],
    [
      'a namespace with an underscore',
      { namespace: 'team_a' },
      'name/syntax',
      '`namespace` must be at most 64 lower-case letters, digits and single hyphens, got: `team_a`',
      'did you mean `team-a`?',
    ],
    [
      'a retired namespace with an underscore',
      { retiredNamespaces: ['old', 'team_a'] },
      'name/syntax',
      'a retired namespace must be at most 64 lower-case letters, digits and single hyphens, got: `team_a`',
      'did you mean `team-a`?',
    ],
    [
      'retired namespaces as text',
      { retiredNamespaces: 'old' },
      'literal/list',
      '`retiredNamespaces` must be a list of strings, got: `old`',
      "write retiredNamespaces: ['...']",
    ],
    [
      'its own namespace as a retired one',
      { retiredNamespaces: ['dashboard'] },
      'namespace/retired',
      '`retiredNamespaces` contains the namespace itself, got: `dashboard`',
      'list only namespaces that this stack no longer uses',
    ],
    [
      'an unknown plan',
      { zonePlan: 'gold' },
      'zone-plan/unknown',
      "`zonePlan` must be the zone's Cloudflare plan, got: `gold`",
      plans,
    ],
    [
      'a negative quota',
      { customRuleQuota: -1 },
      'zone-plan/quota',
      '`customRuleQuota` must be a whole number, got: `-1`',
      "leave it out to use the quota of the zone's own plan",
    ],
    [
      'a broken quota',
      { customRuleQuota: 1.5 },
      'zone-plan/quota',
      '`customRuleQuota` must be a whole number, got: `1.5`',
      "leave it out to use the quota of the zone's own plan",
    ],
    [
      'a quota as text',
      { customRuleQuota: '5' },
      'zone-plan/quota',
      '`customRuleQuota` must be a whole number, got: `5`',
      "leave it out to use the quota of the zone's own plan",
    ],
    [
      'a short entry point id',
      { entryPointIds: { http_request_firewall_custom: '7' } },
      'id/syntax',
      '`entryPointIds` must be 32 lower-case hex characters, got: `7`',
      copy,
    ],
    [
      'an entry point of another phase',
      { entryPointIds: { http_request_firewal_custom: ID } },
      'entry-point-ids/phase',
      '`entryPointIds` names a phase without exceptions, got: `http_request_firewal_custom`',
      'did you mean `http_request_firewall_custom`?',
    ],
    [
      'foreign rules as text',
      { foreignRules: 'keep' },
      'foreign-rules/kind',
      '`foreignRules` must say what happens to rules that no code declares, got: `keep`',
      keep,
    ],
    [
      'another policy for foreign rules',
      { foreignRules: { policy: 'most' } },
      'foreign-rules/kind',
      '`foreignRules` must say what happens to rules that no code declares, got: `{"policy":"most"}`',
      keep,
    ],
    [
      'foreign rules as null',
      { foreignRules: null },
      'foreign-rules/kind',
      '`foreignRules` must say what happens to rules that no code declares, got: `null`',
      keep,
    ],
    [
      'an unknown phase',
      { phases: ['http_request_firewall_custom', 'http_request_firewall_manged'] },
      'phases/unknown',
      '`phases` names a phase without exceptions, got: `http_request_firewall_manged`',
      'did you mean `http_request_firewall_managed`?',
    ],
    [
      'phases as text',
      { phases: 'http_request_firewall_custom' },
      'literal/list',
      '`phases` must be a list of strings, got: `http_request_firewall_custom`',
      "write phases: ['...']",
    ],
    [
      'no phase',
      { phases: [] },
      'phases/none',
      '`phases` names no phase, got: `[]`',
      'leave it out to share both entry points; to let go of the zone, write release: true',
    ],
    [
      'release as text',
      { release: 'yes' },
      'literal/boolean',
      '`release` must be true or false, got: `yes`',
      'write true or false without quotes',
    ],
  ])('refuse %s', (_title, props, code, message, help) => {
    const error = inputErrorOf(() => wafIn(newStack(), props));
    expect({ code: error.code, message: error.summary, help: error.help }).toEqual({ code, message, help });
    expect(error.place).toBe('stack/waf');
  });

  test.each<[string, (token: never) => Partial<ZoneWafProps>]>([
    ['zone', (zone) => ({ zone })],
    ['namespace', (namespace) => ({ namespace })],
    ['retiredNamespaces', (retiredNamespaces) => ({ retiredNamespaces })],
    ['retiredNamespaces', (retired) => ({ retiredNamespaces: [retired] })],
    ['zonePlan', (zonePlan) => ({ zonePlan })],
    ['customRuleQuota', (customRuleQuota) => ({ customRuleQuota })],
    ['foreignRules', (foreignRules) => ({ foreignRules })],
    ['entryPointIds', (entryPointIds) => ({ entryPointIds })],
    ['entryPointIds', (id) => ({ entryPointIds: { http_request_firewall_custom: id } })],
    ['phases', (phases) => ({ phases })],
    ['phases', (phase) => ({ phases: [phase] })],
    ['release', (release) => ({ release })],
  ])('refuse every token in `%s` (%#)', (prop, use) => {
    for (const [, token] of TOKENS) {
      expect(refusalOf(() => wafIn(newStack(), use(token as never)))).toEqual(
        prop === 'zone' ? tokenRefusal(prop, NAME_OF_TOKEN) : tokenRefusal(prop),
      );
    }
  });
});
