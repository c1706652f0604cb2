import { ExecutionContext } from '../../lib/rules-language';
import { readDocument } from '../../lib/rulesets';
import { defaultSeed } from '../../lib/sandbox/cloudflare-api/seed/default-seed';
import { newState } from '../../lib/sandbox/cloudflare-api/state/new-state';
import type { State } from '../../lib/sandbox/cloudflare-api/state/state';
import { decide } from '../../lib/sandbox/edge/decide';
import { newMatcher } from '../../lib/sandbox/edge/match';
import type { SampleRequest } from '../../lib/testing';
import { certainty, nearMisses, trace, type TracedZone } from '../../lib/trace';

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const CLOUDFLARE_MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';

/** A body for each managed ruleset that trips its stand-in, and nothing else. */
const PROBES: Readonly<Record<string, readonly string[]>> = {
  [OWASP]: Array.from({ length: 6 }, () => 'x data:image/png;base64,aaaa'),
  [CLOUDFLARE_MANAGED]: ['1 union select 2'],
};

const matcher = newMatcher(() => undefined);

function zoneOf(state: State): TracedZone {
  const lists = state.rulesets.flatMap(({ current }) => readDocument('', [current]));
  const rulesOf = (phase: string) => lists.find(({ list }) => list.phase === phase)?.list.rules ?? [];
  return {
    custom: rulesOf('http_request_firewall_custom'),
    managed: rulesOf('http_request_firewall_managed'),
    lists: Object.fromEntries(
      state.lists.map(({ name, items }) => [name, items.map(({ ip }) => ip as string)]),
    ),
  };
}

/** What the edge says of a request with this body: the id of the ruleset that ends it, if one does. */
function edgeEnds(state: State, request: SampleRequest, lists: TracedZone['lists'], body: readonly string[]) {
  const [zone] = state.zones;
  if (zone === undefined) throw new Error('the state has no zone');
  const context = ExecutionContext.fromRequest({ ...request, lists: lists ?? {} });
  const inspected = { path: [], query: [], headers: [], userAgent: ['test'], body };
  const { stop, matches } = decide(state, zone, inspected, context, matcher);
  return stop === undefined ? undefined : matches.at(-1)?.rulesetId;
}

/** Compares both, and gives the number of things that could be compared. */
function compare(state: State, request: SampleRequest): number {
  const zone = zoneOf(state);
  const { ends, managed } = trace(zone, request);
  const isEnded = certainty(ends);
  if (isEnded === 'unknown') return 0;
  let compared = 0;
  for (const [id, probe] of Object.entries(PROBES)) {
    const found = managed.filter(({ rulesetId }) => rulesetId === id).map(({ state: one }) => one);
    // A ruleset that runs without some of its rules may or may not end the probe.
    const isOpen = found.some((one) => one === 'unknown' || one === 'partly skipped');
    if (found.length === 0 || (isOpen && !found.includes('inspects'))) continue;
    const by = edgeEnds(state, request, zone.lists, probe);
    const isInspected = found.includes('inspects');
    if (isEnded) expect([new Set(found), by === id]).toEqual([new Set(['not reached']), false]);
    else expect({ found, request, by }).toEqual({ found, request, by: isInspected ? id : undefined });
    compared++;
  }
  return compared;
}

const WEBHOOK = 'https://pay.example.com/webhooks/psp';
const REQUESTS: readonly SampleRequest[] = [
  { method: 'POST', url: WEBHOOK, ip: '203.0.113.7' },
  { method: 'POST', url: 'https://www.example.com/admin/reports/upload', ip: '198.51.100.7' },
  { method: 'GET', url: 'https://backoffice.example.com/', ip: '203.0.113.7' },
  { method: 'GET', url: 'https://www.example.com/wp-login.php', ip: '203.0.113.7' },
];

test('trace and edge say the same of the lived-in zone', () => {
  const state = newState(defaultSeed(), Date.now());
  const requests = REQUESTS.flatMap((request) => [
    request,
    ...nearMisses(request).map((miss) => miss.request),
  ]);
  const compared = requests.map((request) => compare(state, request));
  expect(requests.length).toBeGreaterThan(90);
  // Nothing of this zone is unknown.
  expect(compared.filter((count) => count !== 2)).toEqual([]);
});

const EXPRESSIONS = ['true', 'http.host eq "app.example.com"', 'http.host eq "no"', 'ip.src.country eq "T1"'];
const CUSTOM_RULES: readonly object[] = [
  { action: 'block' },
  { action: 'managed_challenge' },
  { action: 'log' },
  { action: 'skip', action_parameters: { phases: ['http_request_firewall_managed'] } },
  { action: 'skip', action_parameters: { ruleset: 'current' } },
  { action: 'skip', action_parameters: { phase: 'current', products: ['waf'] } },
  { action: 'skip', action_parameters: { ruleset: 'current', phases: ['http_request_firewall_managed'] } },
];
const MANAGED_RULES: readonly object[] = [
  { action: 'execute', action_parameters: { id: OWASP } },
  { action: 'execute', action_parameters: { id: CLOUDFLARE_MANAGED } },
  { action: 'skip', action_parameters: { ruleset: 'current' } },
  { action: 'skip', action_parameters: { rulesets: [OWASP] } },
  { action: 'skip', action_parameters: { rulesets: [CLOUDFLARE_MANAGED] } },
  { action: 'skip', action_parameters: { rules: { [OWASP]: ['6179ae15870a4bb7b2d480d4843b323c'] } } },
];

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('trace and edge say the same of 500 zones with any order of rules', () => {
  const next = numbers(1);
  const pick = <T>(items: readonly T[]): T => items[next(items.length)] as T;
  const rules = (pool: readonly object[], most: number) =>
    Array.from({ length: next(most + 1) }, () => ({
      ...pick(pool),
      // Most match: otherwise there is little to compare.
      expression: next(3) === 0 ? pick(EXPRESSIONS) : 'true',
      enabled: next(8) !== 0,
    }));
  let compared = 0;
  for (let round = 0; round < 500; round++) {
    const rulesets = [
      { phase: 'http_request_firewall_custom', rules: rules(CUSTOM_RULES, 3) },
      { phase: 'http_request_firewall_managed', rules: rules(MANAGED_RULES, 5) },
    ];
    const zone = { name: 'example.com', account: 'a', plan: 'enterprise', rulesets } as never;
    const state = newState({ accounts: [{ name: 'a' }], zones: [zone] }, 0);
    compared += compare(state, { method: 'POST', url: 'https://app.example.com/export' });
  }
  expect(compared).toBeGreaterThan(300);
});
