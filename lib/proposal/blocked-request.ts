import { effectOf, ID_PATTERN } from '../cloudflare';
import type { Evidence, RequestFacts, SecurityEvent } from '../evidence';
import { actsOnScore, ManagedRuleset, RULE_OWNERS } from '../managed-rules';
import { groupedBy } from './grouped';

/** A request that a managed rule ended, and all that is known of why. */
export interface BlockedRequest {
  /** The ray id; `undefined` if the source does not say. */
  readonly ray: string | undefined;
  readonly request: RequestFacts;
  readonly time: number | undefined;
  /** What ended it: `block`, `managed_challenge`, ... */
  readonly action: string;
  /** The rule that ended it. */
  readonly decider: MatchedRule;
  /** The rules that added to the score, where the decider is OWASP's 949110. */
  readonly contributors: readonly MatchedRule[];
  /** 1 (an attack) to 99 (clean). */
  readonly attackScore: number | undefined;
  /** What Cloudflare makes of that score, such as `attack`; the only one of the two on some plans. */
  readonly attackClass: string | undefined;
  /** How many requests it stands for: Cloudflare samples. */
  readonly weight: number;
}

/** A managed rule that matched. */
export interface MatchedRule {
  /** Empty if neither the event nor the rule says it. */
  readonly rulesetId: string;
  /** Empty if the event has no id. */
  readonly ruleId: string;
  /** As the event has it; cut by Cloudflare at 128 bytes. */
  readonly title: string | undefined;
}

/** The requests that managed rules ended, each once, in the order of the evidence. */
export function blockedRequests({ events }: Pick<Evidence, 'events'>): readonly BlockedRequest[] {
  const numbered = events.map((event, index) => ({ event, key: event.ray ?? `without a ray: ${index}` }));
  return [...groupedBy(numbered, ({ key }) => key).values()].flatMap((ofRequest) =>
    blockedRequest(ofRequest.map(({ event }) => event)),
  );
}

function blockedRequest(events: readonly SecurityEvent[]): readonly BlockedRequest[] {
  // The last match decided; a source that does not count them is in the order of Cloudflare.
  const [event] = events
    .filter(({ action }) => effectOf(action) === 'answers')
    .sort((a, b) => (a.matchIndex ?? 0) - (b.matchIndex ?? 0));
  if (event?.source !== 'firewallManaged') return [];
  const decider = matched(event);
  return [
    {
      ray: event.ray,
      request: event.request,
      time: event.time,
      action: event.action,
      decider,
      contributors: isScoreRule(decider) ? contributorsOf(events, decider) : [],
      attackScore: event.attackScore,
      attackClass: event.attackClass,
      weight: event.sampleInterval,
    },
  ];
}

/** Whether the rule acts on the sum of what others add: also in a copy of the ruleset, and in one of another version. */
export function isScoreRule({ ruleId, title }: MatchedRule): boolean {
  return actsOnScore(ruleId, title);
}

function contributorsOf(events: readonly SecurityEvent[], decider: MatchedRule): readonly MatchedRule[] {
  const rules = events
    .filter(({ action }) => action !== 'skip')
    .map(matched)
    .filter((rule) => rule.rulesetId === decider.rulesetId && rule.ruleId !== '' && !isScoreRule(rule));
  return [...new Map(rules.map((rule) => [rule.ruleId, rule])).values()];
}

function matched({ rulesetId, ruleId, description }: SecurityEvent): MatchedRule {
  const id = validId(ruleId);
  return { rulesetId: validId(rulesetId ?? rulesetOf(id, description)), ruleId: id, title: description };
}

/** Logpush has no ruleset ids: the rule is one that we know, or its title begins with a number of the Core Rule Set. */
function rulesetOf(ruleId: string, title = ''): string | undefined {
  const owner =
    RULE_OWNERS.get(ruleId) ?? (/^\s*9\d{5}\b/.test(title) ? ManagedRuleset.OWASP_CORE : undefined);
  return owner?.id;
}

function validId(id = ''): string {
  return ID_PATTERN.test(id) ? id : '';
}
