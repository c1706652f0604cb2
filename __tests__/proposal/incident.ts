import type { RequestFacts, SecurityEvent } from '../../lib/evidence';

export const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
export const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
export const SCORE_RULE = '6179ae15870a4bb7b2d480d4843b323c';

/** An id of 32 hex characters for a number of the Core Rule Set, or any other. */
export const idOf = (number: number): string => number.toString(16).padStart(32, '0');

export const EXPORT = {
  host: 'dashboard.example.com',
  method: 'POST',
  scheme: 'https',
  path: '/admin/tiktok-creator/export-mp4',
  query: '',
  clientIp: '203.0.113.7',
  clientAsn: 64500,
  country: 'DE',
  userAgent: 'Mozilla/5.0',
} as const satisfies RequestFacts;

const DAY_MS = 86_400_000;

/** A blocked request: its events as Cloudflare gives them, the deciding one last. */
export interface Block {
  readonly ray?: string;
  readonly request?: Partial<RequestFacts>;
  /** In days. */
  readonly day?: number;
  /** Numbers of OWASP rules that added to the score. */
  readonly contributors?: readonly number[];
  /** The rule of the Cloudflare Managed Ruleset that ended it instead. */
  readonly rule?: number;
  readonly weight?: number;
  readonly attackScore?: number;
  readonly action?: string;
  readonly source?: string;
}

let rays = 0;

export function events(block: Block): readonly SecurityEvent[] {
  const { contributors = [], rule, request = {}, day = 20_000, weight = 1, attackScore } = block;
  const ray = block.ray ?? (rays++).toString(16).padStart(16, 'a');
  const event = (rulesetId: string, ruleId: string, title: string, matchIndex: number, action: string) => ({
    place: { source: 'test' },
    ray,
    time: day * DAY_MS,
    action,
    source: block.source ?? 'firewallManaged',
    rulesetId,
    ruleId,
    ref: undefined,
    originatorRay: undefined,
    description: title,
    matchIndex,
    request: { ...EXPORT, ...request },
    originStatus: 0,
    edgeStatus: 403,
    sampleInterval: weight,
    attackScore,
    attackClass: undefined,
    metadata: new Map<string, string>(),
  });
  const decider = block.action ?? 'block';
  if (rule !== undefined) return [event(MANAGED, idOf(rule), `Rule ${rule}`, 0, decider)];
  return [
    ...contributors.map((number, index) =>
      event(OWASP, idOf(number), `${number}: a rule`, contributors.length - index, 'log'),
    ),
    event(OWASP, SCORE_RULE, '949110: Inbound Anomaly Score Exceeded', 0, decider),
  ];
}

export const incident = (...blocks: readonly Block[]) => ({ events: blocks.flatMap(events) });
