import { CUSTOM_PHASE, MANAGED_PHASE, PHASES } from '../../cloudflare';
import { InputError, show } from '../../errors';
import {
  incompletePlan,
  type ListContents,
  objectOf,
  type PlacedList,
  readDocument,
  readLists,
  readResources,
  type RuleList,
  unreadable,
  zonesWithoutEntryPoint,
} from '../../rulesets';
import type { TracedZone } from '../../trace';
import { zoneFactsIn } from './zone-facts';

/** The rules of one zone, and where they are from. */
export interface PlacedZone {
  /** Its name, or its id; empty if the file has neither. */
  readonly name: string;
  /** In words: a file, or the API. */
  readonly source: string;
  /** False where others may have rules as well: a stack only has its own exceptions. */
  readonly isWhole: boolean;
  /** What else is to be said of them. */
  readonly notes: readonly string[];
  readonly zone: TracedZone;
}

/**
 * The zones of which a JSON file holds rules.
 *
 * @throws InputError `rulesets/document`, `trace/account`, `trace/lists`
 */
export function zonesIn(file: string, content: unknown): readonly PlacedZone[] {
  const all = readDocument(file, content);
  const lists = all.filter(({ list: { kind } }) => kind !== 'root');
  const ofAccount = all.find(({ list: { kind } }) => kind === 'root');
  if (ofAccount !== undefined && lists.length === 0) {
    throw new InputError('trace/account', {
      message: `${show(file)} holds rules of the account only, at ${show(ofAccount.place)}: a trace does not read them`,
      help: 'give the rules of a zone, by file or with --live; those of the account run before them, and an exception of a zone skips none of them',
    });
  }
  const facts = zoneFactsIn(content);
  const nameOf = ({ zoneName, zoneId = '' }: RuleList): string =>
    zoneName ?? facts.get(zoneId)?.name ?? zoneId;
  const names = [...new Set(lists.map(({ list }) => nameOf(list)))];
  const contents = readLists(content);
  const part = partOf(content);
  const bare = zonesWithoutEntryPoint(content, MANAGED_PHASE);
  return names.map((name) => {
    const own = lists.filter(({ list }) => nameOf(list) === name);
    const isBare = own.some(({ list: { zoneId } }) => zoneId !== undefined && bare.has(zoneId));
    const placed = placedZone(file, name, own, contents, isBare);
    const plan = own
      .map(({ list: { zoneId = '' } }) => facts.get(zoneId)?.plan)
      .find((one) => one !== undefined);
    const zone = plan === undefined ? placed : { ...placed, zone: { ...placed.zone, plan } };
    return part === undefined ? zone : { ...zone, isWhole: false, notes: [...zone.notes, part] };
  });
}

/** Why a plan does not tell all that its stack does; `undefined` if it does, or for anything but a plan. */
function partOf(content: unknown): string | undefined {
  const missing = incompletePlan(content);
  return missing && `the file ${missing.says}: rules may be missing`;
}

/** The rulesets and lists of the plan as they are before it, in the form of a state. */
export function liveOf(file: string, plan: unknown): unknown {
  const changes = (plan as { readonly resource_changes?: unknown } | null)?.resource_changes;
  if (!Array.isArray(changes)) {
    throw new InputError('trace/before', {
      message: `${show(file)} is not a plan, so \`--before\` cannot be used`,
      help: 'give the output of `terraform show -json` for a plan file, or leave --before out',
    });
  }
  const resources = (changes as readonly ResourceChange[])
    .filter(({ change }) => change?.before !== undefined && change.before !== null)
    .map(({ address, type, mode, change }) => ({ address, type, mode, values: change?.before }));
  const read = readResources({ values: objectOf(objectOf(plan)['prior_state'])['values'] ?? {} })
    .filter(({ isData }) => isData)
    .map(({ address, type, values }) => ({ address, type, mode: 'data', values }));
  const { errored, complete } = objectOf(plan);
  return { errored, complete, values: { root_module: { resources: [...resources, ...read] } } };
}

/** As `terraform show -json` writes it; nothing of it is taken for granted. */
interface ResourceChange {
  readonly address?: unknown;
  readonly type?: unknown;
  readonly mode?: unknown;
  readonly change?: { readonly before?: unknown };
}

function placedZone(
  source: string,
  name: string,
  lists: readonly PlacedList[],
  contents: ListContents,
  withoutManaged: boolean,
): PlacedZone {
  const custom = lists.filter(({ list }) => list.kind === 'custom');
  const rulesOf = (phase: string): RuleList['rules'] => {
    const [first, second] = lists.filter(({ list }) => list.kind !== 'custom' && list.phase === phase);
    if (second !== undefined) {
      throw new InputError('trace/lists', {
        message: `${show(source)} holds two lists of the phase ${show(phase)} that may be of one zone: ${show(first?.place)} and ${show(second.place)}`,
        help: 'give them in files of their own',
      });
    }
    return first?.list.rules ?? [];
  };
  const read = lists.filter(({ list }) => list.otherPhase === undefined);
  requirePhases(source, read);
  requireRules(source, read);
  const isWhole = read.every(({ list }) => list.isWhole === true || list.kind === 'custom');
  return {
    name,
    source,
    notes: [...lists.flatMap(unknownPhase), ...read.flatMap(notRead)],
    isWhole,
    zone: {
      custom: rulesOf(CUSTOM_PHASE),
      managed: rulesOf(MANAGED_PHASE),
      isManagedWhole: isManagedWhole(lists, withoutManaged),
      customRulesets: Object.fromEntries(custom.map(({ list }) => [list.id ?? '', list.rules])),
      lists: contents,
    },
  };
}

/** Whether all rules of the managed entry point are known: it is there as a whole, or the zone has none. */
function isManagedWhole(lists: readonly PlacedList[], isBare: boolean): boolean {
  const own = lists.filter(({ list }) => list.kind !== 'custom' && list.phase === MANAGED_PHASE);
  if (own.length === 0) return isBare;
  return own.every(
    ({ list }) =>
      list.isWhole === true && list.rules.every(({ unknown = [] }) => !unknown.includes('action')),
  );
}

/** Another phase is no concern of a trace; one that this version does not know may be. */
function unknownPhase({ place, list: { otherPhase } }: PlacedList): readonly string[] {
  const isKnown = otherPhase === undefined || (PHASES as readonly string[]).includes(otherPhase);
  return isKnown
    ? []
    : [`the rules of ${show(place)} are not read: their phase is not known to this version`];
}

/** The rules of a list that cannot be read, and why. */
function notRead({ place, list: { rules } }: PlacedList): readonly string[] {
  return rules
    .map(unreadable)
    .filter((reason) => reason !== undefined)
    .map(({ problem }) => `a rule of ${show(place)} is not read, at ${problem.path}: ${problem.message}`);
}

/** Without them, what the others do would be reported as if they were all. */
function requireRules(source: string, lists: readonly PlacedList[]): void {
  for (const { place, list } of lists) {
    const [problem] = list.problems ?? [];
    if (problem === undefined) continue;
    throw new InputError('trace/rules', {
      message: `the rules of ${show(source)}, at ${show(place)}, cannot be read: ${problem.message}`,
      help: `${problem.help}, at ${problem.path}`,
    });
  }
}

/** Rules of an unknown phase would be left out in silence. */
function requirePhases(source: string, lists: readonly PlacedList[]): void {
  const lost = lists.find(({ list }) => list.phase === undefined && list.rules.length > 0);
  if (lost === undefined) return;
  throw new InputError('trace/phase', {
    message: `${show(source)} holds rules that do not name their phase, at ${show(lost.place)}`,
    help: 'give the whole ruleset, with its `phase`',
  });
}
