import type { Dispatcher } from 'undici';
import { isProxied } from './proxied-fetch';

/** A request as any client sends it: without a token, to whatever host. */
export interface ClientRequest {
  /** Scheme, host and port, such as `https://app.example.com`. */
  readonly origin: string;
  readonly method: string;
  /** Path and query, sent byte for byte: nothing of them is repaired. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | undefined;
}

/** Its answer, or a code for why there is none. */
export type ClientAnswer =
  | {
      readonly status: number;
      /** Names in lower case. */
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** Its beginning. */
      readonly body: string;
    }
  | { readonly failure: string };

const TIMEOUT_MS = 30_000;

/** As much of an answer is read: pages of an edge are shorter. */
const BODY_BYTES = 64 * 1024;

/**
 * Sends a request once, through the proxy of the environment, and follows no redirect. `fetch` would repair the path, and
 * hide what an attacker sends.
 */
export async function sendAsClient(request: ClientRequest): Promise<ClientAnswer> {
  const { origin, method, target, headers, body } = request;
  const undici = await import('undici');
  const dispatcher: Dispatcher = isProxied(origin) ? new undici.EnvHttpProxyAgent() : new undici.Agent();
  try {
    const answer = await dispatcher.request({
      origin,
      path: target,
      method: method as Dispatcher.HttpMethod,
      headers: headers.flat(),
      body: typeof body === 'string' ? Buffer.from(body) : (body ?? null),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).flatMap(([name, value = '']) =>
        (Array.isArray(value) ? value : [value]).map((one) => [name.toLowerCase(), one] as const),
      ),
      body: await beginning(answer.body),
    };
  } catch (error) {
    return { failure: codeOf(error) };
  } finally {
    await dispatcher.destroy();
  }
}

async function beginning(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = chunk as Buffer;
    chunks.push(bytes);
    size += bytes.length;
    if (size >= BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, BODY_BYTES);
}

/** Only codes: the text of an error can hold headers. */
function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown error';
}
