import type { ErrorItem } from './api-error';
import type { Json, JsonObject } from '../json';

/** Cloudflare's answer to a request that succeeded. */
export function success(result: Json, resultInfo?: JsonObject): JsonObject {
  return {
    result,
    success: true,
    errors: [],
    messages: [],
    ...(resultInfo === undefined ? {} : { result_info: resultInfo }),
  };
}

/** Cloudflare's answer to a request that failed. */
export function failure(...errors: readonly ErrorItem[]): JsonObject {
  return { result: null, success: false, errors: errors.map((error) => ({ ...error })), messages: [] };
}
