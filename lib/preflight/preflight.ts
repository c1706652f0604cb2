import type { ZoneDeclaration, ZoneReference } from '../coexistence';
import { InputError, show } from '../errors';
import { type Phase, PHASES, REF_PREFIX } from '../exceptions';
import { lossesOf } from './carried-rule';
import type { CloudflareReader } from './cloudflare-reader';
import { isLiveList, isLiveObject, type LiveObject } from './live-json';
import type { Finding } from './loss';
import { missingManagedRules } from './managed-rule-check';

/** What a deploy would do to one entry point. */
export interface EntryPointReport {
  /** Name of the zone, or its id where the stack names it so. */
  readonly zone: string;
  readonly zoneId: string;
  readonly phase: Phase;
  /** `undefined` = the zone has no rules in this phase. */
  readonly entryPointId: string | undefined;
  /** Rules of others that stay. */
  readonly foreignRules: number;
  /** Rules of others that the stack removes, because its ZoneWaf says so. */
  readonly removedRules: number;
  readonly findings: readonly Finding[];
}

/**
 * Compares each live rule of others with what a plan of the stack would write back, and looks for the managed rules
 * that the stack's exceptions name. Both phases of every zone are read: a plan that changes a phase rewrites all of it.
 *
 * @throws InputError `preflight/zone` if a zone is not found or not unique, `cloudflare/...` from the reader
 */
export async function preflight(
  zones: readonly ZoneDeclaration[],
  reader: CloudflareReader,
): Promise<readonly EntryPointReport[]> {
  const reports: EntryPointReport[] = [];
  // One request at a time: Cloudflare counts them, and a stack has few zones.
  for (const zone of zones) {
    const zoneId = await findZone(zone.zone, reader);
    const rulesets = await reader.rulesets(zoneId);
    for (const phase of Object.keys(PHASES) as Phase[]) {
      reports.push(await checkPhase(zone, zoneId, phase, rulesets, reader));
    }
  }
  return reports;
}

async function findZone(zone: ZoneReference, reader: CloudflareReader): Promise<string> {
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
        : `name the account too: Zone.named('${zone.name}', { accountId: '...' }), or use Zone.id('...')`,
  });
}

async function checkPhase(
  declaration: ZoneDeclaration,
  zoneId: string,
  phase: Phase,
  rulesets: readonly LiveObject[],
  reader: CloudflareReader,
): Promise<EntryPointReport> {
  const zone = 'id' in declaration.zone ? declaration.zone.id : declaration.zone.name;
  const entryPointId = rulesets.find((ruleset) => ruleset['kind'] === 'zone' && ruleset['phase'] === phase)?.[
    'id'
  ];
  const rules = typeof entryPointId === 'string' ? await liveRules(zoneId, entryPointId, phase, reader) : [];
  const others = rules.filter(
    (rule) => !declaration.ownPrefixes.some((prefix) => refOf(rule).startsWith(prefix)),
  );
  const kept = others.filter((rule) => isKept(rule, phase, declaration));
  const missing = await missingManagedRules(
    declaration.exceptions.filter((exception) => exception.phase === phase).map(({ rule }) => rule),
    (id) => reader.ruleset(zoneId, id),
  );
  return {
    zone,
    zoneId,
    phase,
    entryPointId: typeof entryPointId === 'string' ? entryPointId : undefined,
    foreignRules: kept.length,
    removedRules: others.length - kept.length,
    findings: [...kept.flatMap(findingsOf), ...missing],
  };
}

async function liveRules(
  zoneId: string,
  id: string,
  phase: Phase,
  reader: CloudflareReader,
): Promise<readonly LiveObject[]> {
  const ruleset = await reader.ruleset(zoneId, id);
  // An empty list of rules may be left out; anything else that is missing means that we did not see the entry point.
  const rules = ruleset?.['rules'] ?? [];
  if (ruleset?.['phase'] === phase && isLiveList(rules) && rules.every(isLiveObject)) return rules;
  throw new InputError('cloudflare/answer', {
    message: `Cloudflare gave no complete answer for the entry point ${show(id)} of the phase ${show(phase)}`,
    help: 'try again: the entry point may have been changed in this moment',
  });
}

/** The same decision as in the plan: see `docs/coexistence.md`. */
function isKept(rule: LiveObject, phase: Phase, { foreignRules }: ZoneDeclaration): boolean {
  if (foreignRules === 'keep' || refOf(rule).startsWith(REF_PREFIX)) return true;
  return phase === 'http_request_firewall_managed' && rule['action'] === 'execute';
}

function findingsOf(rule: LiveObject): readonly Finding[] {
  const { description } = rule;
  const name = { ref: refOf(rule), description: typeof description === 'string' ? description : '' };
  return lossesOf(rule).map((loss) => ({ ...loss, rule: name }));
}

function refOf({ ref }: LiveObject): string {
  return typeof ref === 'string' ? ref : '';
}
