import { setTimeout as timer } from 'node:timers/promises';
import { InputError, show } from '../errors';
import { apiRefusal, errorsOf } from './api-refusal';
import { type ApiAccess, type ApiRequest, cloudflareTime, httpRequest } from './http-request';
import { isLiveList, isLiveObject, type LiveJson, type LiveObject } from './live-json';

/**
 * Cloudflare's GraphQL Analytics API.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/
 */
export interface GraphqlClient {
  /**
   * The fields that a query selects of one zone.
   *
   * @param selection what is in the braces of `zones`
   * @param variables leaf values for the query, by name and type: `{ from: ['Time!', '2026-06-01T00:00:00Z'] }`
   * @throws InputError `cloudflare/...`
   */
  zone(zoneId: string, selection: string, variables?: Variables): Promise<LiveObject>;
  /** What time it is for Cloudflare, as `cloudflareTime` has it. */
  time(): Promise<number>;
}

export type Variables = Readonly<Record<string, readonly [type: string, value: LiveJson]>>;

/** A user has 300 queries in five minutes. */
const BUDGET = 300;
const BUDGET_MS = 300_000;

const PERMISSION = 'Analytics Read';

const REQUEST: ApiRequest = { method: 'POST', path: '/graphql' };

export function graphqlClient(access: ApiAccess): GraphqlClient {
  const sent: number[] = [];
  return {
    async zone(zoneId, selection, variables = {}) {
      await budget();
      const declared = Object.entries(variables).map(([name, [type]]) => `, $${name}: ${type}`);
      const query = `query ($zone: string!${declared.join('')}) { viewer { zones(filter: { zoneTag: $zone }) { ${selection} } } }`;
      const values = Object.entries(variables).map(([name, [, value]]): [string, LiveJson] => [name, value]);
      const answer = await httpRequest(access, {
        ...REQUEST,
        body: { query, variables: { zone: zoneId, ...Object.fromEntries(values) } },
      });
      if (answer.status === 200 && errorsOf(answer.body).length === 0) return zoneOf(answer.body, zoneId);
      throw graphqlRefusal(answer);
    },
    time: () => cloudflareTime(access),
  };

  async function budget(): Promise<void> {
    const oldest = sent.length < BUDGET ? undefined : sent[sent.length - BUDGET];
    const waitMs = oldest === undefined ? 0 : oldest + BUDGET_MS - Date.now();
    if (waitMs > 0) await (access.wait ?? timer)(waitMs);
    sent.push(Date.now());
  }
}

function zoneOf(body: LiveJson | undefined, zoneId: string): LiveObject {
  const data = isLiveObject(body) ? body['data'] : undefined;
  const viewer = isLiveObject(data) ? data['viewer'] : undefined;
  const zones = isLiveObject(viewer) ? viewer['zones'] : undefined;
  const [zone] = isLiveList(zones) ? zones : [];
  if (isLiveObject(zone)) return zone;
  throw new InputError('cloudflare/not-authorized', {
    message: `POST /graphql shows no analytics of the zone ${show(zoneId)}`,
    help: `give the token of CLOUDFLARE_API_TOKEN the permission ${PERMISSION} for this zone`,
  });
}

/** Cloudflare's own sentence, and the place in the query that it is about. */
function graphqlRefusal(answer: Awaited<ReturnType<typeof httpRequest>>): InputError {
  const said = errorsOf(answer.body).filter(isLiveObject).map(errorText);
  if (said.length === 0) return apiRefusal(REQUEST, answer, PERMISSION);
  const code = codeOf(answer.status, said.join(' '));
  return new InputError(`cloudflare/${code}`, {
    message: `POST /graphql answered ${answer.status}: ${said.join(', ')}`,
    help: HELP[code],
  });
}

function errorText({ message = null, path = null }: LiveObject): string {
  const text = typeof message === 'string' ? show(message) : 'no message';
  return isLiveList(path) && path.length > 0 ? `${text} at ${show(path.map(String).join('.'))}` : text;
}

function codeOf(status: number, said: string): keyof typeof HELP {
  if (status === 401 || status === 403 || /not authorized|does not have access/.test(said)) {
    return 'not-authorized';
  }
  return status === 429 || status >= 500 || said.includes('budget depleted') ? 'unavailable' : 'answer';
}

const HELP = {
  'not-authorized': `give the token of CLOUDFLARE_API_TOKEN the permission ${PERMISSION} for this zone, and check that it is valid`,
  unavailable: 'Cloudflare answers 300 queries of a user in five minutes: wait, then try again',
  answer: 'the plan of the zone may not offer this query; ask for a shorter or a later time',
} as const;
