import { InputError, requireKnownKeys, show } from '../errors';
import { ExecutionContext } from '../rules-language';
// It is no part of the language's public names.
import type { SampleRequest } from '../rules-language/context/sample-request';

/** A sample request of which the time is known. */
export type TestRequest = SampleRequest & { readonly time: Date };

/** Every part of a request, so that none that is misspelt counts as not given. */
const PARTS: Record<keyof SampleRequest, true> = {
  method: true,
  url: true,
  headers: true,
  ip: true,
  body: true,
  time: true,
  version: true,
  ssl: true,
  normalisation: true,
  zonePlan: true,
  bodyLimit: true,
  headerLimit: true,
  lists: true,
  fields: true,
};

/**
 * The request with its time: by default the present, which fake timers may have set.
 *
 * @param lists contents of lists of which the request does not tell its own
 * @throws InputError `testing/request`, `props/unknown`, or the code of what is wrong with it, such as `context/url`
 */
export function testRequest(
  request: SampleRequest,
  lists: Readonly<Record<string, readonly string[]>>,
): TestRequest {
  requireRequest(request);
  const timed = {
    ...request,
    time: request.time ?? new Date(),
    lists: { ...lists, ...request.lists },
  };
  ExecutionContext.fromRequest(timed);
  return timed;
}

/** What the compiler checks in TypeScript, and nothing in JavaScript. */
function requireRequest(request: unknown): void {
  const { method, url, time } = (typeof request === 'object' && request !== null ? request : {}) as Readonly<
    Record<string, unknown>
  >;
  const isTimed = time === undefined || (time instanceof Date && !Number.isNaN(time.getTime()));
  if (typeof method !== 'string' || typeof url !== 'string' || !isTimed) {
    throw new InputError('testing/request', {
      message: `the request must have a \`method\` and a \`url\`, and if any a Date as \`time\`, got: ${show(request)}`,
      help: "write { method: 'POST', url: 'https://app.example.com/export', ip: '203.0.113.7' }",
    });
  }
  requireKnownKeys<SampleRequest>('the request', request as SampleRequest, PARTS);
}

/** `POST https://app.example.com/export from 203.0.113.7 at 2026-06-01T12:00:00.000Z` */
export function requestText({ method, url, ip, time }: TestRequest): string {
  return `${method} ${url}${ip === undefined ? '' : ` from ${ip}`} at ${time.toISOString()}`;
}
