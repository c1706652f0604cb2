import { settled } from '../state/bulk-operations';
import { apiError } from './errors';
import { success } from './envelope';
import type { Answer } from './answer';
import type { Json } from '../json';
import type { RequestTracer } from './operation';
import type { RouteMatch } from './router';
import { nowOf } from '../state/clock';
import type { Store } from '../state/store';

export interface ApiRequest {
  readonly query: URLSearchParams;
  readonly body: Json | undefined;
  readonly canWrite: boolean;
}

/**
 * Runs one operation against the store, from reading the state to keeping the new one, without a pause in between:
 * of two writes at the same time, the second one sees what the first one left.
 */
export function callOperation(
  { route, params }: RouteMatch,
  request: ApiRequest,
  { store, traceRequest }: { readonly store: Store; readonly traceRequest: RequestTracer },
): Answer {
  if (route.method !== 'GET' && route.reads !== true && !request.canWrite)
    throw apiError('notAuthorized', []);
  const isDryRun = dryRun(route.method, route.path, request.query);
  const now = nowOf(store.state);
  store.replace(settled(store.state, now));
  const outcome = route.operation({ ...request, state: store.state, params, now, traceRequest });
  if (outcome.state !== undefined && !isDryRun) store.replace(outcome.state);
  if (outcome.bare === true) return { status: outcome.status ?? 200, body: outcome.result };
  if (outcome.status === 204) return { status: 204, body: undefined };
  return { status: 200, body: success(isDryRun ? null : outcome.result, outcome.resultInfo) };
}

/** `?dry_run=true` on a write of a ruleset: everything is checked, nothing is kept. */
function dryRun(method: string, path: string, query: URLSearchParams): boolean {
  if (method === 'GET' || !path.includes('/rulesets')) return false;
  const value = query.get('dry_run') ?? 'false';
  if (value !== 'true' && value !== 'false') {
    throw apiError('queryValue', [value, 'dry_run', 'it must be true or false'], undefined);
  }
  return value === 'true';
}
