import type { ServerResponse } from 'node:http';
import type { ApiError } from './api-error';
import { failure } from './envelope';
import type { Json } from '../json';

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  /** JSON, or text as it is; undefined for no body. */
  readonly body: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export function errorAnswer(error: ApiError): Answer {
  return { status: error.status, body: failure(error.item) };
}

export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const isText = typeof body === 'string';
  const type = isText && body.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
