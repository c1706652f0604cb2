import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import type { ZoneDeclaration } from '../coexistence';
import { type ExceptionPhase, PHASES } from '../exceptions';
import { lossesOf } from './carried/carried-rule';
import { type CloudflareReader, isLiveList, type LiveObject } from '../api-client';
import type { AskCloudflare } from './dry-run/dry-run';
import { askAbout, type DryRunReport } from './dry-run/dry-run-report';
import { listsIn } from './lists/list-names';
import type { Finding } from './carried/loss';
import { findZone, type LiveEntryPoint, readEntryPoint } from './live-entry-point';
import { missingManagedRules } from './managed-rule-check';
import { leftInPhase, type PlanProblem, planProblems, rulesOf, type ZoneFacts } from './plan-problems';
import {
  descriptionOf,
  isLeftOut,
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
  readonly phase: ExceptionPhase;
  /** `undefined` = the zone has no rules in this phase. */
  readonly entryPointId: string | undefined;
  /** Rules of others that stay. */
  readonly foreignRules: number;
  /** Rules of others that the stack removes, because its ZoneWaf says so. */
  readonly removedRules: number;
  /** Rules of others that an exception takes the place of. */
  readonly replacedRules: number;
  /** `phases` of the ZoneWaf leaves it out: nothing of it would be written. */
  readonly isLeftOut: boolean;
  /** No exception of the stack is in it, in code or live, and it shares the other phase, so `phases` may leave it out. */
  readonly canBeLeftOut: boolean;
  readonly findings: readonly Finding[];
  /** Why the plan would fail, or should. */
  readonly problems: readonly PlanProblem[];
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
    const phases: PhaseRules[] = [];
    for (const phase of Object.keys(PHASES) as ExceptionPhase[]) {
      phases.push(await readPhase(zone, zoneId, phase, rulesets, reader));
    }
    const facts = await readFacts(zone, zoneId, { phases, rulesets, reader });
    for (const one of phases) reports.push(await checkPhase(zone, zoneId, one, { facts, reader, options }));
  }
  return reports;
}

/** One phase as it is live, and what becomes of its rules. */
interface PhaseRules {
  readonly phase: ExceptionPhase;
  readonly entryPointId: string | undefined;
  readonly live: LiveEntryPoint | undefined;
  readonly others: ReturnType<typeof otherRules>;
}

async function readPhase(
  declaration: ZoneDeclaration,
  zoneId: string,
  phase: ExceptionPhase,
  rulesets: readonly LiveObject[],
  reader: CloudflareReader,
): Promise<PhaseRules> {
  const live = await readEntryPoint(zoneId, phase, rulesets, reader);
  return { phase, entryPointId: live?.id, live, others: otherRules(declaration, phase, live?.rules ?? []) };
}

/** The plan of the zone and its custom rulesets are only read where a custom rule of the stack depends on them. */
async function readFacts(
  { exceptions }: ZoneDeclaration,
  zoneId: string,
  {
    phases,
    rulesets,
    reader,
  }: {
    readonly phases: readonly PhaseRules[];
    readonly rulesets: readonly LiveObject[];
    readonly reader: CloudflareReader;
  },
): Promise<ZoneFacts> {
  const managed = phases.find(({ phase }) => phase === MANAGED_PHASE);
  const facts = {
    phases: rulesets
      .filter(({ kind }) => kind === 'zone')
      .map(({ phase }) => (typeof phase === 'string' ? phase : '')),
    managed: rulesOf(managed?.others.kept ?? []),
  };
  if (exceptions.every(({ phase }) => phase !== CUSTOM_PHASE)) {
    return { ...facts, plan: undefined, elsewhere: 0 };
  }
  let elsewhere = 0;
  for (const { kind, phase, id } of rulesets) {
    if (kind !== 'custom' || phase !== CUSTOM_PHASE || typeof id !== 'string') continue;
    const { rules = [] } = (await reader.ruleset(zoneId, id)) ?? {};
    elsewhere += isLiveList(rules) ? rules.length : 0;
  }
  return { ...facts, plan: await reader.zonePlan(zoneId), elsewhere };
}

/** What is known and asked, the same for both phases of a zone. */
interface Sources {
  readonly facts: ZoneFacts;
  readonly reader: CloudflareReader;
  readonly options: AskOptions;
}

async function checkPhase(
  declaration: ZoneDeclaration,
  zoneId: string,
  { phase, entryPointId, live, others }: PhaseRules,
  { facts, reader, options }: Sources,
): Promise<EntryPointReport> {
  const zone = 'id' in declaration.zone ? declaration.zone.id : declaration.zone.name;
  const place = { zone, zoneId, phase, entryPointId, foreignRules: others.kept.length };
  const own = (live?.rules ?? []).filter((rule) => isOwn(declaration, rule));
  if (isLeftOut(declaration, phase)) {
    return {
      ...place,
      removedRules: 0,
      replacedRules: 0,
      isLeftOut: true,
      canBeLeftOut: false,
      findings: [],
      problems: leftInPhase(phase, own.map(refOf)),
      dryRun: await dryRunOf({ zoneId, phase, entryPoint: live?.ruleset }, [], options, NOTHING_TO_ASK),
      usedLists: own.flatMap(listsIn),
    };
  }
  const missing = await missingManagedRules(
    declaration.exceptions.filter((exception) => exception.phase === phase).map(({ rule }) => rule),
    (id) => reader.ruleset(zoneId, id),
  );
  const rules = plannedRules(declaration, phase, others.kept);
  const isWritten = !isUnchanged(rules, live?.rules ?? []);
  // What is not written is not lost; a form that Terraform refuses stands in the way of any plan.
  const losses = others.kept.flatMap(findingsOf).filter(({ effect }) => isWritten || effect === 'refused');
  return {
    ...place,
    removedRules: others.removed.length,
    replacedRules: others.replaced.length,
    isLeftOut: false,
    canBeLeftOut:
      declaration.phases === undefined &&
      own.length === 0 &&
      declaration.exceptions.every((exception) => exception.phase !== phase),
    findings: [...losses, ...missing],
    problems: planProblems(declaration, phase, { rules, live: live?.rules.length ?? 0 }, facts),
    dryRun: await dryRunOf({ zoneId, phase, entryPoint: live?.ruleset }, rules, options, {
      isNeeded: isWritten,
      isPlanned: losses.every(({ effect }) => effect === 'lost'),
    }),
    usedLists: own.flatMap(listsIn),
  };
}

const NOTHING_TO_ASK = { isNeeded: false, isPlanned: true };

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

function findingsOf(rule: LiveObject): readonly Finding[] {
  const name = { ref: refOf(rule), description: descriptionOf(rule) };
  return lossesOf(rule).map((loss) => ({ ...loss, rule: name }));
}
