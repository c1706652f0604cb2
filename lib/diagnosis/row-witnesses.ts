import { effectOf, eventSourceTitle, MANAGED_RULESETS } from '../cloudflare';
import type { LoggedRequest } from '../evidence';
import { RULE_OWNERS } from '../managed-rules';
import { own, type Text, text } from '../review/text';
import { mayAnswer, namedRule } from './event-witnesses';
import { isConnectionStatus } from './pages';
import { type Remedy, remedyOfSource } from './remedies';
import { placeText, type Testimony, type Witness } from './witness';

/** What rows of the request log say of a request, and what its Worker asked for meanwhile. */
export function rowTestimony(
  rows: readonly LoggedRequest[],
  subrequests: readonly LoggedRequest[],
  status: number | undefined,
): Testimony {
  const told = rows.map((row) => testimonyOfRow(row, subrequests, status));
  return {
    witnesses: told.flatMap(({ witnesses }) => witnesses),
    remarks: told.flatMap(({ remarks }) => remarks),
    contradictions: told.flatMap(({ contradictions }) => contradictions),
  };
}

function testimonyOfRow(
  row: LoggedRequest,
  subrequests: readonly LoggedRequest[],
  status: number | undefined,
): Testimony {
  // 0 is no status: the client was gone.
  const answered = row.edgeStatus === 0 ? status : (row.edgeStatus ?? status);
  const action = terminatingAction(row);
  const remarks = remarksOf(row);
  if (action !== undefined) {
    const witness = actionWitness(row, action);
    const contradictions =
      answered !== undefined && !mayAnswer(action, answered)
        ? [
            text`The row says ${action}, but the answer has status ${answered}, which this action never gives.`,
          ]
        : [];
    // Sensitive Data Detection looks at what the origin answered.
    const isOrigin =
      row.originStatus === answered &&
      row.originStatus !== undefined &&
      row.originStatus > 0 &&
      witness.remedy !== 'sensitive-data-detection';
    return {
      witnesses: [witness, ...(isOrigin ? originStatus(row, answered) : [])],
      remarks,
      contradictions,
    };
  }
  return { witnesses: originStatus(row, answered, subrequests), remarks, contradictions: [] };
}

/** The action that ended the request; a job that selects the lists only has it among them. */
export function terminatingAction({ securityAction, securityMatches }: LoggedRequest): string | undefined {
  if (securityAction !== undefined)
    return effectOf(securityAction) === 'answers' ? securityAction : undefined;
  return securityMatches.find(({ action }) => effectOf(action) === 'answers')?.action;
}

export function actionWitness(row: LoggedRequest, action: string): Witness {
  const match = row.securityMatches.find(
    (one) => one.action === action && (row.securityRuleId === undefined || one.ruleId === row.securityRuleId),
  );
  const id = row.securityRuleId ?? match?.ruleId;
  const owner = RULE_OWNERS.get(id ?? '');
  const source = match?.source ?? (owner === undefined ? undefined : 'firewallManaged');
  const rule = namedRule(id, row.securityRuleDescription);
  const isOfList = row.securityAction === undefined && row.hasSecurityAction;
  const isOfResponse = rule.rulesetId === MANAGED_RULESETS.SENSITIVE_DATA_DETECTION.id;
  const by =
    source === undefined
      ? own('a rule or product that the row does not name')
      : own(eventSourceTitle(source));
  return {
    side: 'edge',
    // The field of the terminating action is there, and says that there was none.
    certainty: isOfList ? 'strong' : 'proof',
    sentence: text`${placeText(row.place)}: the action ${action} of ${by}${titleText(rule.title ?? id)} ended the request.`,
    product: source,
    action,
    rules: id === undefined ? [] : [rule],
    remedy: isOfResponse ? 'sensitive-data-detection' : remedyOfSource(source),
  };
}

function titleText(title: string | undefined): Text {
  return title === undefined ? [] : text`, rule ${title},`;
}

function remarksOf(row: LoggedRequest): readonly Text[] {
  const { parentRay, place, securityMatches, edgeStatus } = row;
  const passed = securityMatches.filter(({ action }) => effectOf(action) === 'passes');
  return [
    ...(parentRay === undefined
      ? []
      : [text`${placeText(place)}: a Worker sent this request on behalf of the ray ${parentRay}.`]),
    ...(edgeStatus === CLIENT_CLOSED
      ? [text`${placeText(place)}: the client closed the connection before there was an answer (499).`]
      : []),
    ...passed.map(
      ({ action, ruleId = 'unknown' }) =>
        text`${placeText(place)}: the rule ${ruleId} matched with the action ${action}, and let the request continue.`,
    ),
  ];
}

/** The client was gone before there was an answer: nobody answered. */
const CLIENT_CLOSED = 499;

/** What the status of the origin says. */
function originStatus(
  row: LoggedRequest,
  answered: number | undefined,
  subrequests: readonly LoggedRequest[] = [],
): readonly Witness[] {
  const { originStatus: origin, place } = row;
  if (origin === undefined || answered === undefined) return [];
  if (origin === 0 && answered === CLIENT_CLOSED) return [];
  if (origin === 0) return [noOrigin(row, answered, subrequests)];
  if (origin === 304 && answered === 200) {
    return [
      {
        side: 'edge',
        certainty: 'strong',
        product: 'cache',
        remedy: 'cache',
        sentence: text`${placeText(place)}: the cache answered, after the origin confirmed that nothing had changed (304).`,
      },
    ];
  }
  if (origin === answered) {
    return [
      {
        side: 'origin',
        // An origin hardly says by itself what the edge says of origins, and what the cache has is not asked for.
        certainty:
          isConnectionStatus(origin) || isFromCache(row.fields.get('CacheCacheStatus') ?? '')
            ? 'strong'
            : 'proof',
        sentence: text`${placeText(place)}: the origin answered ${origin}, and the client got the same.`,
      },
    ];
  }
  return [
    {
      side: 'edge',
      certainty: 'strong',
      sentence: text`${placeText(place)}: the origin answered ${origin}, but the edge ${answered}: something at the edge changed the answer.`,
      ...(isConnectionStatus(answered)
        ? { product: 'connection', remedy: 'connection' as const }
        : { remedy: 'worker' as const }),
    },
  ];
}

/** No answer of the origin to this very request: a Worker, Access, a redirect, the cache, Bot Fight Mode. */
function noOrigin(row: LoggedRequest, answered: number, subrequests: readonly LoggedRequest[]): Witness {
  const passedOn = subrequests.find(({ originStatus: status }) => status === answered);
  if (passedOn !== undefined) {
    return {
      side: 'origin',
      certainty: 'strong',
      sentence: text`${placeText(passedOn.place)}: a Worker sent the request to the origin, which answered ${answered}; the client got the same status, but the Worker may have changed the rest.`,
    };
  }
  const refused = subrequests.find((one) => terminatingAction(one) !== undefined);
  if (refused !== undefined) {
    const witness = actionWitness(refused, terminatingAction(refused) ?? '');
    return {
      ...witness,
      certainty: 'strong',
      sentence: text`A Worker sent a request on behalf of this one. ${witness.sentence}`,
    };
  }
  const { securityAction } = row;
  if (securityAction !== undefined && effectOf(securityAction) === 'unclear') {
    return {
      ...actionWitness(row, securityAction),
      certainty: 'strong',
      sentence: text`${placeText(row.place)}: the request did not reach the origin (status 0), and the action is ${securityAction}.`,
    };
  }
  const [product, remedy, why] = withoutOrigin(row, answered);
  const doubt = row.hasSecurity
    ? own('')
    : own(' The row lacks the security fields, so it may have been a rule.');
  return {
    side: 'edge',
    certainty: 'strong',
    sentence: text`${placeText(row.place)}: the request did not reach the origin (status 0)${why}.${doubt}`,
    product,
    remedy: row.hasSecurity || product !== undefined ? remedy : 'unknown',
  };
}

function withoutOrigin(
  { fields, parentRay, hasSecurity }: LoggedRequest,
  answered: number,
): readonly [product: string | undefined, remedy: Remedy, why: Text] {
  const cache = fields.get('CacheCacheStatus') ?? '';
  if (isFromCache(cache)) {
    return ['cache', 'cache', text`, and the cache says ${cache}`];
  }
  if (isConnectionStatus(answered)) {
    return [
      'connection',
      'connection',
      text`, and ${answered} is how the edge reports an origin without a valid answer`,
    ];
  }
  const path = fields.get('EdgePathingSrc') ?? '';
  const pathing = PATHING.get(path) ?? PATHING.get(fields.get('EdgePathingStatus') ?? '');
  if (fields.get('EdgePathingOp') === 'ban' && pathing !== undefined) {
    return [pathing, remedyOfSource(pathing), text`, and the edge's pathing names ${path}`];
  }
  if (isOfWorker(fields) || parentRay !== undefined) {
    return ['worker', 'worker', own(', and a Worker was involved: requests of a Worker have separate rows')];
  }
  if (answered >= 300 && answered < 400 && answered !== 304)
    return ['redirect', 'redirect', own(', and the answer is a redirect')];
  const why = own(hasSecurity ? ', and no rule ended the request: it is not the WAF' : '');
  return [undefined, 'not-the-waf', why];
}

/** Whether the cache answered, by what the row says of it. */
function isFromCache(cacheStatus: string): boolean {
  return /^(?:hit|stale|revalidated|updating)$/i.test(cacheStatus);
}

/** What the pathing of the edge calls the products that are no rules. */
const PATHING: ReadonlyMap<string, string> = new Map([
  ['bic', 'bic'],
  ['hot', 'hot'],
  ['zl', 'zoneLockdown'],
  ['ua', 'uaBlock'],
  ['ip', 'ip'],
  ['ctry', 'country'],
]);

function isOfWorker(fields: ReadonlyMap<string, string>): boolean {
  const status = fields.get('WorkerStatus');
  return (
    (status !== undefined && status !== 'unknown') ||
    Number(fields.get('WorkerSubrequestCount') ?? 0) > 0 ||
    fields.get('WorkerSubrequest') === 'true' ||
    Number(fields.get('WorkerCPUTime') ?? 0) > 0
  );
}
