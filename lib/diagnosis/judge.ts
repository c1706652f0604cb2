import { type Evidence, type RequestFacts, type SecurityEvent } from '../evidence';
import { own, type Text, text } from '../review/text';
import { answerTestimony } from './answer-witnesses';
import { type Case, factsOfCase, statusOfCase, timeOfCase } from './cases';
import { disagreements } from './disagreements';
import type { Answerer, Certainty, DiagnosedRequest } from './diagnosis';
import { eventTestimony, subEventTestimony } from './event-witnesses';
import { causeEvidence, originCause } from './origin-cause';
import { originTestimony } from './origin-witnesses';
import type { Remedy } from './remedies';
import { rowTestimony } from './row-witnesses';
import { leastScore } from './score';
import type { Testimony, Witness } from './witness';

const RANKS = { proof: 3, strong: 2, weak: 1, none: 0 } as const satisfies Record<Certainty, number>;
const BY_RANK: readonly Certainty[] = ['none', 'weak', 'strong', 'proof'];

/** Who answered a request, as far as its evidence says. */
export function judge(one: Case, evidence: Evidence, eventsSince?: number): DiagnosedRequest {
  const { twin } = one;
  const whole = twin === undefined ? one : { ...twin, answers: one.answers };
  const status = statusOfCase(whole);
  const told = testimonyOf(whole, status);
  const verdict = verdictOf(told);
  // What is known of another request may not be true of this one.
  const certainty = twin === undefined ? verdict.certainty : lowered(verdict.certainty, 1);
  const isKnown = verdict.answeredBy !== 'unknown' && certainty !== 'none';
  const best = isKnown ? verdict.witness : undefined;
  const rules = best?.rules ?? [];
  const contributors = rules.filter(({ contributes }) => contributes);
  const isRefused = status === undefined || status >= 400 || best?.action !== undefined;
  const cause =
    verdict.answeredBy === 'origin' || best?.product === 'connection'
      ? originCause(whole, status)
      : undefined;
  const request = factsOfCase(whole);
  return {
    ray: one.ray,
    time: timeOfCase(whole),
    request,
    status,
    answeredBy: isKnown ? verdict.answeredBy : 'unknown',
    certainty: isKnown ? certainty : 'none',
    product: best?.product,
    action: best?.action,
    rules,
    scoreAtLeast: leastScore(contributors.map(({ title }) => title)),
    remedy: isRefused ? remedyOf(isKnown ? verdict.answeredBy : 'unknown', best) : passedRemedy(best),
    cause: cause?.cause,
    evidence: [
      ...verdict.sentences,
      ...(cause === undefined ? [] : causeEvidence(cause)),
      ...(twin === undefined ? [] : [twinText(twin)]),
      ...told.contradictions,
      ...verdict.conflicts,
      ...told.remarks,
      ...requestRemarks(request, evidence, whole),
      ...(eventsSince === undefined || whole.events.length > 0 ? [] : [noEventText(eventsSince)]),
    ],
    next: isKnown && certainty !== 'weak' && verdict.isNamed ? [] : nextOf(whole, eventsSince !== undefined),
    sampleInterval: Math.max(
      1,
      ...[...whole.events, ...whole.rows].map(({ sampleInterval }) => sampleInterval),
    ),
  };
}

function testimonyOf(one: Case, status: number | undefined): Testimony {
  const told = [
    eventTestimony(one.events, status),
    subEventTestimony(one.subEvents),
    rowTestimony(one.rows, one.subrequests, status),
    ...one.answers.map(answerTestimony),
    originTestimony(one),
  ];
  return {
    witnesses: told.flatMap(({ witnesses }) => witnesses),
    remarks: told.flatMap(({ remarks }) => remarks),
    contradictions: [...told.flatMap(({ contradictions }) => contradictions), ...disagreements(one)],
  };
}

interface Verdict {
  readonly answeredBy: Answerer;
  readonly certainty: Certainty;
  readonly witness: Witness | undefined;
  readonly sentences: readonly Text[];
  readonly conflicts: readonly Text[];
  /** What answered is known so far that there is something to do. */
  readonly isNamed: boolean;
}

/**
 * Weighs both sides. The stronger one holds; as much as a proof or a strong sign stands against it, it is less sure, and two
 * alike say nothing.
 */
function verdictOf({ witnesses, contradictions }: Testimony): Verdict {
  const [edge, origin] = (['edge', 'origin'] as const).map((side) => sideOf(side, witnesses));
  const [edgeRank, originRank] = [rankOf(edge), rankOf(origin)];
  const sentences = witnesses
    .toSorted((a, b) => RANKS[b.certainty] - RANKS[a.certainty])
    .map(({ sentence }) => sentence);
  if (edge === undefined && origin === undefined) {
    return {
      answeredBy: 'unknown',
      certainty: 'none',
      witness: undefined,
      sentences,
      conflicts: [],
      isNamed: false,
    };
  }
  if (edgeRank === originRank) {
    return {
      answeredBy: 'unknown',
      certainty: 'none',
      witness: undefined,
      sentences,
      conflicts: [own('These contradict each other, and nothing shows which one is right.')],
      isNamed: false,
    };
  }
  const [winner, loser] = edgeRank > originRank ? [edge, origin] : [origin, edge];
  const doubt = doubtOf(winner, loser);
  const loss = (doubt === undefined ? 0 : 1) + (contradictions.length > 0 ? 1 : 0);
  return {
    answeredBy: winner?.side ?? 'unknown',
    certainty: lowered(winner?.certainty ?? 'none', loss),
    witness: winner,
    sentences,
    conflicts: doubt === undefined ? [] : [doubt],
    isNamed: winner !== undefined && (winner.side === 'origin' || isTelling(winner)),
  };
}

/**
 * The best witness of a side. Of several that are as sure, the one that names rules says what answered, or else one that
 * names a remedy; where none of them does, a lesser one may, such as the page of a challenge.
 */
function sideOf(side: Witness['side'], witnesses: readonly Witness[]): Witness | undefined {
  const ofSide = witnesses
    .filter((witness) => witness.side === side)
    .toSorted((a, b) => RANKS[b.certainty] - RANKS[a.certainty]);
  const [best] = ofSide;
  if (best === undefined) return undefined;
  const alike = ofSide.filter(({ certainty }) => certainty === best.certainty);
  const telling =
    alike.find(({ rules = [] }) => rules.length > 0) ??
    alike.find(isTelling) ??
    ofSide.find(isTelling) ??
    best;
  return { ...telling, certainty: best.certainty, action: telling.action ?? best.action };
}

function isTelling({ remedy = 'unknown' }: Witness): boolean {
  return remedy !== 'unknown' && remedy !== 'not-the-waf';
}

function rankOf(witness: Witness | undefined): number {
  return witness === undefined ? 0 : RANKS[witness.certainty];
}

/** Why the loser makes the winner less sure; `undefined` if it does not. */
function doubtOf(winner: Witness | undefined, loser: Witness | undefined): Text | undefined {
  if (winner === undefined || loser === undefined || loser.certainty === 'weak') return undefined;
  // The page is that of an edge, but which edge, it does not say: an origin may be behind one of its own.
  if (winner.side === 'origin' && loser.isWording === true && winner.certainty === 'proof') return undefined;
  return own('Other evidence contradicts this, so it is less certain.');
}

function lowered(certainty: Certainty, by: number): Certainty {
  return BY_RANK[Math.max(0, RANKS[certainty] - by)] ?? 'none';
}

function remedyOf(answeredBy: Answerer, best: Witness | undefined): Remedy {
  if (answeredBy === 'unknown') return 'unknown';
  return answeredBy === 'origin' ? 'origin' : (best?.remedy ?? 'unknown');
}

/** Of an answer that is no refusal. */
function passedRemedy(best: Witness | undefined): Remedy {
  return best?.remedy === 'access' || best?.remedy === 'redirect' ? best.remedy : 'none';
}

function twinText({ ray = '' }: Case): Text {
  return text`The answer has no ray. It is attributed to the ray ${ray}, the only one for the same request within seconds.`;
}

function requestRemarks(request: RequestFacts, evidence: Evidence, one: Case): readonly Text[] {
  const isSampled = [...evidence.events, ...evidence.requests].some((event) => event.sampleInterval > 1);
  return [
    ...(one.events.length === 0 && isSampled
      ? [own('Cloudflare sampled the events, so a missing event for this ray proves nothing.')]
      : []),
    ...(request.path?.includes('x{') === true || request.query?.includes('x{') === true
      ? [
          own(
            'Logpush may have written `x{` for `${`, because its option for CVE-2021-44228 rewrites every value.',
          ),
        ]
      : []),
  ];
}

function noEventText(since: number): Text {
  return text`The zone has no Security Event for this request since ${own(new Date(since).toISOString())}: the WAF may not have answered, or the event was sampled away.`;
}

/** What would tell more, of what is not there yet. */
function nextOf({ ray, events, rows, answers, entries }: Case, wasAsked: boolean): readonly Text[] {
  const next: Text[] = [];
  if (ray === undefined) {
    next.push(
      own(
        'The ray: `curl -i` shows it in the `cf-ray` header of the answer, and a browser in its developer tools.',
      ),
    );
  }
  if (!wasAsked && !events.some(isDeciding)) {
    next.push(
      ray === undefined
        ? own('The Security Events of the zone at that time.')
        : text`The Security Events of the ray: \`waf diagnose ${[ray]} --live <zone>\`, with CLOUDFLARE_API_TOKEN.`,
    );
  }
  if (!rows.some(({ originStatus }) => originStatus !== undefined)) {
    next.push(
      own(
        'The row of `http_requests` (Logpush, Log Explorer) with `SecurityAction`, `EdgeResponseStatus` and `OriginResponseStatus`.',
      ),
    );
  }
  if (answers.length === 0) next.push(own('The answer itself: `curl -i`, or a HAR file from the browser.'));
  if (entries.length === 0) {
    next.push(own("The line of the origin's access log, in a format with the ray: `$http_cf_ray`."));
  }
  return next;
}

function isDeciding({ action }: SecurityEvent): boolean {
  return action !== 'log' && action !== 'skip';
}
