import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient } from './api/api-client';
import { ApiError } from './api/api-error';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Waits for the end of an asynchronous change of list items: asks at once, then after pauses of 1, 2, 4 ... 30 seconds.
 *
 * @throws ApiError if the operation failed, or can't be asked for
 */
export async function finishBulkOperation(
  api: ApiClient,
  lists: string,
  operationId: unknown,
): Promise<void> {
  if (typeof operationId !== 'string' || operationId === '') {
    throw new ApiError('missing required operation_id parameter');
  }
  const path = `${lists}/bulk_operations/${encodeURIComponent(operationId)}`;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const { result } = await api.envelope({ method: 'GET', path });
    const { status, error } = (result ?? {}) as { readonly status?: unknown; readonly error?: unknown };
    if (status === 'completed') return;
    if (status === 'failed') {
      throw new ApiError(`failed to create list item: ${typeof error === 'string' ? error : ''}`);
    }
    await wait(pause);
  }
}
