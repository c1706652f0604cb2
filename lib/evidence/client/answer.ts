import type { ClientAnswer, Place, RequestFacts } from '../evidence';
import { factsOfUrl, NO_FACTS, plainHost, splitTarget } from '../records/request-facts';
import { normalRay } from '../spelling/ray';

/** As much of a body is kept: pages of Cloudflare are shorter. */
const BODY = 64 * 1024;

/** Names in lower case with their values, in the order of the message. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** What a source knows of a request that a client sent. */
export interface SentRequest {
  readonly method?: string | undefined;
  /** A whole URL, or the target of a request line. */
  readonly target?: string | undefined;
  readonly headers: Headers;
  readonly sni?: string | undefined;
}

/** An answer with its request. */
export function clientAnswer(
  place: Place,
  sent: SentRequest,
  answer: {
    readonly status: number;
    readonly headers: Headers;
    readonly body: string | undefined;
    readonly time?: number | undefined;
    readonly mayBeOfBody?: boolean;
  },
): ClientAnswer {
  const headers = joined(answer.headers);
  const date = Date.parse(headers.get('date') ?? '');
  return {
    place,
    time: answer.time ?? (Number.isNaN(date) ? undefined : date),
    request: factsOf(sent),
    status: answer.status,
    headers,
    ray: oneRay(answer.headers),
    sni: plainHost(sent.sni),
    mayBeOfBody: answer.mayBeOfBody === true,
    body: answer.body === undefined || isBinary(answer.body) ? undefined : answer.body.slice(0, BODY),
  };
}

/** Compressed, or an image: there is nothing to read in it. */
function isBinary(body: string): boolean {
  const beginning = body.slice(0, 1000);
  const strange = beginning.match(/[\u0000-\u0008\ufffd]/g) ?? [];
  // A page in another encoding has some too.
  return strange.length * 10 > beginning.length;
}

function factsOf({ method, target, headers, sni }: SentRequest): RequestFacts {
  const sentHeaders = joined(headers);
  const ofUrl = factsOfUrl(target ?? '');
  const [path, query] = target === undefined || target === '' ? [] : splitTarget(target);
  return {
    ...NO_FACTS,
    method,
    path,
    query,
    scheme: ofUrl?.scheme ?? (sni === undefined ? undefined : 'https'),
    host: plainHost(sentHeaders.get('host') ?? sentHeaders.get(':authority')) ?? ofUrl?.host,
    userAgent: sentHeaders.get('user-agent'),
  };
}

function joined(headers: Headers): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return values;
}

/** Two edges one behind the other may leave two: none of them is the ray of the answer then. */
function oneRay(headers: Headers): string | undefined {
  const rays = new Set(headers.filter(([name]) => name === 'cf-ray').map(([, value]) => normalRay(value)));
  return rays.size === 1 ? [...rays][0] : undefined;
}
