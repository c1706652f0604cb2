import { ACTION_FACTS, ACTIONS, actionsOf, isMitigating, mayLog, PHASES } from '../../lib/cloudflare';

const CHALLENGES = ['challenge', 'js_challenge', 'managed_challenge'];

test.each<[string, readonly string[], readonly string[]]>([
  [
    'http_request_firewall_custom',
    ['block', ...CHALLENGES, 'execute', 'log', 'skip'],
    ['block', ...CHALLENGES, 'execute', 'log', 'rewrite', 'skip'],
  ],
  ['http_request_firewall_managed', ['execute', 'skip'], ['execute', 'skip']],
  ['http_ratelimit', ['block', ...CHALLENGES, 'log'], ['block', ...CHALLENGES, 'execute', 'log']],
  ['http_request_transform', ['rewrite'], ['rewrite']],
  [
    'http_response_cache_settings',
    ['set_cache_control', 'set_cache_settings', 'set_cache_tags'],
    ['set_cache_control', 'set_cache_settings', 'set_cache_tags'],
  ],
])('a rule of %s has one of its actions', (phase, ofZone, ofAccount) => {
  expect([...(actionsOf(phase, 'zones') ?? [])].sort()).toEqual([...ofZone].sort());
  expect([...(actionsOf(phase, 'accounts') ?? [])].sort()).toEqual([...ofAccount].sort());
});

test('of DDoS rules nobody says which actions they have', () => {
  expect(actionsOf('ddos_l7', 'zones')).toBeUndefined();
});

test('each action stands in phases that there are', () => {
  const named = Object.values(ACTION_FACTS).flatMap(({ phases = [], accountPhases = [] }) => [
    ...phases,
    ...accountPhases,
  ]);
  expect(named.filter((phase) => !PHASES.includes(phase))).toEqual([]);
});

test('terminating actions are those that the reference calls so', () => {
  // It says the same of `log_custom_field`, whose phase runs once the answer is on its way.
  expect(ACTIONS.filter((action) => ACTION_FACTS[action].isTerminating)).toEqual([
    'block',
    ...CHALLENGES.slice(0, 2),
    'managed_challenge',
    'redirect',
    'serve_error',
  ]);
});

test('a rule of the WAF ends a request by a block or a challenge', () => {
  expect(ACTIONS.filter(isMitigating)).toEqual(['block', ...CHALLENGES]);
  expect(isMitigating('constructor')).toBe(false);
});

test('only skip rules say whether they leave events', () => {
  expect(ACTIONS.filter(mayLog)).toEqual(['skip']);
  expect(mayLog('toString')).toBe(false);
});
