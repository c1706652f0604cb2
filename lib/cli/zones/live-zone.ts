import { CUSTOM_PHASE, ID_PATTERN, MANAGED_PHASE, type ZonePlan } from '../../cloudflare';
import { InputError, show } from '../../errors';
import { executed, type Rule, withDefaultRuleset } from '../../rulesets';
import type { cloudflareReader } from '../../api-client';
import { readLiveLists } from './live-lists';
import { type PlacedZone, zonesIn } from './traced-zones';
import { knownPlan } from './zone-facts';

type Reader = ReturnType<typeof cloudflareReader>;

const PHASES: readonly unknown[] = [CUSTOM_PHASE, MANAGED_PHASE];

/**
 * The rules that the API holds for a zone: its two entry points, the custom rulesets that they execute, and the lists that
 * all of them name.
 *
 * @param zone name or id
 * @throws InputError `cloudflare/...`
 */
export async function readLiveZone(zone: string, reader: Reader): Promise<PlacedZone> {
  const zoneId = await zoneIdOf(zone, reader);
  const summaries = await reader.rulesets(zoneId);
  const entryPoints = summaries.filter(({ kind, phase }) => kind === 'zone' && PHASES.includes(phase));
  const [found = emptyZone(zone)] = await read(
    entryPoints.map(({ id }) => id).filter((id) => typeof id === 'string'),
  );
  const { custom, managed } = found.zone;
  const ids = new Set(custom.map(executed).filter((id) => id !== undefined));
  const [{ zone: inner, notes: innerNotes } = emptyZone(zone)] = await read([...ids]);
  const { customRulesets = {} } = inner;
  const rules = [custom, managed, ...Object.values(customRulesets)].flat();
  const { lists, notes } = await readLiveLists(zoneId, rules, reader);
  const isAsked = rules.some(readsPlan) || withDefaultRuleset(managed, undefined) !== managed;
  const plan = isAsked ? await readPlan(zoneId, reader) : undefined;
  return {
    ...found,
    name: zone,
    notes: [...found.notes, ...innerNotes, ...notes],
    zone: {
      custom,
      managed,
      isManagedWhole: true,
      customRulesets,
      lists,
      ...(plan !== undefined && { plan }),
    },
  };

  async function read(rulesetIds: readonly string[]): Promise<readonly PlacedZone[]> {
    const rulesets: object[] = [];
    // One request at a time: Cloudflare counts them.
    for (const id of rulesetIds) {
      const ruleset = await reader.ruleset(zoneId, id);
      // The API leaves out an empty list of rules.
      if (ruleset !== undefined) rulesets.push({ rules: [], ...ruleset });
    }
    return rulesets.length === 0 ? [] : zonesIn('the API', rulesets);
  }
}

/** A token that may not read the zone is no error: its plan is unknown then. */
async function readPlan(zoneId: string, reader: Reader): Promise<ZonePlan | undefined> {
  try {
    return knownPlan(await reader.zonePlan(zoneId));
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'cloudflare/not-authorized') throw error;
    return undefined;
  }
}

/** Whether it depends on the zone's plan: by itself, or by how much of a body it sees. */
function readsPlan({ expression }: Rule): boolean {
  return /cf\.zone\.plan|http\.request\.body/.test(expression);
}

function emptyZone(name: string): PlacedZone {
  return {
    name,
    source: 'the API',
    isWhole: true,
    notes: [],
    zone: { custom: [], managed: [], isManagedWhole: true },
  };
}

/**
 * @param name name or id
 * @throws InputError `cloudflare/...`
 */
export async function zoneIdOf(name: string, reader: Reader): Promise<string> {
  if (ID_PATTERN.test(name)) return name;
  const ids = await reader.zoneIds(name, undefined);
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  throw new InputError('cloudflare/zone', {
    message: `${ids.length === 0 ? 'no zone' : `${ids.length} zones`} with the name ${show(name)}`,
    help:
      ids.length === 0
        ? 'check the name, and that the token has the permission Zone Read for this zone'
        : 'give the id of the zone',
  });
}
