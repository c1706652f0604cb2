import { setTimeout as timer } from 'node:timers/promises';
import {
  type ApiAccess,
  cloudflareReader,
  graphqlClient,
  type GraphqlClient,
  securityEvents,
} from '../api-client';
import type { ZoneDeclaration } from '../coexistence';
import { InputError, jsonText } from '../errors';
import { eventsOfRows, type SecurityEvent } from '../evidence';
import { own, text } from '../review/text';
import type { SampleRequest } from '../rules-language';
import type { TracedZone } from '../trace';
import type { Check } from './check';
import { traceChecks } from './cloudflare-trace';
import { eventChecks, hostsOf, type LiveException, liveExceptions, type ZoneEvents } from './event-checks';
import { lastWriteChecks } from './last-write';
import { liveRuleChecks, type LiveZone, readLiveZone } from './live-rules';
import { requestChecks } from './request-checks';
import { type AskedZone, placeRequest, type Sending, sendRequest, type SentRequest } from './requests';

/** What to look at besides the live rules and Security Events. */
export interface VerifyOptions extends Sending {
  /** Sent for real, one after the other. Each must be for an exception of the stack. */
  readonly requests: readonly SampleRequest[];
  /** How long to wait for the Security Events of the requests, in seconds. */
  readonly waitSeconds: number;
  /** The rules of a zone by its id, with the contents of its lists: only needed where requests are sent. */
  readonly readRules: (zoneId: string) => Promise<TracedZone>;
}

/** Events of older requests say nothing of a deploy. */
const DAY_MS = 86_400_000;

/** Between two looks for the events of a request. */
const PAUSE_SECONDS = 5;

/**
 * Looks whether a deploy of these zones did what it was to do. Sends nothing before all is known to be for an exception.
 *
 * @throws InputError `verify/host`, `verify/request`, and as the API's reader
 */
export async function verify(
  declarations: readonly ZoneDeclaration[],
  access: ApiAccess,
  options: VerifyOptions,
): Promise<readonly Check[]> {
  const reader = cloudflareReader(access);
  const zones: LiveZone[] = [];
  // One request at a time: Cloudflare counts them.
  for (const declaration of declarations) zones.push(await readLiveZone(declaration, reader));
  const asked: AskedZone[] = [];
  for (const live of options.requests.length === 0 ? [] : zones) {
    const { zone } = live.declaration;
    const hostname = 'name' in zone ? zone.name : await reader.zoneName(live.zoneId);
    asked.push({ live, hostname, rules: await options.readRules(live.zoneId) });
  }
  const placed = options.requests.map((request) => placeRequest(asked, request));
  const sent: SentRequest[] = [];
  for (const one of placed) sent.push(await sendRequest(one, options));
  const client = graphqlClient(access);
  const checks: Check[] = [];
  for (const live of zones) {
    const ofZone = sent.filter(({ zone }) => zone.live === live);
    checks.push(...liveRuleChecks(live), ...(await lastWriteChecks(live, reader)));
    const exceptions = liveExceptions(live);
    const read = await eventsOf(client, live, exceptions, ofZone, options.waitSeconds, access);
    const events = 'error' in read ? undefined : read.events;
    checks.push(...ofZone.flatMap((one) => requestChecks(one, events)));
    checks.push(...('error' in read ? [unread(live, read.error)] : eventChecks(live, exceptions, read)));
    for (const one of ofZone) checks.push(...(await traceChecks(one, access, reader)));
  }
  return checks;
}

/** Security Events of the exceptions and of their hosts, from the last day. */
async function eventsOf(
  client: GraphqlClient,
  { zoneId }: LiveZone,
  exceptions: readonly LiveException[],
  sent: readonly SentRequest[],
  waitSeconds: number,
  { wait = timer }: ApiAccess,
): Promise<ZoneEvents | { readonly error: InputError }> {
  if (exceptions.length === 0) return { events: [], isCut: false };
  const from = Math.max((await client.time()) - DAY_MS, Math.min(...exceptions.map(({ since }) => since)));
  const found = new Map<string, SecurityEvent>();
  let isCut = false;
  const read = async (filter: { readonly host?: string; readonly ruleIds?: readonly string[] }) => {
    const answer = await securityEvents(client, { zoneId, from, to: await client.time(), ...filter });
    const events = eventsOfRows(answer.rows);
    answer.rows.forEach((row, index) => {
      const event = events[index];
      if (event !== undefined) found.set(jsonText(row), event);
    });
    isCut = isCut || answer.isCut;
  };
  const ruleIds = exceptions.map(({ id }) => id);
  const isThere = ({ answer }: SentRequest): boolean =>
    answer?.ray === undefined || [...found.values()].some(({ ray }) => ray === answer.ray);
  try {
    await read({ ruleIds });
    for (let waited = 0; waited < waitSeconds && !sent.every(isThere); waited += PAUSE_SECONDS) {
      await wait(PAUSE_SECONDS * 1000);
      await read({ ruleIds });
    }
    const hosts = exceptions.map(({ exception }) => hostsOf(exception));
    const isAnyHost = hosts.some((names) => names.length === 0);
    for (const host of new Set(hosts.flat())) if (!isAnyHost) await read({ host });
    if (isAnyHost) await read({});
  } catch (error) {
    if (error instanceof InputError) return { error };
    throw error;
  }
  return { events: [...found.values()], isCut };
}

function unread({ name }: LiveZone, { summary, help }: InputError): Check {
  return {
    about: 'events',
    outcome: 'cannot-tell',
    zone: name,
    ref: undefined,
    sentence: text`the Security Events could not be read: ${summary}.`,
    help: own(help),
  };
}
