import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { readJson } from '../../../errors';
import type { Json } from '../values/encode-request';
import { ApiError, connectionError, statusError } from './api-error';
import { goJson, goJsonError } from './go-json';
import { goQuery, type Query } from './go-url';
import { isTransient, MAX_ATTEMPTS, retryDelay } from './retry';

/** A request to the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Relative to the base URL, with a leading slash. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: Json;
  /** Default `application/json`. */
  readonly accept?: string;
  /** How long one attempt may take; default: for ever. Running out of time is an error, not a reason to retry. */
  readonly timeoutSeconds?: number;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Which Terraform the requests are made for: it is part of their user agent. */
export interface Caller {
  readonly terraformVersion: string;
}

const PROVIDER_VERSION = '5.14.0';
const FRAMEWORK_VERSION = '1.15.0';
const SDK_VERSION = '6.4.0';
const SDK_RUNTIME_VERSION = 'go1.24.4';

/** Talks to one API as the real provider does: same headers, same JSON, same retries, same errors. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
    private readonly caller: Caller,
  ) {}

  /**
   * The body of a successful answer, as text.
   *
   * @throws ApiError for a status of 400 or more, and where no answer came.
   */
  async send(request: ApiRequest): Promise<string> {
    const url = this.url(request);
    for (let attempt = 0; ; attempt++) {
      const last = attempt + 1 >= MAX_ATTEMPTS;
      const answer = await this.attempt(url, request, attempt).catch((error: unknown) => {
        if (error instanceof ApiError) throw error;
        if (last) throw connectionError(request.method, url, error);
        return null;
      });
      if (answer === null || (!last && isTransient(answer.status, answer.headers))) {
        await wait(retryDelay(attempt, answer?.headers));
      } else if (answer.status >= 400) {
        throw statusError(request.method, url, answer.status, answer.body);
      } else {
        return answer.body;
      }
    }
  }

  /**
   * The `result` of a successful answer; `undefined` where the answer has none, or is no JSON. So lenient is the real
   * provider in most places.
   */
  async result(request: ApiRequest): Promise<unknown> {
    const body = await this.send(request);
    return goJsonError(body) === null ? (readJson(body) as { result?: unknown } | null)?.result : undefined;
  }

  /**
   * The whole envelope of a successful answer, for the places where the real provider insists on JSON.
   *
   * @throws ApiError also for an answer that is no JSON.
   */
  async envelope(request: ApiRequest): Promise<Readonly<Record<string, unknown>>> {
    const body = await this.send(request);
    const problem = goJsonError(body);
    if (problem !== null) throw new ApiError(`error parsing response json: ${problem}`);
    const json = readJson(body);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  }

  private url({ path, query }: ApiRequest): string {
    const search = goQuery(query ?? {});
    return `${this.baseUrl.replace(/\/+$/, '')}${path}${search === '' ? '' : `?${search}`}`;
  }

  private attempt(url: string, request: ApiRequest, attempt: number): Promise<Answer> {
    const body = request.body === undefined ? null : Buffer.from(goJson(request.body));
    return new Promise<Answer>((resolve, reject) => {
      const outgoing = (url.startsWith('https:') ? https : http).request(url, {
        method: request.method,
        headers: this.headers(request, attempt, body),
        // One connection per request: a kept one may die between two requests and look like a lost answer.
        agent: false,
      });
      outgoing.removeHeader('connection');
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        readAnswer(incoming).then(resolve, reject);
      });
      if (request.timeoutSeconds !== undefined) {
        const timer = setTimeout(() => {
          outgoing.destroy(new ApiError('context deadline exceeded'));
        }, request.timeoutSeconds * 1000);
        outgoing.on('close', () => {
          clearTimeout(timer);
        });
      }
      outgoing.end(body ?? undefined);
    });
  }

  private headers(request: ApiRequest, attempt: number, body: Buffer | null): http.OutgoingHttpHeaders {
    return {
      accept: request.accept ?? 'application/json',
      'accept-encoding': 'gzip',
      authorization: `Bearer ${this.token}`,
      'user-agent':
        `terraform-provider-cloudflare/${PROVIDER_VERSION} terraform-plugin-framework/${FRAMEWORK_VERSION}` +
        ` terraform/${this.caller.terraformVersion}`,
      'x-stainless-arch': 'x64',
      'x-stainless-lang': 'go',
      'x-stainless-os': 'Linux',
      'x-stainless-package-version': SDK_VERSION,
      'x-stainless-retry-count': String(attempt),
      'x-stainless-runtime': 'go',
      'x-stainless-runtime-version': SDK_RUNTIME_VERSION,
      ...(request.timeoutSeconds !== undefined && { 'x-stainless-timeout': String(request.timeoutSeconds) }),
      ...(body && { 'content-type': 'application/json', 'content-length': body.length }),
    };
  }
}

async function readAnswer(incoming: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const plain = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: plain.toString('utf8') };
}
