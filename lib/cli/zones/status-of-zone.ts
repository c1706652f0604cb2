import type { CloudflareReader, GraphqlClient } from '../../api-client';
import { InputError } from '../../errors';
import { type LiveEvents, type ZoneStatus, zoneStatus } from '../../status';
import { withLastChanges } from './last-changes';
import { readManagedRulesets } from './live-managed-rulesets';
import { readLiveZone, zoneIdOf } from './live-zone';
import { readZoneEvents } from './zone-events';

interface Clients {
  readonly reader: CloudflareReader;
  readonly graphql: GraphqlClient;
}

/**
 * The skip rules of a live zone. A token that cannot read Security Events is not an error: the matches are then unknown.
 *
 * @param name name or id
 * @throws InputError `cloudflare/...`
 */
export async function readZoneStatus(
  name: string,
  { reader: given, graphql }: Clients,
  time: { readonly now: number; readonly days: number },
): Promise<ZoneStatus> {
  const { reader, changes } = withLastChanges(given);
  const id = await zoneIdOf(name, reader);
  const { zone, notes } = await readLiveZone(id, reader);
  const deployed = await readManagedRulesets(id, zone, reader);
  const rules = [zone.custom, zone.managed, ...Object.values(zone.customRulesets ?? {})]
    .flat()
    .filter(({ action }) => action === 'skip');
  let events: LiveEvents | undefined;
  const missing: string[] = [];
  try {
    events = await readZoneEvents(graphql, id, rules, time);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'cloudflare/not-authorized') throw error;
    missing.push(`matches are unknown: ${error.summary}; ${error.help}`);
  }
  return zoneStatus(
    { name, id, rules: zone, deployed, changes, events, notes: [...notes, ...missing] },
    time.now,
  );
}
