import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COMMON_HEADERS, type Exchange } from './recorded-exchanges';

/** A request in the form that is compared: as sent, without what changes from run to run. */
export interface ComparedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly string[];
  readonly body: unknown;
}

/** Answers recorded answers to the requests they were recorded for. */
export interface ReplayApi {
  readonly baseUrl: string;
  /** From now on these are answered; what came since the last call is forgotten. */
  play(exchanges: readonly Exchange[]): void;
  /** What came since `play`, in order of arrival. */
  received(): readonly ComparedRequest[];
  close(): Promise<void>;
}

const BASE_PATH = '/client/v4';

/** Starts a replay on loopback. A request that nothing was recorded for gets a 400, which no client repeats. */
export async function startReplayApi(): Promise<ReplayApi> {
  let open: Exchange[] = [];
  let seen: ComparedRequest[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((compared) => {
      seen.push(compared);
      const index = open.findIndex((exchange) => isFor(exchange, compared));
      const [exchange] = index === -1 ? [] : open.splice(index, 1);
      answer(response, exchange);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`,
    play(exchanges) {
      open = [...exchanges];
      seen = [];
    },
    received: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A recorded request in the form that is compared. */
export function compared(exchange: Exchange): ComparedRequest {
  return {
    method: exchange.method,
    path: exchange.path,
    query: exchange.query ?? '',
    headers: [...COMMON_HEADERS, ...(exchange.extraHeaders ?? [])].sort(),
    body: exchange.body ?? null,
  };
}

/**
 * Requests in an order that can be compared: Terraform reads in parallel, so reads between two writes are sorted. Writes
 * stay where they are.
 */
export function inComparableOrder(requests: readonly ComparedRequest[]): readonly ComparedRequest[] {
  const groups: ComparedRequest[][] = [[]];
  for (const request of requests) {
    if (request.method === 'GET') groups.at(-1)?.push(request);
    else groups.push([request], []);
  }
  return groups.flatMap((group) =>
    [...group].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  );
}

function isFor(exchange: Exchange, request: ComparedRequest): boolean {
  return (
    exchange.method === request.method &&
    exchange.path === request.path &&
    (exchange.query ?? '') === request.query
  );
}

async function readRequest(request: IncomingMessage): Promise<ComparedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const [path = '', query = ''] = (request.url ?? '').slice(BASE_PATH.length).split('?');
  return {
    method: request.method ?? '',
    path,
    query,
    headers: Object.keys(request.headers).sort(),
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

function answer(response: ServerResponse, exchange: Exchange | undefined): void {
  if (exchange?.status === 0) {
    response.socket?.destroy();
    return;
  }
  const body =
    exchange === undefined ? { errors: [{ message: 'nothing was recorded for this' }] } : exchange.answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null);
  response.writeHead(exchange?.status ?? 400, {
    'content-type': 'application/json',
    ...exchange?.answerHeaders,
  });
  response.end(exchange?.status === 204 ? undefined : text);
}
