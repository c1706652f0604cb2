import type { ZonePlan } from '../../../cloudflare';
import type { HttpRequest } from '../state/http-requests';
import type { SecurityEvent } from '../state/security-events';
import type { State } from '../state/state';
import { type Columns, type Row, statuses, texts, times } from './columns';

/** A dataset: a list of rows, or of groups of them. */
export interface Dataset<R extends Row = Row> {
  readonly name: string;
  readonly shape: 'rows' | 'groups';
  /** The smallest plan that may ask for it. */
  readonly plan: ZonePlan;
  readonly rowsOf: (state: State) => readonly R[];
  readonly columns: Columns<R>;
  /** Fields that are lists of objects, with the names of theirs; of rows only. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** What groups add up. */
  readonly sums: Readonly<Record<string, (row: R) => number>>;
}

const EVENT_COLUMNS: Columns<SecurityEvent> = {
  ...times(),
  ...texts<SecurityEvent>(
    'action',
    'source',
    'rulesetId',
    'ruleId',
    'ref',
    'kind',
    'description',
    'rayName',
    'originatorRayName',
    'clientIP',
    'clientIPClass',
    'clientAsn',
    'clientASNDescription',
    'clientCountryName',
    'clientRefererHost',
    'clientRefererPath',
    'clientRefererQuery',
    'clientRefererScheme',
    'clientRequestHTTPHost',
    'clientRequestHTTPMethodName',
    'clientRequestHTTPProtocol',
    'clientRequestPath',
    'clientRequestQuery',
    'clientRequestScheme',
    'userAgent',
    'edgeColoName',
  ),
  ...statuses<SecurityEvent>('matchIndex', 'edgeResponseStatus', 'originResponseStatus'),
  wafAttackScoreClass: { type: 'string', of: (event) => event.wafAttackScoreClass, plan: 'business' },
};

const REQUEST_COLUMNS: Columns<HttpRequest> = {
  ...times(),
  ...texts<HttpRequest>(
    'rayName',
    'clientIP',
    'clientAsn',
    'clientASNDescription',
    'clientCountryName',
    'clientDeviceType',
    'clientRefererHost',
    'clientRequestHTTPHost',
    'clientRequestHTTPMethodName',
    'clientRequestHTTPProtocol',
    'clientRequestPath',
    'clientRequestQuery',
    'clientRequestReferer',
    'clientRequestScheme',
    'clientSSLProtocol',
    'userAgent',
    'cacheStatus',
    'edgeResponseContentTypeName',
    'coloCode',
    'requestSource',
    'securityAction',
    'securitySource',
  ),
  ...statuses<HttpRequest>('edgeResponseStatus', 'originResponseStatus'),
};

const events = { rowsOf: ({ events }: State) => events, columns: EVENT_COLUMNS };
const requests = { rowsOf: ({ requests }: State) => requests, columns: REQUEST_COLUMNS };

/**
 * The datasets of zones and accounts. On the Free plan events come as rows only.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/features/data-sets/
 */
export const DATASETS = [
  {
    name: 'firewallEventsAdaptive',
    shape: 'rows',
    plan: 'free',
    ...events,
    lists: { metadata: ['key', 'value'] },
    sums: {},
  } satisfies Dataset<SecurityEvent>,
  {
    name: 'firewallEventsAdaptiveGroups',
    shape: 'groups',
    plan: 'pro',
    ...events,
    lists: {},
    sums: {},
  } satisfies Dataset<SecurityEvent>,
  {
    name: 'httpRequestsAdaptive',
    shape: 'rows',
    plan: 'free',
    ...requests,
    lists: {},
    sums: {},
  } satisfies Dataset<HttpRequest>,
  {
    name: 'httpRequestsAdaptiveGroups',
    shape: 'groups',
    plan: 'free',
    ...requests,
    lists: {},
    sums: { edgeResponseBytes: (request) => request.edgeResponseBytes, visits: () => 1 },
  } satisfies Dataset<HttpRequest>,
] as unknown as readonly Dataset[];
