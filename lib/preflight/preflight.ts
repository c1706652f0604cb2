import type { ZoneDeclaration, ZoneReference } from '../coexistence';
import { InputError, show } from '../errors';
import { type Phase, PHASES } from '../exceptions';
import { lossesOf } from './carried-rule';
import type { CloudflareReader } from './cloudflare-reader';
import type { AskCloudflare } from './dry-run';
import { askAbout, type DryRunReport } from './dry-run-report';
import { listsIn } from './list-names';
import { isLiveList, isLiveObject, type LiveObject } from './live-json';
import type { Finding } from './loss';
import { missingManagedRules } from './managed-rule-check';
import {
  descriptionOf,
  isOwn,
  isUnchanged,
  otherRules,
  type PlannedRule,
  plannedRules,
  refOf,
} from './planned-rules';

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
  /** What Cloudflare says about the list that a deploy would write. */
  readonly dryRun: DryRunReport;
  /** IP lists that live exceptions of this stack name, without `$`. */
  readonly usedLists: readonly string[];
}

/** Whether and how Cloudflare is asked about the planned rules. */
interface AskOptions {
  /** @default - it is not asked */
  readonly ask?: AskCloudflare;
  /**
   * The IP lists that the stack makes, without `$`.
   *
   * @default []
   */
  readonly ownLists?: readonly string[];
}

/**
 * Compares each live rule of others with what a plan of the stack would write back, looks for the managed rules that the
 * stack's exceptions name, and asks Cloudflare whether it would take the list. Both phases of every zone are read: a plan
 * that changes a phase rewrites all of it.
 *
 * @throws InputError `preflight/zone` if a zone is not found or not unique, `cloudflare/...` from the reader
 */
export async function preflight(
  zones: readonly ZoneDeclaration[],
  reader: CloudflareReader,
  options: AskOptions = {},
): Promise<readonly EntryPointReport[]> {
  const reports: EntryPointReport[] = [];
  // One request at a time: Cloudflare counts them, and a stack has few zones.
  for (const zone of zones) {
    const zoneId = await findZone(zone.zone, reader);
    const rulesets = await reader.rulesets(zoneId);
    for (const phase of Object.keys(PHASES) as Phase[]) {
      reports.push(await checkPhase(zone, zoneId, phase, { rulesets, reader, options }));
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

/** What is read and asked, the same for both phases of a zone. */
interface Sources {
  readonly rulesets: readonly LiveObject[];
  readonly reader: CloudflareReader;
  readonly options: AskOptions;
}

async function checkPhase(
  declaration: ZoneDeclaration,
  zoneId: string,
  phase: Phase,
  { rulesets, reader, options }: Sources,
): Promise<EntryPointReport> {
  const zone = 'id' in declaration.zone ? declaration.zone.id : declaration.zone.name;
  const listed = rulesets.find((ruleset) => ruleset['kind'] === 'zone' && ruleset['phase'] === phase)?.['id'];
  const entryPointId = typeof listed === 'string' ? listed : undefined;
  const live = entryPointId === undefined ? undefined : await readLive(zoneId, entryPointId, phase, reader);
  const others = otherRules(declaration, phase, live?.rules ?? []);
  const missing = await missingManagedRules(
    declaration.exceptions.filter((exception) => exception.phase === phase).map(({ rule }) => rule),
    (id) => reader.ruleset(zoneId, id),
  );
  const losses = others.kept.flatMap(findingsOf);
  const rules = plannedRules(declaration, phase, others.kept);
  return {
    zone,
    zoneId,
    phase,
    entryPointId,
    foreignRules: others.kept.length,
    removedRules: others.removed.length,
    findings: [...losses, ...missing],
    dryRun: await dryRunOf({ zoneId, phase, entryPoint: live?.ruleset }, rules, options, {
      isNeeded: !isUnchanged(rules, live?.rules ?? []),
      isPlanned: losses.every(({ effect }) => effect === 'lost'),
    }),
    usedLists: (live?.rules ?? []).filter((rule) => isOwn(declaration, rule)).flatMap(listsIn),
  };
}

async function dryRunOf(
  place: Parameters<typeof askAbout>[1],
  rules: readonly PlannedRule[],
  { ask, ownLists = [] }: AskOptions,
  { isNeeded, isPlanned }: { readonly isNeeded: boolean; readonly isPlanned: boolean },
): Promise<DryRunReport> {
  if (ask !== undefined && isNeeded && isPlanned) return askAbout(ask, place, rules, ownLists);
  const outcome = ask === undefined ? 'off' : isNeeded ? 'no-plan' : 'unchanged';
  return { outcome, rules: rules.length, refusals: [], newLists: [] };
}

async function readLive(
  zoneId: string,
  id: string,
  phase: Phase,
  reader: CloudflareReader,
): Promise<{ readonly ruleset: LiveObject; readonly rules: readonly LiveObject[] }> {
  const ruleset = await reader.ruleset(zoneId, id);
  // An empty list of rules may be left out; anything else that is missing means that we did not see the entry point.
  const rules = ruleset?.['rules'] ?? [];
  if (ruleset?.['phase'] === phase && isLiveList(rules) && rules.every(isLiveObject)) {
    return { ruleset, rules };
  }
  throw new InputError('cloudflare/answer', {
    message: `Cloudflare gave no complete answer for the entry point ${show(id)} of the phase ${show(phase)}`,
    help: 'try again: the entry point may have been changed in this moment',
  });
}

function findingsOf(rule: LiveObject): readonly Finding[] {
  const name = { ref: refOf(rule), description: descriptionOf(rule) };
  return lossesOf(rule).map((loss) => ({ ...loss, rule: name }));
}
