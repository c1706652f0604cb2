import { PLAN_FACTS } from '../../../cloudflare';
import { accountOf } from '../http/scopes';
import type { JsonObject } from '../json';
import type { State, Zone } from './state';

/** Zones have no history here: they were made, changed and activated at one moment. */
const SINCE = '2026-01-01T00:00:00.000000Z';

/** A zone as the API shows it. What nothing in the sandbox depends on is constant. */
export function zoneView(state: State, zone: Zone, canWrite: boolean): JsonObject {
  const plan = PLAN_FACTS[zone.plan];
  return {
    id: zone.id,
    name: zone.name,
    status: zone.status,
    paused: false,
    type: 'full',
    development_mode: 0,
    name_servers: ['a.ns.example', 'b.ns.example'],
    original_name_servers: ['ns1.example'],
    original_registrar: null,
    original_dnshost: null,
    modified_on: SINCE,
    created_on: SINCE,
    activated_on: SINCE,
    account: { ...accountOf(state, zone.accountId) },
    owner: { id: null, type: 'user', email: null },
    permissions: canWrite ? ['#waf:read', '#waf:edit', '#zone:read'] : ['#waf:read', '#zone:read'],
    plan: {
      id: plan.id,
      name: plan.websiteName,
      price: 0,
      currency: 'USD',
      frequency: '',
      is_subscribed: zone.plan !== 'free',
      can_subscribe: false,
      legacy_id: zone.plan,
      legacy_discount: false,
      externally_managed: false,
    },
    meta: { step: 2, custom_certificate_quota: 0, page_rule_quota: 3, phishing_detected: false },
  };
}
