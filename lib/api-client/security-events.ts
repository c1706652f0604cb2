import type { GraphqlClient, Variables } from './graphql';
import { isLiveList, isLiveObject, type LiveJson, type LiveObject } from './live-json';

/** Which Security Events of a zone are asked for. */
export interface EventQuery {
  readonly zoneId: string;
  /** Milliseconds since 1970, both inclusive. Older than the zone's look-back is not asked. */
  readonly from: number;
  readonly to: number;
  /** Ray id without the data centre. */
  readonly ray?: string;
  readonly host?: string;
  readonly method?: string;
  readonly path?: string;
  /** Ids of rules. */
  readonly ruleIds?: readonly string[];
}

/** Security Events as Cloudflare keeps them. */
export interface EventAnswer {
  /** The newest first, as GraphQL shows them. */
  readonly rows: readonly LiveObject[];
  /** The earliest time that could be asked: the zone's look-back may be shorter than `from`. */
  readonly from: number;
  /** Whether an event stands for more than itself: then others were not kept. */
  readonly isSampled: boolean;
  /** Whether Cloudflare has more events than it gives. */
  readonly isCut: boolean;
}

/** What the dataset allows for this zone. */
interface Settings {
  readonly maxDurationMs: number;
  readonly maxFields: number;
  readonly maxPageSize: number;
  readonly notOlderThanMs: number;
  /** `undefined` if the API does not say. */
  readonly fields: readonly string[] | undefined;
}

const DATASET = 'firewallEventsAdaptive';

/** The most useful first: a zone may allow fewer fields than these. */
const FIELDS = [
  'datetime',
  'rayName',
  'action',
  'source',
  'ruleId',
  'rulesetId',
  'matchIndex',
  'clientRequestHTTPHost',
  'clientRequestHTTPMethodName',
  'clientRequestPath',
  'sampleInterval',
  'edgeResponseStatus',
  'originResponseStatus',
  'clientIP',
  'clientRequestQuery',
  'ref',
  'description',
  'metadata',
  'userAgent',
  'clientAsn',
  'clientCountryName',
  'clientRequestScheme',
  'originatorRayName',
  'kind',
];

/** More windows than the longest look-back has: settings that are none are not followed. */
const MAX_WINDOWS = 1000;
const MAX_PAGES = 100;

const SECOND_MS = 1000;
/** The look-back goes on while a query is under way. */
const MARGIN_MS = 60_000;

/**
 * Security Events of a zone, in windows and pages as long as the zone's plan allows. Sources and actions are not filtered by
 * Cloudflare: it spells them in more than one way.
 *
 * @throws InputError `cloudflare/...`
 */
export async function securityEvents(client: GraphqlClient, query: EventQuery): Promise<EventAnswer> {
  const settings = await readSettings(client, query.zoneId);
  const oldest = Date.now() - settings.notOlderThanMs + MARGIN_MS;
  // Events have whole seconds, and a window that is a part of a second too long is refused.
  const from = Math.max(Math.floor(query.from / SECOND_MS), Math.ceil(oldest / SECOND_MS)) * SECOND_MS;
  const rows = new Map<string, LiveObject>();
  let isCut = false;
  let to = Math.ceil(query.to / SECOND_MS) * SECOND_MS;
  for (let window = 0; window < MAX_WINDOWS && to >= from; window++) {
    const start = Math.max(from, to - settings.maxDurationMs);
    isCut = (await readWindow(client, query, settings, { from: start, to }, rows)) || isCut;
    // All matches of a request have its time, so the rest of the look-back holds no more of it.
    if (query.ray !== undefined && rows.size > 0) break;
    to = start - SECOND_MS;
  }
  const found = [...rows.values()];
  return { rows: found, from, isCut, isSampled: found.some((row) => Number(row['sampleInterval'] ?? 1) > 1) };
}

/** Adds the events of a window, the newest first. Returns whether there are more than can be paged. */
async function readWindow(
  client: GraphqlClient,
  query: EventQuery,
  settings: Settings,
  window: { readonly from: number; readonly to: number },
  rows: Map<string, LiveObject>,
): Promise<boolean> {
  let { to } = window;
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await readPage(client, query, settings, { from: window.from, to });
    const before = rows.size;
    // Pages share the events of one moment, so that none between them is lost.
    for (const row of found) rows.set(rowKey(row), row);
    if (found.length < settings.maxPageSize) return false;
    const { datetime = null } = found.at(-1) ?? {};
    const last = typeof datetime === 'string' ? Date.parse(datetime) : NaN;
    if (Number.isNaN(last) || rows.size === before) return true;
    to = Math.min(to, last);
  }
  return true;
}

async function readPage(
  client: GraphqlClient,
  { zoneId, ray, host, method, path, ruleIds }: EventQuery,
  settings: Settings,
  window: { readonly from: number; readonly to: number },
): Promise<readonly LiveObject[]> {
  const fields = FIELDS.filter((name) => settings.fields?.includes(name) ?? true)
    .slice(0, settings.maxFields)
    .map((name) => (name === 'metadata' ? 'metadata { key value }' : name));
  const variables: Variables = {
    from: ['Time!', timeText(window.from)],
    to: ['Time!', timeText(window.to)],
    ...(ray !== undefined && { ray: ['string!', ray] as const }),
    ...(host !== undefined && { host: ['string!', host] as const }),
    ...(method !== undefined && { method: ['string!', method] as const }),
    ...(path !== undefined && { path: ['string!', path] as const }),
    ...(ruleIds !== undefined && { rules: ['[string!]', ruleIds] as const }),
  };
  const filters = [
    'datetime_geq: $from',
    'datetime_leq: $to',
    ray !== undefined && 'rayName: $ray',
    host !== undefined && 'clientRequestHTTPHost: $host',
    method !== undefined && 'clientRequestHTTPMethodName: $method',
    path !== undefined && 'clientRequestPath: $path',
    ruleIds !== undefined && 'ruleId_in: $rules',
  ].filter((filter) => filter !== false);
  const selection = `${DATASET}(limit: ${settings.maxPageSize}, orderBy: [datetime_DESC], filter: { ${filters.join(', ')} }) { ${fields.join(' ')} }`;
  const zone = await client.zone(zoneId, selection, variables);
  const found = zone[DATASET];
  return isLiveList(found) ? found.filter(isLiveObject) : [];
}

async function readSettings(client: GraphqlClient, zoneId: string): Promise<Settings> {
  const selection = `settings { ${DATASET} { maxDuration maxNumberOfFields maxPageSize notOlderThan availableFields } }`;
  const { settings = null } = await client.zone(zoneId, selection);
  const found = isLiveObject(settings) ? settings[DATASET] : undefined;
  const given = isLiveObject(found) ? found : {};
  const fields = given['availableFields'] ?? null;
  return {
    maxDurationMs: 1000 * positive(given['maxDuration'], 86_400),
    maxFields: positive(given['maxNumberOfFields'], 20),
    maxPageSize: positive(given['maxPageSize'], 1000),
    notOlderThanMs: 1000 * positive(given['notOlderThan'], 86_400),
    fields: isLiveList(fields) && fields.length > 0 ? fields.map(fieldName) : undefined,
  };
}

/** `availableFields` writes nested fields with what they are in: `metadata_key`, or `metadata.key`. */
function fieldName(field: LiveJson): string {
  return typeof field === 'string' ? (field.split(/[._]/)[0] ?? '') : '';
}

function positive(value: LiveJson | undefined, fallback: number): number {
  return typeof value === 'number' && value > 0 ? Math.floor(value) : fallback;
}

function rowKey(row: LiveObject): string {
  return JSON.stringify(Object.entries(row), (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

/** Events have whole seconds. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
