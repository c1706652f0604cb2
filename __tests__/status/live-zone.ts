import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import type { SecurityEvent } from '../../lib/sandbox/cloudflare-api/state/security-events';

/** A zone in Cloudflare's API with skip rules in every state, and the Security Events that they leave. */

export const ZONE = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'a-token-that-nobody-may-see';
const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const RULE_949110 = '6179ae15870a4bb7b2d480d4843b323c';

const DAY_MS = 86_400_000;

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString();
}

const seconds = (day: string): number => Date.parse(day) / 1000;

/** A rule id that is told from the others. */
export const idOf = (number: number): string => number.toString(16).padStart(32, 'e');

interface Given {
  readonly id: number;
  readonly ref?: string;
  readonly description?: string;
  readonly path: string;
  readonly end?: string;
  readonly changedDaysAgo?: number;
  readonly version?: string;
  readonly parameters?: object;
  readonly logging?: boolean;
  readonly enabled?: boolean;
}

function skipRule(given: Given) {
  const { id, ref, description = '', path, end, changedDaysAgo = 100, version = '1', enabled = true } = given;
  const until = end === undefined ? '' : ` and http.request.timestamp.sec lt ${seconds(end)}`;
  return {
    id: idOf(id),
    ref: ref ?? idOf(id),
    description,
    action: 'skip',
    action_parameters: given.parameters ?? { phases: ['http_request_firewall_managed'] },
    expression: `http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "${path}" and raw.http.request.uri.path eq "${path}"${until}`,
    logging: { enabled: given.logging ?? true },
    enabled,
    version,
    last_updated: daysAgo(changedDaysAgo),
  };
}

export const CUSTOM = [
  skipRule({
    id: 1,
    ref: 'wafx__dashboard__export',
    description: '[owner creator-tools | until 2027-03-31 | ticket OPS-1423] Base64 frames trip the rules',
    path: '/export',
    end: '2027-04-01',
  }),
  skipRule({
    id: 2,
    ref: 'wafx__shop__upload',
    description: '[owner shop] Pictures trip the rules',
    path: '/upload',
    version: '4',
  }),
  skipRule({
    id: 3,
    ref: 'wafx__dashboard__old',
    description: '[owner creator-tools | until 2026-05-09] An old client',
    path: '/old',
    end: '2026-05-10',
  }),
  skipRule({
    id: 4,
    ref: 'wafx__dashboard__soon',
    description: '[owner creator-tools | until 2026-06-05] A migration',
    path: '/soon',
    end: '2026-06-06',
  }),
  skipRule({
    id: 5,
    ref: 'wafx__shop__silent',
    description: '[owner shop] Silent',
    path: '/silent',
    logging: false,
  }),
  skipRule({ id: 6, description: 'temporary!! do not remove', path: '/temporary' }),
  skipRule({
    id: 7,
    ref: 'wafx__shop__young',
    description: '[owner shop] New',
    path: '/young',
    changedDaysAgo: 3,
  }),
  skipRule({ id: 8, ref: 'wafx__shop__off', description: '[owner shop] Off', path: '/off', enabled: false }),
];

export const MANAGED_RULES = [
  skipRule({
    id: 20,
    ref: 'wafx__dashboard__gone',
    description: '[owner creator-tools] Its rule is gone',
    path: '/gone',
    parameters: { rules: { [OWASP]: ['d'.repeat(32)] } },
  }),
  skipRule({
    id: 21,
    ref: 'wafx__dashboard__logs',
    description: '[owner creator-tools] Its rule only logs',
    path: '/logs',
    parameters: { rules: { [OWASP]: [RULE_949110] } },
  }),
  {
    id: idOf(30),
    action: 'execute',
    expression: 'true',
    action_parameters: { id: OWASP, overrides: { rules: [{ id: RULE_949110, action: 'log' }] } },
    last_updated: daysAgo(12),
  },
  { id: idOf(31), action: 'execute', expression: 'true', action_parameters: { id: MANAGED } },
];

const EVENT: SecurityEvent = {
  zoneTag: ZONE,
  action: 'skip',
  source: 'firewallCustom',
  rulesetId: 'a'.repeat(32),
  ruleId: idOf(1),
  ref: '',
  kind: 'firewall',
  description: '',
  datetime: '',
  rayName: '',
  originatorRayName: '00',
  matchIndex: 0,
  metadata: [],
  clientIP: '203.0.113.7',
  clientIPClass: 'noRecord',
  clientAsn: '64500',
  clientASNDescription: '',
  clientCountryName: 'AT',
  clientRefererHost: '',
  clientRefererPath: '',
  clientRefererQuery: '',
  clientRefererScheme: '',
  clientRequestHTTPHost: 'app.example.com',
  clientRequestHTTPMethodName: 'POST',
  clientRequestHTTPProtocol: 'HTTP/2',
  clientRequestPath: '/export',
  clientRequestQuery: '',
  clientRequestScheme: 'https',
  userAgent: 'test',
  edgeResponseStatus: 200,
  originResponseStatus: 200,
  edgeColoName: 'VIE',
  wafAttackScoreClass: '',
};

let ray = 0;

export function eventOf(days: number, more: Partial<SecurityEvent>): SecurityEvent {
  ray += 1;
  return { ...EVENT, datetime: daysAgo(days), rayName: ray.toString(16).padStart(16, '0'), ...more };
}

/** Matches of the first rule, and a block of one of its requests. */
const EVENTS = [
  ...Array.from({ length: 20 }, (_, index) => eventOf(1 + (index % 10), { ref: 'wafx__dashboard__export' })),
  // A rule of the same `ref` that the zone no longer has.
  eventOf(25, { ruleId: idOf(99), ref: 'wafx__dashboard__export' }),
  eventOf(2, { ruleId: idOf(4), ref: 'wafx__dashboard__soon', clientRequestPath: '/soon' }),
  eventOf(2, { ruleId: idOf(6), ref: idOf(6), clientRequestPath: '/temporary' }),
  eventOf(3, {
    action: 'block',
    source: 'firewallManaged',
    ruleId: 'c'.repeat(32),
    description: 'XSS, HTML Injection - Script Tag',
  }),
  // Of another method, before the rule was made, by another product, and not ended by Cloudflare: none of these.
  eventOf(3, { action: 'block', source: 'firewallManaged', clientRequestHTTPMethodName: 'PUT' }),
  eventOf(5, { action: 'block', source: 'firewallManaged', clientRequestPath: '/young' }),
  eventOf(3, { action: 'block', source: 'firewallCustom' }),
  eventOf(3, { action: 'log', source: 'firewallManaged' }),
  eventOf(4, {
    action: 'managed_challenge',
    source: 'firewallManaged',
    ruleId: 'c'.repeat(32),
    clientRequestPath: '/old',
  }),
];

/** Starts the API, and lets the commands of this process ask it. */
export async function startZone({
  plan = 'pro',
  custom = CUSTOM,
  managed = MANAGED_RULES,
  events = EVENTS,
}: {
  readonly plan?: string;
  readonly custom?: readonly object[];
  readonly managed?: readonly object[];
  readonly events?: readonly SecurityEvent[];
} = {}): Promise<CloudflareApi> {
  const rulesets = [
    { phase: 'http_request_firewall_custom', rules: custom },
    { phase: 'http_request_firewall_managed', rules: managed },
  ];
  const seed = {
    accounts: [{ name: 'Example' }],
    zones: [{ id: ZONE, name: 'example.com', account: 'Example', plan, rulesets }],
  };
  const api = await startCloudflareApi({
    token: 'another-token',
    readOnlyToken: TOKEN,
    seed: parseSeed(JSON.stringify(seed), 'seed.json'),
  });
  api.addTraffic({ events, requests: [] });
  process.env['CLOUDFLARE_BASE_URL'] = api.baseUrl;
  process.env['CLOUDFLARE_API_TOKEN'] = TOKEN;
  started.push(api);
  return api;
}

const started: CloudflareApi[] = [];

afterEach(async () => {
  delete process.env['CLOUDFLARE_BASE_URL'];
  delete process.env['CLOUDFLARE_API_TOKEN'];
  for (const api of started.splice(0)) await api.close();
});
