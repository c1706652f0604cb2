import type { LoggedRequest, Place } from '../evidence';
import { plainKey } from '../spelling/key';
import { normalAction, normalSource } from '../spelling/names';
import { normalRay } from '../spelling/ray';
import { type Fields, statusOf } from './fields';
import { requestFacts } from './request-facts';
import { attackScore, parentRay, sampleInterval, timeOf } from './security-event';

/** Fields that only the request log has, one of which every useful selection of its fields holds. */
const OWN = [
  'securityaction',
  'securityactions',
  'securityruleid',
  'securityruleids',
  'securitysources',
  'edgeresponsestatus',
  'originresponsestatus',
  'edgestarttimestamp',
  'clientrequesturi',
  'cachecachestatus',
  'edgepathingstatus',
];

/** What shows Workers, the cache and the edge's pathing, by the names that Cloudflare has for them. */
const KEPT = [
  'CacheCacheStatus',
  'CacheResponseStatus',
  'EdgePathingOp',
  'EdgePathingSrc',
  'EdgePathingStatus',
  'WorkerCPUTime',
  'WorkerScriptName',
  'WorkerStatus',
  'WorkerSubrequest',
  'WorkerSubrequestCount',
  'OriginIP',
  'OriginResponseDurationMs',
  'BotScore',
  'BotScoreSrc',
].map((name): readonly [name: string, plain: string] => [name, plainKey(name)]);

/** Whether the members are those of a row of `http_requests`; an event, which has some of them too, is asked for first. */
export function isLoggedRequest(fields: Fields): boolean {
  return fields.has(...OWN);
}

/** A row of Logpush's or Log Explorer's `http_requests`. */
export function loggedRequest(fields: Fields, place: Place): LoggedRequest {
  return {
    place,
    ray: normalRay(fields.text('rayid', 'rayname')),
    parentRay: parentRay(fields.text('parentrayid')),
    time: timeOf(fields),
    request: requestFacts(fields),
    edgeStatus: statusOf(fields.number('edgeresponsestatus')),
    originStatus: statusOf(fields.number('originresponsestatus')),
    hasSecurity: fields.has('securityaction', 'securityactions'),
    hasSecurityAction: fields.has('securityaction'),
    securityAction: actionOf(fields.text('securityaction')),
    securityRuleId: fields.text('securityruleid'),
    securityRuleDescription: fields.text('securityruledescription'),
    securityMatches: matchesOf(fields),
    attackScore: attackScore(fields),
    sampleInterval: sampleInterval(fields),
    fields: keptOf(fields),
  };
}

function actionOf(text: string | undefined): string | undefined {
  return text === undefined || text === 'unknown' ? undefined : normalAction(text);
}

function matchesOf(fields: Fields): LoggedRequest['securityMatches'] {
  const ids = fields.list('securityruleids');
  const sources = fields.list('securitysources');
  return fields.list('securityactions').map((action, index) => ({
    action: normalAction(typeof action === 'string' ? action : 'unknown'),
    ruleId: nonEmpty(ids[index]),
    source: nonEmpty(sources[index], normalSource),
  }));
}

function nonEmpty(value: unknown, write = (text: string): string => text): string | undefined {
  return typeof value === 'string' && value !== '' ? write(value) : undefined;
}

function keptOf(fields: Fields): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  for (const [name, plain] of KEPT) {
    const value = fields.text(plain);
    if (value !== undefined) kept.set(name, value);
  }
  return kept;
}
