import { ExecutionContext } from '../../rules-language/context/execution-context';
import type { List, State, Zone } from '../cloudflare-api';
import { bodyLimitOf } from './body-limit';
import type { ClientRequest } from './client-request';

/** The fields of a request, and the lists of its zone's account. What Cloudflare alone knows is unknown. */
export function contextOf(
  request: ClientRequest,
  zone: Zone,
  state: State,
  { rayId, startedAt }: { readonly rayId: string; readonly startedAt: number },
): ExecutionContext {
  const lists = state.lists.filter(({ accountId }) => accountId === zone.accountId);
  return ExecutionContext.fromRequest({
    method: request.method,
    url: request.target,
    headers: request.headers,
    ip: request.ip,
    body: request.body,
    zonePlan: zone.plan,
    bodyLimit: bodyLimitOf(zone),
    ssl: request.ssl,
    version: request.version,
    time: new Date(startedAt),
    lists: Object.fromEntries(lists.map((list) => [list.name, itemsOf(list)])),
    fields: { 'cf.zone.name': zone.name, 'cf.ray_id': rayId },
  });
}

function itemsOf(list: List): readonly (string | number)[] {
  return list.items.flatMap((item) => {
    const value = item[list.kind];
    if (typeof value === 'string' || typeof value === 'number') return [value];
    const hostname = (value as { url_hostname?: unknown } | undefined)?.url_hostname;
    return typeof hostname === 'string' ? [hostname] : [];
  });
}
