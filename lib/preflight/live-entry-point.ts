import { type CloudflareReader, isLiveList, isLiveObject, type LiveObject } from '../api-client';
import type { ZoneReference } from '../coexistence';
import { InputError, show } from '../errors';
import type { ExceptionPhase } from '../exceptions';
import { holds, listOf, objectOf } from '../rulesets';

/** An entry point as the API holds it. */
export interface LiveEntryPoint {
  readonly id: string;
  readonly ruleset: LiveObject;
  readonly rules: readonly LiveObject[];
}

/**
 * The id of a zone of the stack.
 *
 * @throws InputError `preflight/zone` if it is not found or not unique, `cloudflare/...` from the reader
 */
export async function findZone(zone: ZoneReference, reader: CloudflareReader): Promise<string> {
  if ('id' in zone) return zone.id;
  const ids = await reader.zoneIds(zone.name, zone.accountId);
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  const account = zone.accountId === undefined ? '' : ` in the account ${show(zone.accountId)}`;
  throw new InputError('preflight/zone', {
    message: `${ids.length === 0 ? 'no zone' : `${ids.length} zones`}${account} with the name ${show(zone.name)}`,
    help:
      ids.length === 0
        ? 'check the name, and that the token has the permission Zone Read for this zone'
        : `name the account too: Zone.fromName('${zone.name}', { accountId: '...' }), or use Zone.fromId('...')`,
  });
}

/**
 * The entry point of a phase; `undefined` if the zone has none.
 *
 * @param rulesets those of the zone, as the API lists them
 * @throws InputError `cloudflare/answer` if Cloudflare leaves out what the version of the entry point holds, and as the reader
 */
export async function readEntryPoint(
  zoneId: string,
  phase: ExceptionPhase,
  rulesets: readonly LiveObject[],
  reader: CloudflareReader,
): Promise<LiveEntryPoint | undefined> {
  const id = rulesets.find((ruleset) => ruleset['kind'] === 'zone' && ruleset['phase'] === phase)?.['id'];
  return typeof id === 'string' ? readLive(zoneId, id, phase, reader) : undefined;
}

async function readLive(
  zoneId: string,
  id: string,
  phase: ExceptionPhase,
  reader: CloudflareReader,
): Promise<LiveEntryPoint> {
  const ruleset = await reader.ruleset(zoneId, id);
  // An empty list of rules may be left out; anything else that is missing means that we did not see the entry point.
  const rules = ruleset?.['rules'] ?? [];
  if (ruleset?.['phase'] !== phase || !isLiveList(rules) || !rules.every(isLiveObject)) {
    throw new InputError('cloudflare/answer', {
      message: `Cloudflare gave no complete answer for the entry point ${show(id)} of the phase ${show(phase)}`,
      help: 'try again: the entry point may have changed in the meantime',
    });
  }
  const version = ruleset['version'];
  const copy = typeof version === 'string' ? await reader.rulesetVersion(zoneId, id, version) : undefined;
  const kept = copy?.['version'] === version ? listOf(copy?.['rules']).map(objectOf) : [];
  if (!kept.every((rule) => rules.some((read) => read['id'] === rule['id'] && holds(read, rule)))) {
    throw new InputError('cloudflare/answer', {
      message: `Cloudflare's answer for the entry point ${show(id)} of the phase ${show(phase)} leaves out what its version ${show(version)} holds`,
      help: 'try again; if it stays, do not deploy: what the answer leaves out would be deleted',
    });
  }
  return { id, ruleset, rules };
}
