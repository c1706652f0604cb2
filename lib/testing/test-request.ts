import { InputError } from '../errors';
import { ExecutionContext } from '../rules-language';
// Neither is part of the language's public names.
import { ContextError } from '../rules-language/context/context-error';
import type { SampleRequest } from '../rules-language/context/sample-request';

/** A sample request of which the time is known. */
export type TestRequest = SampleRequest & { readonly time: Date };

/**
 * The request with its time: by default the present, which fake timers may have set.
 *
 * @throws InputError with the code of what is wrong with it, such as `context/url`
 */
export function testRequest(request: SampleRequest): TestRequest {
  const timed = { ...request, time: request.time ?? new Date() };
  try {
    ExecutionContext.fromRequest(timed);
  } catch (error) {
    if (!(error instanceof ContextError)) throw error;
    throw new InputError(error.code, { message: error.message, help: error.help });
  }
  return timed;
}

/** `POST https://app.example.com/export from 203.0.113.7 at 2026-06-01T12:00:00.000Z` */
export function requestText({ method, url, ip, time }: TestRequest): string {
  return `${method} ${url}${ip === undefined ? '' : ` from ${ip}`} at ${time.toISOString()}`;
}
