import { apiError } from '../http/errors';
import { isObject, isString, type JsonObject, shown } from '../json';

const CONTENT_TYPES: readonly string[] = ['text/html', 'text/plain', 'text/xml', 'application/json'];

/** Of a block by a custom rule: 2 KB. */
const MAX_CONTENT_BYTES = 2048;

/**
 * Checks the answer of its own that a block rule may have.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/create-dashboard/#configure-a-custom-response-for-blocked-requests
 */
export function blockResponse(parameters: JsonObject, pointer: string): void {
  const response = parameters['response'];
  if (response === undefined) return;
  const at = `${pointer}/response`;
  if (!isObject(response)) {
    throw apiError('field', [shown(response), 'response', 'it must be an object'], at);
  }
  const { status_code: status, content_type: type, content } = response;
  const refuse = (key: string, reason: string) =>
    apiError('field', [shown(response[key]), key, reason], `${at}/${key}`);
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 400 || status > 499) {
    throw refuse('status_code', 'it must be 400 to 499');
  }
  if (!isString(type) || !CONTENT_TYPES.includes(type)) {
    throw refuse('content_type', `it must be one of ${CONTENT_TYPES.join(', ')}`);
  }
  if (!isString(content) || content === '') throw refuse('content', 'it must be a text');
  const size = Buffer.byteLength(content);
  if (size > MAX_CONTENT_BYTES) {
    throw apiError(
      'field',
      [`${size} bytes`, 'content', `it exceeded maximum ${MAX_CONTENT_BYTES}`],
      `${at}/content`,
    );
  }
}
