import { apiRefusal } from './api-refusal';
import { type ApiAccess, type ApiRequest, httpRequest } from './http-request';
import { isLiveList, isLiveObject, type LiveJson, type LiveObject } from './live-json';

/** Reads a zone's WAF from the raw API. Nothing is ever written. */
export interface CloudflareReader {
  /** Ids of the zones with this name, in this account if one is given. */
  zoneIds(name: string, accountId: string | undefined): Promise<readonly string[]>;
  /** All rulesets of the zone, without their rules. */
  rulesets(zoneId: string): Promise<readonly LiveObject[]>;
  /** One ruleset with its rules, a managed one too; `undefined` if the zone has none with this id. */
  ruleset(zoneId: string, rulesetId: string): Promise<LiveObject | undefined>;
  /** What a ruleset held in this version; `undefined` if the API does not show it. */
  rulesetVersion(zoneId: string, rulesetId: string, version: string): Promise<LiveObject | undefined>;
  /** The name of the zone, such as `example.com`. */
  zoneName(zoneId: string): Promise<string>;
  /** The account that the zone belongs to. */
  accountId(zoneId: string): Promise<string>;
  /** `legacy_id` of the zone's Cloudflare plan, such as `pro`; `undefined` if the API does not say. */
  zonePlan(zoneId: string): Promise<string | undefined>;
  /** The account's lists, without their items. */
  lists(accountId: string): Promise<readonly LiveObject[]>;
  listItems(accountId: string, listId: string): Promise<readonly LiveObject[]>;
}

/** Permissions that the requests need, by what they read. */
const ZONE_READ = 'Zone Read';
const WAF_READ = 'Zone WAF Read';
const LISTS_READ = 'Account Filter Lists Read';

/** The largest page of items that the API gives. */
const ITEMS_PER_PAGE = '500';

/** More pages than any account has: an API that never ends its list is not followed. */
const MAX_PAGES = 500;

/** A reader for the API. Its functions throw InputError `cloudflare/...` if the API does not answer or says no. */
export function cloudflareReader(access: ApiAccess): CloudflareReader {
  return {
    async zoneIds(name, accountId) {
      const query = { name, ...(accountId === undefined ? {} : { 'account.id': accountId }) };
      const zones = await readAll(access, '/zones', query, ZONE_READ);
      return zones.map(({ id }) => id).filter((id) => typeof id === 'string');
    },
    rulesets: (zoneId) => readAll(access, `/zones/${encodeURIComponent(zoneId)}/rulesets`, {}, WAF_READ),
    ruleset: (zoneId, rulesetId) => readRuleset(access, rulesetPath(zoneId, rulesetId)),
    rulesetVersion: (zoneId, rulesetId, version) =>
      readRuleset(access, `${rulesetPath(zoneId, rulesetId)}/versions/${encodeURIComponent(version)}`),
    async zoneName(zoneId) {
      const { zone, refusal } = await readZone(access, zoneId);
      const name = zone?.['name'];
      if (typeof name === 'string') return name;
      throw refusal;
    },
    async accountId(zoneId) {
      const { zone, refusal } = await readZone(access, zoneId);
      const account = zone?.['account'];
      const id = isLiveObject(account) ? account['id'] : undefined;
      if (typeof id === 'string') return id;
      throw refusal;
    },
    async zonePlan(zoneId) {
      const { zone, refusal } = await readZone(access, zoneId);
      if (zone === undefined) throw refusal;
      const plan = zone['plan'];
      const id = isLiveObject(plan) ? plan['legacy_id'] : undefined;
      return typeof id === 'string' ? id : undefined;
    },
    lists: (accountId) => readAll(access, listsPath(accountId), {}, LISTS_READ),
    listItems: (accountId, listId) =>
      readAll(
        access,
        `${listsPath(accountId)}/${encodeURIComponent(listId)}/items`,
        { per_page: ITEMS_PER_PAGE },
        LISTS_READ,
      ),
  };
}

async function readRuleset(access: ApiAccess, path: string): Promise<LiveObject | undefined> {
  const request: ApiRequest = { method: 'GET', path };
  const answer = await httpRequest(access, request);
  if (answer.status === 404) return undefined;
  const result = succeeded(answer.body)?.['result'];
  if (answer.status === 200 && isLiveObject(result)) return result;
  throw apiRefusal(request, answer, WAF_READ);
}

function rulesetPath(zoneId: string, rulesetId: string): string {
  return `/zones/${encodeURIComponent(zoneId)}/rulesets/${encodeURIComponent(rulesetId)}`;
}

/** A zone, and the error for callers that miss something in it. */
async function readZone(access: ApiAccess, zoneId: string) {
  const request: ApiRequest = { method: 'GET', path: `/zones/${encodeURIComponent(zoneId)}` };
  const answer = await httpRequest(access, request);
  const result = succeeded(answer.body)?.['result'];
  const zone = answer.status === 200 && isLiveObject(result) ? result : undefined;
  return { zone, refusal: apiRefusal(request, answer, ZONE_READ) };
}

function listsPath(accountId: string): string {
  return `/accounts/${encodeURIComponent(accountId)}/rules/lists`;
}

/** Every element of a list, whatever way the API pages it: `cursors.after`, `cursor` or page numbers. */
async function readAll(
  access: ApiAccess,
  path: string,
  query: Readonly<Record<string, string>>,
  permission: string,
): Promise<readonly LiveObject[]> {
  const found: LiveObject[] = [];
  let next: Readonly<Record<string, string>> | undefined = {};
  for (let page = 1; next !== undefined && page <= MAX_PAGES; page++) {
    const search = new URLSearchParams({ ...query, ...next }).toString();
    const request: ApiRequest = { method: 'GET', path: search === '' ? path : `${path}?${search}` };
    const answer = await httpRequest(access, request);
    const body = succeeded(answer.body);
    const result = body?.['result'];
    if (answer.status !== 200 || body === undefined || !isLiveList(result)) {
      throw apiRefusal({ ...request, path }, answer, permission);
    }
    found.push(...result.filter(isLiveObject));
    next = nextPage(body['result_info'] ?? null, next);
  }
  return found;
}

/** What asks for the next page; `undefined` after the last one. */
function nextPage(
  info: LiveJson,
  current: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  if (!isLiveObject(info)) return undefined;
  const { cursors = null, cursor: plain = null, page, total_pages: pages } = info;
  const cursor = (isLiveObject(cursors) ? cursors['after'] : undefined) ?? plain;
  if (typeof cursor === 'string' && cursor !== '') {
    return cursor === current['cursor'] ? undefined : { cursor };
  }
  return typeof page === 'number' && typeof pages === 'number' && page < pages
    ? { page: String(page + 1) }
    : undefined;
}

/** The body of an answer that says it succeeded. */
function succeeded(body: LiveJson | undefined): LiveObject | undefined {
  return isLiveObject(body) && body['success'] === true ? body : undefined;
}
