import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeControls, escapeLines } from '../../../errors';
import type { Answer } from './answer';
import { errorAnswer, send } from './answer';
import { callOperation } from './api-call';
import { ApiError } from './api-error';
import type { Tokens } from './authorization';
import { accessOf, onlyLoopback } from './authorization';
import { CONTROL_PREFIX, controlRoute } from './control-routes';
import { apiError } from './errors';
import type { FaultQueue } from './faults';
import { faultyCall } from './faulty-call';
import type { Json } from '../json';
import { readBody } from './request-body';
import type { RequestTracer } from './operation';
import type { RequestLog } from './request-log';
import { findRoute } from './router';
import { nowOf } from '../state/clock';
import type { Store } from '../state/store';

/** Where the API starts, as at api.cloudflare.com. */
export const BASE_PATH = '/client/v4';

/** What one server answers from. */
export interface Backend {
  readonly tokens: Tokens;
  readonly store: Store;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly originLog: () => readonly string[];
  readonly beforeOperation: () => void;
  readonly traceRequest: RequestTracer;
}

/** Answers one request, with an error of the API if it fails. */
export async function handleRequest(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Of the sandbox, whose clock may have been moved.
  response.setHeader('date', new Date(nowOf(backend.store.state)).toUTCString());
  const answer = await answerTo(backend, request).catch((error: unknown) => {
    // The client has left, in the middle of its body as a rule.
    if (response.destroyed) return undefined;
    return errorAnswer(asApiError(error));
  });
  if (answer === undefined) request.socket.resetAndDestroy();
  else send(response, answer);
}

/** What to answer; undefined = drop the connection. Who has no token costs no memory: neither body nor log. */
async function answerTo(backend: Backend, request: IncomingMessage): Promise<Answer | undefined> {
  onlyLoopback(request);
  const { canWrite } = accessOf(request, backend.tokens);
  const url = urlOf(request);
  const { json, size } = await readBody(request);
  const body = json instanceof ApiError ? undefined : json;
  const note = record(backend.log, request, url, body ?? null, size);
  try {
    if (json instanceof ApiError) throw json;
    const answer = await answerOf(backend, request.method ?? '', url, { body, canWrite });
    if (answer !== undefined) note(answer.status);
    return answer;
  } catch (error) {
    const refusal = asApiError(error);
    note(refusal.status);
    throw refusal;
  }
}

async function answerOf(
  { store, faults, log, originLog, beforeOperation, traceRequest }: Backend,
  method: string,
  { pathname: path, searchParams: query }: URL,
  sent: { readonly body: Json | undefined; readonly canWrite: boolean },
): Promise<Answer | undefined> {
  if (path.startsWith(CONTROL_PREFIX))
    return controlRoute(method, path, sent, { store, faults, log, originLog });
  const match = path.startsWith(BASE_PATH) ? findRoute(method, path.slice(BASE_PATH.length)) : undefined;
  if (match === undefined) {
    const error = apiError('unknownRoute', [method, path]);
    process.stderr.write(`${escapeControls(error.message)}\n`);
    throw error;
  }
  beforeOperation();
  const call = () => callOperation(match, { ...sent, query }, { store, traceRequest });
  const fault = faults.take(match.route.name);
  return fault === undefined ? call() : faultyCall(fault, call, nowOf(store.state));
}

/** The request target as a URL: a path, or the whole URL as a client of a proxy sends it. */
function urlOf({ url = '/' }: IncomingMessage): URL {
  const absolute = url.startsWith('/') ? `http://sandbox${url}` : url;
  if (!URL.canParse(absolute)) throw apiError('requestTarget', [url]);
  return new URL(absolute);
}

function record(
  log: RequestLog,
  request: IncomingMessage,
  { pathname, search }: URL,
  body: Json,
  size: number,
): (status: number) => void {
  if (pathname.startsWith(CONTROL_PREFIX)) return () => undefined;
  return log.add(
    {
      method: request.method ?? '',
      path: pathname.startsWith(BASE_PATH) ? pathname.slice(BASE_PATH.length) : pathname,
      query: search.slice(1),
      body,
    },
    size,
  );
}

/** An error that is none of the API is a fault of the emulator: 500, with its text, and the stack on stderr. */
function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  process.stderr.write(
    `the sandbox failed: ${escapeLines(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
  );
  return apiError('internal', [error instanceof Error ? error.message : String(error)]);
}
