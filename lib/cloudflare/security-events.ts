import { ACTION_FACTS, type Action } from './actions';

/** What an event's action says of who answered. */
type ActionEffect =
  /** Cloudflare answered in place of the origin. */
  | 'answers'
  /** The request went on. */
  | 'passes'
  /** A visitor failed a challenge: whether this very request was answered by Cloudflare, the name does not say. */
  | 'unclear';

/**
 * Actions that Security Events have beyond those of rules.
 *
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/
 */
const EVENT_ONLY: Readonly<Record<string, ActionEffect>> = {
  allow: 'passes',
  bypass: 'passes',
  challenge_bypassed: 'passes',
  challenge_failed: 'unclear',
  challenge_solved: 'passes',
  connection_close: 'answers',
  drop: 'answers',
  js_challenge_bypassed: 'passes',
  js_challenge_failed: 'unclear',
  js_challenge_solved: 'passes',
  link_maze_injected: 'unclear',
  managed_challenge_bypassed: 'passes',
  managed_challenge_failed: 'unclear',
  managed_challenge_interactive_solved: 'passes',
  managed_challenge_non_interactive_solved: 'passes',
  managed_challenge_skipped: 'passes',
  simulate: 'passes',
  unknown: 'unclear',
};

/** What a rule's action says, where `isTerminating` does not: with a closed connection, nothing else answers either. */
const OTHER_EFFECTS: Partial<Readonly<Record<Action, ActionEffect>>> = {
  ddos_dynamic: 'unclear',
  force_connection_close: 'answers',
};

const EFFECTS: ReadonlyMap<string, ActionEffect> = new Map([
  ...(Object.keys(ACTION_FACTS) as Action[]).map((action): [string, ActionEffect] => [
    action,
    ACTION_FACTS[action].isTerminating === true ? 'answers' : (OTHER_EFFECTS[action] ?? 'passes'),
  ]),
  ...Object.entries(EVENT_ONLY),
]);

/** The actions that Security Events name, as GraphQL spells them. */
export const EVENT_ACTIONS: readonly string[] = [...EFFECTS.keys()];

/** What the action of an event, as GraphQL spells it, says of who answered; an action that is not known is unclear. */
export function effectOf(action: string): ActionEffect {
  return EFFECTS.get(action) ?? 'unclear';
}

/**
 * The products that Security Events name as their source, in GraphQL's spelling, and how Cloudflare calls them.
 *
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/
 */
const SOURCES = {
  apiShield: 'API Shield',
  apiShieldSchemaValidation: 'API Shield schema validation',
  apiShieldSequenceMitigation: 'API Shield sequence mitigation',
  apiShieldTokenValidation: 'API Shield token validation',
  asn: 'IP Access rules (AS number)',
  bic: 'Browser Integrity Check',
  botFight: 'Bot Fight Mode',
  botManagement: 'Bot Management',
  country: 'IP Access rules (country)',
  dlp: 'Data Loss Prevention',
  firewallCustom: 'custom rules',
  firewallManaged: 'managed rules',
  firewallRules: 'Firewall Rules (deprecated)',
  hot: 'Hotlink Protection',
  ip: 'IP Access rules (IP address)',
  ipRange: 'IP Access rules (IP range)',
  l7ddos: 'HTTP DDoS attack protection',
  linkMaze: 'AI Labyrinth',
  rateLimit: 'rate limiting rules',
  sanitycheck: 'sanity checks of requests',
  securityLevel: 'Security Level',
  uaBlock: 'User Agent Blocking',
  validation: 'validation of requests',
  waf: 'previous-version managed rules',
  zoneLockdown: 'Zone Lockdown',
} as const;

/** A product that Security Events name as their source. */
export type EventSource = keyof typeof SOURCES;

/** The sources of Security Events, as GraphQL spells them. */
export const EVENT_SOURCES = Object.keys(SOURCES) as readonly EventSource[];

export function isEventSource(source: string): source is EventSource {
  return Object.hasOwn(SOURCES, source);
}

/** How Cloudflare calls the product that an event names as its source; any other name comes back. */
export function eventSourceTitle(source: string): string {
  return isEventSource(source) ? SOURCES[source] : source;
}
