import type { Operation } from '../http/operation';
import { numberedPage } from '../http/pagination';
import { apiError } from '../http/errors';
import { accountOf } from '../http/scopes';
import { zoneView } from '../state/zone-view';

/** `GET /zones`: filtered by name, account and status; `match=any` takes zones that one filter fits. */
export const listZones: Operation = ({ state, query, canWrite }) => {
  const match = query.get('match') ?? 'all';
  if (match !== 'all' && match !== 'any') {
    throw apiError('queryValue', [match, 'match', 'it must be all or any']);
  }
  const zones = state.zones.filter((zone) => {
    const values = {
      name: zone.name,
      status: zone.status,
      'account.id': zone.accountId,
      'account.name': accountOf(state, zone.accountId).name,
    };
    const fits = Object.entries(values).flatMap(([key, value]) =>
      query.has(key) ? [query.get(key) === value] : [],
    );
    return match === 'all' || fits.length === 0 ? fits.every(Boolean) : fits.some(Boolean);
  });
  const page = numberedPage(zones, query, { default: 20, max: 50 });
  return { result: page.items.map((zone) => zoneView(state, zone, canWrite)), resultInfo: page.resultInfo };
};
