import { effectOf, eventSourceTitle, MANAGED_RULESETS } from '../cloudflare';
import type { SecurityEvent } from '../evidence';
import { actsOnScore, ManagedRule, RULE_OWNERS } from '../managed-rules';
import { type Text, text } from '../review/text';
import type { DiagnosedRule } from './diagnosis';
import { type Remedy, remedyOfSource } from './remedies';
import { coreRuleNumber } from './score';
import { placeText, type Testimony, type Witness } from './witness';

/** What the Security Events of one request say. */
export function eventTestimony(events: readonly SecurityEvent[], status: number | undefined): Testimony {
  const deciding = decidingEvent(events);
  if (deciding === undefined) return passingTestimony(events, status);
  const contradictions: Text[] = [];
  const edgeStatus = positive(deciding.edgeStatus) ?? status;
  if (edgeStatus !== undefined && !mayAnswer(deciding.action, edgeStatus)) {
    contradictions.push(
      text`The event says ${deciding.action}, but the answer has status ${edgeStatus}, which this action never gives.`,
    );
  }
  // Who has solved a challenge may be blocked after it, but not be challenged in the same request.
  const isChallenge = deciding.action.includes('challenge');
  const solved = events.find(({ action }) => isChallenge && /_(?:solved|bypassed|skipped)$/.test(action));
  if (solved !== undefined) {
    contradictions.push(
      text`Another event of the same ray says ${solved.action}: the request may have continued.`,
    );
  }
  const others = events.filter((event) => event !== deciding && effectOf(event.action) === 'passes');
  const contributors = contributorsOf(deciding, events);
  const remarks = others
    .filter((event) => !contributors.includes(event))
    .map(
      (event) =>
        text`${placeText(event.place)}: ${eventText(event)} also matched, with the action ${event.action}, which let the request continue.`,
    );
  const witness: Witness = {
    side: 'edge',
    certainty: 'proof',
    sentence: text`${placeText(deciding.place)}: the action ${deciding.action} of ${eventText(deciding)} ended the request.`,
    product: deciding.source,
    action: deciding.action,
    rules: [...contributors.map((event) => ruleOf(event, true)), ruleOf(deciding, false)],
    remedy: remedyOfEvent(deciding),
  };
  return { witnesses: [witness, ...originWitness(deciding)], remarks, contradictions };
}

/** Whether an action that ends a request may give this status: all of them refuse, and one sends elsewhere. */
export function mayAnswer(action: string, status: number): boolean {
  return status >= 400 || (action === 'redirect' && status >= 300);
}

/** What ended a request that a Worker sent is hardly unknown to what the Worker answered. */
export function subEventTestimony(events: readonly SecurityEvent[]): Testimony {
  const { witnesses } = eventTestimony(events, undefined);
  return {
    witnesses: witnesses
      .filter(({ side, certainty }) => side === 'edge' && certainty === 'proof')
      .map((witness) => ({
        ...witness,
        certainty: 'strong',
        sentence: text`A Worker sent a request on behalf of this one. ${witness.sentence}`,
      })),
    remarks: [],
    contradictions: [],
  };
}

/** The event that ended the request: of several, the last match. */
function decidingEvent(events: readonly SecurityEvent[]): SecurityEvent | undefined {
  return events
    .filter(({ action }) => effectOf(action) === 'answers')
    .sort((a, b) => (a.matchIndex ?? 0) - (b.matchIndex ?? 0))[0];
}

/** Events that let the request go on say nothing of who answered, but they may have the origin's status. */
function passingTestimony(events: readonly SecurityEvent[], status: number | undefined): Testimony {
  const remarks = events.map((event) =>
    effectOf(event.action) === 'passes'
      ? text`${placeText(event.place)}: the action ${event.action} of ${eventText(event)} lets a request continue, so it did not answer.`
      : text`${placeText(event.place)}: the action ${event.action} of ${eventText(event)} does not say who answered.`,
  );
  const witnesses = events.flatMap((event): readonly Witness[] => {
    const edgeStatus = positive(event.edgeStatus) ?? status;
    if (event.originStatus === undefined || edgeStatus === undefined) return [];
    if (event.originStatus === 0) {
      // GraphQL may write 0 for what it does not know.
      return edgeStatus >= 400
        ? [
            {
              side: 'edge',
              certainty: 'weak',
              sentence: text`${placeText(event.place)}: the event has no origin status, and the edge status ${edgeStatus}.`,
              remedy: 'unknown',
            },
          ]
        : [];
    }
    return originStatusWitness(event, event.originStatus, edgeStatus);
  });
  return { witnesses: witnesses.slice(0, 1), remarks, contradictions: [] };
}

function originStatusWitness(
  { place }: Pick<SecurityEvent, 'place'>,
  originStatus: number,
  edgeStatus: number,
): readonly Witness[] {
  return originStatus === edgeStatus
    ? [
        {
          side: 'origin',
          certainty: 'proof',
          sentence: text`${placeText(place)}: the origin answered ${originStatus}, and the client got the same.`,
        },
      ]
    : [
        {
          side: 'edge',
          certainty: 'strong',
          sentence: text`${placeText(place)}: the origin answered ${originStatus}, but the edge ${edgeStatus}: something at the edge changed the answer.`,
          remedy: 'worker',
        },
      ];
}

/** An action on a request that the origin is said to have answered alike; rules of the answer look at what it answered. */
function originWitness(event: SecurityEvent): readonly Witness[] {
  const { originStatus, edgeStatus } = event;
  if (originStatus === undefined || originStatus === 0 || isOfResponse(event)) return [];
  return originStatus === edgeStatus ? originStatusWitness(event, originStatus, edgeStatus) : [];
}

function isOfResponse({ rulesetId }: SecurityEvent): boolean {
  return rulesetId === MANAGED_RULESETS.SENSITIVE_DATA_DETECTION.id;
}

function remedyOfEvent(event: SecurityEvent): Remedy {
  return isOfResponse(event) ? 'sensitive-data-detection' : remedyOfSource(event.source);
}

/** Rules that only added to the score on which 949110 acted, in the order in which they matched. */
function contributorsOf(deciding: SecurityEvent, events: readonly SecurityEvent[]): readonly SecurityEvent[] {
  if (!actsOnScore(deciding.ruleId, deciding.description)) return [];
  return events
    .filter((event) => event !== deciding && isContributor(event, deciding))
    .sort((a, b) => (b.matchIndex ?? 0) - (a.matchIndex ?? 0));
}

function isContributor(
  { source, action, rulesetId, ruleId, description }: SecurityEvent,
  deciding: SecurityEvent,
): boolean {
  if (source !== 'firewallManaged' || effectOf(action) === 'answers') return false;
  const owner = rulesetId ?? RULE_OWNERS.get(ruleId ?? '')?.id;
  return owner === undefined
    ? coreRuleNumber(description) !== undefined
    : owner === MANAGED_RULESETS.OWASP_CORE.id || owner === deciding.rulesetId;
}

function ruleOf(event: SecurityEvent, contributes: boolean): DiagnosedRule {
  const { rulesetId, ruleId, ref, description, metadata } = event;
  const encryptedPayload = metadata.get('encrypted_matched_data');
  return { ...namedRule(ruleId, description, rulesetId), ref, contributes, encryptedPayload };
}

/** A rule with what is known of its id. */
export function namedRule(
  id: string | undefined,
  title: string | undefined,
  rulesetId?: string,
): DiagnosedRule {
  return {
    rulesetId: rulesetId ?? RULE_OWNERS.get(id ?? '')?.id,
    id,
    ref: undefined,
    title: title ?? ManagedRule.all.find((rule) => rule.id === id)?.title,
    contributes: false,
    encryptedPayload: undefined,
  };
}

/** The rule of an event, as a sentence names it. */
function eventText({ source, ruleId, description }: SecurityEvent): Text {
  const { title } = namedRule(ruleId, description);
  const product = eventSourceTitle(source);
  const by = product === source ? text`the product ${source}` : [product];
  if (title !== undefined) return text`${by}, rule ${title}`;
  return ruleId === undefined ? by : text`${by}, rule ${ruleId}`;
}

function positive(status: number | undefined): number | undefined {
  return status === 0 ? undefined : status;
}
