import { type ClientRequest, sendAsClient } from '../api-client';
import { InputError, show } from '../errors';
import { isInZone } from '../exceptions';
import { type ClientAnswer, clientAnswer } from '../evidence';
import { ExecutionContext, type SampleRequest } from '../rules-language';
import { readRule } from '../rulesets';
import { judgeOf, type NearMiss, nearMisses, trace, type TracedZone } from '../trace';
import type { LiveZone } from './live-rules';

/** A zone whose rules are known, with the contents of its lists. */
export interface AskedZone {
  readonly live: LiveZone;
  /** Such as `example.com`. */
  readonly hostname: string;
  readonly rules: TracedZone;
}

/** How requests get to the edge. */
export interface Sending {
  /**
   * Address of the sandbox's edge, which takes the place of the hosts.
   *
   * @default - the hosts themselves
   */
  readonly sandboxEdge?: string;
  /** Whether near misses are sent too. */
  readonly withNearMisses: boolean;
}

/** A request and what was sent of it. */
export interface SentRequest {
  readonly zone: AskedZone;
  readonly request: SampleRequest;
  /** The exceptions that it is for, or may be, by `ref`. */
  readonly refs: readonly string[];
  /** Whether it is for one of them for sure: for a caller that is not named, it is not known. */
  readonly isSure: boolean;
  readonly answer: ClientAnswer | undefined;
  /** Why there is no answer. */
  readonly failure: string | undefined;
  readonly misses: readonly SentMiss[];
}

interface SentMiss {
  readonly title: string;
  readonly differsIn: NearMiss['differsIn'];
  /** Nothing in its path is suspicious by itself, so it is refused for what the request has too. */
  readonly isPlain: boolean;
  readonly answer: ClientAnswer | undefined;
}

/** What the edge, or the program here, says for itself. */
const OWN_HEADERS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
];

/**
 * What a request is for.
 *
 * @throws InputError `verify/host` if its host is of no zone of the stack, `verify/request` if no exception is for it
 */
export function placeRequest(
  zones: readonly AskedZone[],
  request: SampleRequest,
): Pick<SentRequest, 'zone' | 'request' | 'refs' | 'isSure'> {
  const host = hostOf(request);
  const named = pairsOf(request.headers).find(([name]) => name.toLowerCase() === 'host')?.[1] ?? host;
  const isPlain = host !== '' && named === host;
  const zone = zones.find(({ hostname }) => isPlain && isInZone(host, hostname));
  if (zone === undefined) {
    throw new InputError('verify/host', {
      message: `requests go to hosts of the stack's zones (${zones.map(({ hostname }) => show(hostname)).join(', ')}) only, got: ${show(isPlain ? host : host === '' ? request.url : named)}`,
      help: 'give a full URL with a host that an exception of the stack covers',
    });
  }
  const rules = zone.live.declaration.exceptions.map(({ rule }) => readRule(rule));
  const judge = judgeOf(
    rules,
    ExecutionContext.fromRequest({ ...request, lists: { ...zone.rules.lists, ...request.lists } }),
  );
  const judged = rules.map((rule) => ({ ref: rule.ref ?? '', verdict: judge(rule).verdict }));
  const refs = judged.filter(({ verdict }) => verdict !== false).map(({ ref }) => ref);
  if (refs.length === 0) {
    throw new InputError('verify/request', {
      message: `no exception of the stack covers this request, got: ${show(`${request.method} ${request.url}`)}`,
      help: '`waf explain` shows which part of an exception decides on a request; nothing was sent',
    });
  }
  return { zone, request, refs, isSure: judged.some(({ verdict }) => verdict === true) };
}

/** Sends the request and its near misses, one after the other. */
export async function sendRequest(
  placed: ReturnType<typeof placeRequest>,
  sending: Sending,
): Promise<SentRequest> {
  const { request } = placed;
  const main = await send(request, sending);
  const misses: SentMiss[] = [];
  for (const miss of sending.withNearMisses ? inspectedMisses(placed) : []) {
    const { answer } = await send(miss.request, sending);
    const { title, differsIn } = miss;
    misses.push({ title, differsIn, isPlain: isPlain(miss.request.url, request.url), answer });
  }
  return { ...placed, ...main, misses };
}

/**
 * Near misses that managed rules must look at, as far as is known. Hosts stay the same: another one may be someone
 * else's. So does the scheme, as plain http would show the body to everybody; so does the caller, which cannot be chosen; and
 * of methods only GET is tried, which changes nothing.
 */
function inspectedMisses({ zone, request }: ReturnType<typeof placeRequest>): readonly NearMiss[] {
  return nearMisses(request).filter((miss) => {
    const { differsIn } = miss;
    if (differsIn !== 'path' && !(differsIn === 'method' && miss.request.method === 'GET')) return false;
    const { ends, managed } = trace(zone.rules, miss.request);
    const running = managed.filter(({ state }) => state !== 'not executed');
    return (
      ends.length === 0 &&
      running.length > 0 &&
      running.every(({ state }) => state === 'inspects' || state === 'partly executed')
    );
  });
}

/** Whether a path adds nothing to the other one but letters, digits, `_`, `-` and slashes. */
function isPlain(url: string, other: string): boolean {
  const [path, query] = pathAndQuery(url);
  const [otherPath, otherQuery] = pathAndQuery(other);
  if (query !== otherQuery) return false;
  if (path.toLowerCase() === otherPath.toLowerCase() || otherPath.startsWith(path)) return true;
  return path.includes(otherPath) && /^[\w/-]*$/.test(path.replace(otherPath, ''));
}

function pathAndQuery(url: string): readonly [path: string, query: string] {
  const [path = '', ...query] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('?');
  return [path, query.join('?')];
}

async function send(
  request: SampleRequest,
  { sandboxEdge }: Sending,
): Promise<Pick<SentRequest, 'answer' | 'failure'>> {
  const sent = clientRequest(request, sandboxEdge);
  const answer = await sendAsClient(sent);
  if ('failure' in answer) return { answer: undefined, failure: answer.failure };
  const place = { source: `${request.method} ${request.url}` };
  // The clock of this machine: the header `date` may be an origin's.
  const time = Date.now();
  return {
    answer: clientAnswer(
      place,
      { ...request, target: request.url, headers: lowered(sent.headers) },
      { ...answer, time },
    ),
    failure: undefined,
  };
}

function lowered(headers: ClientRequest['headers']): ClientRequest['headers'] {
  return headers.map(([name, value]) => [name.toLowerCase(), value]);
}

function clientRequest(request: SampleRequest, sandboxEdge: string | undefined): ClientRequest {
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#]*)([^#]*)/i.exec(request.url) ?? [];
  const given = pairsOf(request.headers).filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()));
  const hasAgent = given.some(([name]) => name.toLowerCase() === 'user-agent');
  return {
    origin: sandboxEdge ?? origin,
    method: request.method,
    target: rest.startsWith('/') ? rest : `/${rest}`,
    headers: [
      ['host', hostOf(request)],
      ...(hasAgent ? [] : [['user-agent', 'waf-exceptions verify'] as const]),
      ...given,
      ...(sandboxEdge === undefined ? [] : sandboxHeaders(request)),
    ],
    body: request.body,
  };
}

/** Where the client of the sandbox's edge pretends to be. */
function sandboxHeaders({ ip, url }: SampleRequest): ClientRequest['headers'] {
  return [
    ...(ip === undefined ? [] : [['x-sandbox-client-ip', ip] as const]),
    ...(/^http:/i.test(url) ? [['x-sandbox-scheme', 'http'] as const] : []),
  ];
}

function pairsOf(headers: SampleRequest['headers'] = {}): ClientRequest['headers'] {
  if (Array.isArray(headers)) return headers as ClientRequest['headers'];
  return Object.entries(headers as Readonly<Record<string, string | readonly string[]>>).flatMap(
    ([name, values]) =>
      (typeof values === 'string' ? [values] : values).map((value) => [name, value] as const),
  );
}

/** Host and port of the URL; empty where a client could read another one. */
function hostOf({ url }: SampleRequest): string {
  const [, authority = ''] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? [];
  const host = URL.canParse(url) ? new URL(url).host : '';
  return authority.toLowerCase().replace(/:(?:80|443)$/, '') === host.replace(/:(?:80|443)$/, '') ? host : '';
}
