import type { IncomingMessage, ServerResponse } from 'node:http';
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
import type { Json } from './json';
import { readBody } from './request-body';
import type { RequestLog } from './request-log';
import { findRoute } from './router';
import type { Store } from './store';

/** Where the API starts, as at api.cloudflare.com. */
export const BASE_PATH = '/client/v4';

/** What one server answers from. */
export interface Backend {
  readonly tokens: Tokens;
  readonly store: Store;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly originLog: () => readonly string[];
}

/** Answers one request. Never rejects: whatever happens, the client gets an answer or loses its connection. */
export async function handleRequest(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const body = await readBody(request).catch((error: unknown) => asApiError(error));
  const note = record(backend.log, request, url, body instanceof ApiError ? null : (body ?? null));
  let answer: Answer | undefined;
  try {
    if (body instanceof ApiError) throw body;
    answer = await answerTo(backend, request, url, body);
  } catch (error) {
    answer = errorAnswer(asApiError(error));
  }
  if (answer === undefined) {
    request.socket.resetAndDestroy();
    return;
  }
  note(answer.status);
  send(response, answer);
}

async function answerTo(
  { tokens, store, faults, log, originLog }: Backend,
  request: IncomingMessage,
  url: URL,
  body: Json | undefined,
): Promise<Answer | undefined> {
  onlyLoopback(request);
  const { canWrite } = accessOf(request, tokens);
  const method = request.method ?? '';
  const path = url.pathname;
  if (path.startsWith(CONTROL_PREFIX))
    return controlRoute(method, path, { body, canWrite }, { faults, log, originLog });
  const match = path.startsWith(BASE_PATH) ? findRoute(method, path.slice(BASE_PATH.length)) : undefined;
  if (match === undefined) {
    const error = apiError('unknownRoute', [method, path]);
    process.stderr.write(`${error.message}\n`);
    throw error;
  }
  const call = () => callOperation(match, { query: url.searchParams, body, canWrite }, store);
  const fault = faults.take(match.route.name);
  return fault === undefined ? call() : faultyCall(fault, call);
}

function record(log: RequestLog, request: IncomingMessage, url: URL, body: Json): (status: number) => void {
  const { pathname, search } = url;
  if (pathname.startsWith(CONTROL_PREFIX)) return () => undefined;
  return log.add({
    method: request.method ?? '',
    path: pathname.startsWith(BASE_PATH) ? pathname.slice(BASE_PATH.length) : pathname,
    query: search.slice(1),
    body,
  });
}

/** An error that is none of the API is a fault of the emulator: 500, with its text, and the stack on stderr. */
function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  process.stderr.write(
    `the sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return apiError('internal', [error instanceof Error ? error.message : String(error)]);
}
