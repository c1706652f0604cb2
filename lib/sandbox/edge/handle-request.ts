import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../errors';
import type { CloudflareApi, Zone } from '../cloudflare-api';
import { EngineVerdicts, type RuleEngine } from '../rule-engine';
import { askOrigin } from './ask-origin';
import { type ClientRequest, readClientRequest } from './client-request';
import { bodyLimitOf } from './body-limit';
import { decide } from './decide';
import type { CustomResponse, Stop } from './decision';
import { endToEnd, type Header } from './end-to-end';
import { contextOf } from './execution-context';
import { inspect } from './inspected-request';
import type { Matcher } from './match';
import { stopPage } from './pages';
import { COLO, newRayId } from './ray-id';
import { type Handled, trafficOf } from './traffic-of';

/** The part of the API that the edge needs. */
export type EdgeApi = Pick<CloudflareApi, 'state' | 'now' | 'addTraffic'>;

export interface EdgeBackend {
  readonly api: EdgeApi;
  readonly originUrl: string;
  readonly matching: Matcher;
  /** Runs the OWASP ruleset; without one, stand-ins do. */
  readonly engine?: RuleEngine | undefined;
}

/** Answers one request: from a rule, or from the origin. */
export async function handleRequest(
  backend: EdgeBackend,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const rayId = newRayId();
  const ray = `${rayId}-${COLO}`;
  response.setHeader('server', 'cloudflare');
  response.setHeader('cf-ray', ray);
  response.setHeader('date', new Date(backend.api.now()).toUTCString());
  const request = await readClientRequest(message);
  if (request === undefined) {
    say(response, 413, 'the body is larger than the edge accepts');
    return;
  }
  if (message.headersDistinct['host'] !== undefined && message.headersDistinct['host'].length > 1) {
    say(response, 400, 'the request has more than one Host header');
    return;
  }
  const { state } = backend.api;
  const zone = zoneOfHost(state.zones, request.host);
  if (zone === undefined) {
    say(response, 409, `error code: 1001\nthe sandbox has no zone for the host ${request.host}`);
    return;
  }
  const startedAt = backend.api.now();
  try {
    const context = contextOf(request, zone, state, { rayId, startedAt });
    const inspected = inspect(request, bodyLimitOf(zone));
    const verdicts = engineVerdicts(backend.engine, request, bodyLimitOf(zone));
    let decision = decide(state, zone, inspected, context, backend.matching, verdicts);
    while ((await verdicts?.ask()) === true) {
      decision = decide(state, zone, inspected, context, backend.matching, verdicts);
    }
    const keep = (given: Given): void => {
      const endedAt = backend.api.now();
      backend.api.addTraffic(trafficOf({ zone, request, decision, rayId, startedAt, endedAt, ...given }));
    };
    if (decision.stop === undefined) await forward(backend, request, ray, response, keep);
    else {
      const page = pageOf(decision.stop, request.host, rayId);
      const { status: edgeStatus, contentType, content } = page;
      keep({ edgeStatus, originStatus: 0, contentType, size: Buffer.byteLength(content) });
      end(response, decision.stop, page);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    say(response, 400, `${error.summary}; ${error.help}`);
  }
}

function engineVerdicts(
  engine: RuleEngine | undefined,
  { ip, method, target, version, headers, body }: ClientRequest,
  bodyLimit: number,
): EngineVerdicts | undefined {
  if (engine === undefined) return undefined;
  const seen = { ip, method, target, version: version.replace(/^HTTP\//, ''), headers };
  return new EngineVerdicts(engine, { ...seen, body: body.subarray(0, bodyLimit) });
}

/** What was answered. */
type Given = Pick<Handled, 'edgeStatus' | 'originStatus' | 'contentType' | 'size'>;

/** What the edge says of itself in each answer, whatever the origin says. */
const OF_THE_EDGE: ReadonlySet<string> = new Set(['server', 'cf-ray', 'date']);

async function forward(
  { originUrl }: EdgeBackend,
  request: ClientRequest,
  ray: string,
  response: ServerResponse,
  keep: (given: Given) => void,
): Promise<void> {
  const answer = await askOrigin(originUrl, request, ray).catch((error: unknown) => error as Error);
  if (answer instanceof Error || answer.statusCode === undefined) {
    const status = statusOfSilence(answer);
    const text = `error code: ${status}`;
    keep({ edgeStatus: status, originStatus: 0, contentType: TEXT, size: Buffer.byteLength(text) + 1 });
    say(response, status, text);
    return;
  }
  const { statusCode, headers: given } = answer;
  keep({
    edgeStatus: statusCode,
    originStatus: statusCode,
    contentType: given['content-type'] ?? '',
    size: Number(given['content-length'] ?? 0),
  });
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): Header => [name, value]),
  );
  for (const [name, value] of endToEnd(headers)) {
    if (!OF_THE_EDGE.has(name)) response.appendHeader(name, value);
  }
  response.writeHead(answer.statusCode);
  // Either side may leave before the end, and then the other one is let go as well.
  await pipeline(answer, response).catch(() => response.destroy());
}

/**
 * How Cloudflare distinguishes an origin that accepts no connection from one without a valid answer.
 *
 * @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
 */
function statusOfSilence(failure: object): 520 | 521 {
  return 'code' in failure && failure.code === 'ECONNREFUSED' ? 521 : 520;
}

function pageOf(stop: Stop, host: string, rayId: string): CustomResponse {
  const content = stopPage(stop.action, host, rayId);
  return stop.response ?? { status: 403, contentType: 'text/html; charset=UTF-8', content };
}

function end(response: ServerResponse, stop: Stop, { status, contentType, content }: CustomResponse): void {
  if (stop.action !== 'block') response.setHeader('cf-mitigated', 'challenge');
  response.writeHead(status, { 'content-type': contentType }).end(content);
}

const TEXT = 'text/plain; charset=UTF-8';

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': TEXT }).end(`${text}\n`);
}

/** The zone of a host name, with or without a port; of two that fit, the longer one. */
function zoneOfHost(zones: readonly Zone[], host: string): Zone | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return zones
    .filter((zone) => name === zone.name || name.endsWith(`.${zone.name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}
