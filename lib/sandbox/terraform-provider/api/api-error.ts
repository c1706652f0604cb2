import { statusText } from './status-text';

/** A request without a usable answer. The message is the text that the real provider shows. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** HTTP status of the answer; `null` if there was none. */
    readonly status: number | null = null,
  ) {
    super(message);
  }
}

/** The error of an answer with status 400 or more: request line, status, and the body if it is a JSON object. */
export function statusError(method: string, url: string, status: number, body: string): ApiError {
  const json = body.trimStart().startsWith('{') ? body.trim() : '';
  return new ApiError(`${method} "${url}": ${status} ${statusText(status)} ${json}`, status);
}

/** The error of a request that got no answer, in the words of Go's HTTP client. */
export function connectionError(method: string, url: string, cause: unknown): ApiError {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  return new ApiError(`${verb} "${url}": ${reason(url, cause)}`);
}

// What Node's HTTP client throws may come from another realm (Jest's), so `instanceof Error` would not know it.
function reason(url: string, cause: unknown): string {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  if (code === 'ECONNREFUSED') return `dial tcp ${new URL(url).host}: connect: connection refused`;
  return code === 'ECONNRESET' ? 'EOF' : String(message);
}
