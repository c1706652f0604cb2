import { InputError } from '../errors';
import { type EventFilter, filterText } from './event-filter';
import { type DatasetSettings, readSettings, type Span, windowsOf } from './event-windows';
import type { GraphqlClient } from './graphql';
import { isLiveList, isLiveObject, type LiveObject } from './live-json';

/** Which Security Events of a zone are asked for. What is older than the zone's look-back is not asked. */
export interface EventQuery extends EventFilter, Span {
  readonly zoneId: string;
  /**
   * Most pages of a window, each of as many events as the zone's plan allows.
   *
   * @default 100
   */
  readonly maxPages?: number;
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
  'wafAttackScoreClass',
];

const MAX_PAGES = 100;

/**
 * Security Events of a zone, in windows and pages as long as the zone's plan allows. Sources and actions are not filtered by
 * Cloudflare: it spells them in more than one way.
 *
 * @throws InputError `cloudflare/...`
 */
export async function securityEvents(client: GraphqlClient, query: EventQuery): Promise<EventAnswer> {
  const settings = await readSettings(client, query.zoneId, DATASET);
  const dataset = { maxPageSize: settings.maxPageSize, fields: fieldsOf(settings) };
  const { from, windows } = windowsOf(settings, query, await client.time());
  const rows = new Map<string, LiveObject>();
  let isCut = false;
  for (const window of windows) {
    isCut = (await readWindow(client, query, dataset, window, rows)) || isCut;
    // All matches of a request have its time, so the rest of the look-back holds no more of it.
    if (query.ray !== undefined && rows.size > 0) break;
  }
  const found = [...rows.values()];
  return { rows: found, from, isCut, isSampled: found.some((row) => Number(row['sampleInterval'] ?? 1) > 1) };
}

interface Dataset {
  readonly maxPageSize: number;
  /** Those of `FIELDS` that can be asked for; one that is refused leaves it. */
  readonly fields: Set<string>;
}

function fieldsOf({ fields, maxFields }: DatasetSettings): Set<string> {
  const offered = fields?.map((field) => field.split(/[._]/)[0]);
  return new Set(FIELDS.filter((name) => offered?.includes(name) ?? true).slice(0, maxFields));
}

/** Adds the events of a window, the newest first. Returns whether there are more than can be paged. */
async function readWindow(
  client: GraphqlClient,
  query: EventQuery,
  dataset: Dataset,
  window: Span,
  rows: Map<string, LiveObject>,
): Promise<boolean> {
  let { to } = window;
  for (let page = 0; page < (query.maxPages ?? MAX_PAGES); page++) {
    const found = await readPage(client, query, dataset, { from: window.from, to });
    const before = rows.size;
    // Pages share the events of one moment, so that none between them is lost.
    for (const row of found) rows.set(rowKey(row), row);
    if (found.length < dataset.maxPageSize) return false;
    const { datetime = null } = found.at(-1) ?? {};
    const last = typeof datetime === 'string' ? Date.parse(datetime) : NaN;
    if (Number.isNaN(last) || rows.size === before) return true;
    to = Math.min(to, last);
  }
  return true;
}

async function readPage(
  client: GraphqlClient,
  query: EventQuery,
  dataset: Dataset,
  window: Span,
): Promise<readonly LiveObject[]> {
  for (;;) {
    try {
      return await askPage(client, query, dataset, window);
    } catch (error) {
      // One field that the plan lacks fails the whole query, also one that `availableFields` names.
      const refused = refusedField(error, dataset.fields);
      if (refused === undefined) throw error;
      dataset.fields.delete(refused);
    }
  }
}

/** The field that Cloudflare's sentence names, in whatever case. */
function refusedField(error: unknown, asked: ReadonlySet<string>): string | undefined {
  if (!(error instanceof InputError)) return undefined;
  const [, name] = /\bfield ['"]?(\w+)/.exec(error.message) ?? [];
  return [...asked].find((field) => field.toLowerCase() === name?.toLowerCase());
}

async function askPage(
  client: GraphqlClient,
  query: EventQuery,
  { fields, maxPageSize }: Dataset,
  window: Span,
): Promise<readonly LiveObject[]> {
  const selected = [...fields].map((name) => (name === 'metadata' ? 'metadata { key value }' : name));
  const { text, variables } = filterText(query, window);
  const selection = `${DATASET}(limit: ${maxPageSize}, orderBy: [datetime_DESC], filter: ${text}) { ${selected.join(' ')} }`;
  const zone = await client.zone(query.zoneId, selection, variables);
  const found = zone[DATASET];
  return isLiveList(found) ? found.filter(isLiveObject) : [];
}

function rowKey(row: LiveObject): string {
  return JSON.stringify(Object.entries(row), (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}
