import { EVENT_ACTIONS, EVENT_SOURCES } from '../../cloudflare';
import { plainKey } from './key';

const ACTIONS = new Map(EVENT_ACTIONS.map((action) => [plainKey(action), action]));
const SOURCES = new Map<string, string>([
  ...EVENT_SOURCES.map((source): [string, string] => [plainKey(source), source]),
  // Older logs and the API of rules have other names for some.
  ['ratelimitrules', 'rateLimit'],
  ['httpratelimit', 'rateLimit'],
]);

/**
 * An action in the spelling of GraphQL and of rules: `managed_challenge`, also for `managedchallenge` (Logpush) and
 * `managedChallenge` (the request log). A name that is not known comes back in lower case.
 */
export function normalAction(text: string): string {
  const plain = plainKey(text);
  return ACTIONS.get(plain) ?? text.trim().toLowerCase();
}

/**
 * A source in the spelling of GraphQL: `firewallManaged`, also for `firewallmanaged` (Logpush). A name that is not known
 * comes back as it is.
 */
export function normalSource(text: string): string {
  return SOURCES.get(plainKey(text)) ?? text.trim();
}
