import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import type { SecurityEvent } from '../evidence';
import { readRuleDescription, REF_PREFIX } from '../exceptions';
// By file: the index of the review loads all that compares plans.
import { parsed } from '../review/changes/clauses';
import { exceptionWords } from '../review/words/exception';
import { requestWords } from '../review/words/requests';
import { isManagedByUs, namespaceOf, type Rule } from '../rulesets';
import { ruleLabel } from '../trace';
import { blockedOf } from './blocked';
import { DUE_KINDS, dueOf } from './due';
import type { LastChange, LiveZone } from './live-zone';
import { matchesOf } from './matches';
import type { RuleState, RuleStatus, Since, ZoneStatus } from './report';
import { skippedOf } from './skipped';

/** The skip rules of a zone, and what is due about each. */
export function zoneStatus(live: LiveZone, now: number): ZoneStatus {
  const placed = rulesOf(live);
  const liveIds = new Set(placed.flatMap(({ rule: { id } }) => (id === undefined ? [] : [id])));
  const rules = placed
    .filter(({ rule }) => rule.action === 'skip')
    .map((one) => ruleStatus(one, live, liveIds, now));
  return {
    name: live.name,
    id: live.id,
    lookBack: live.events?.lookBack,
    rules: rules.sort((a, b) => urgency(a) - urgency(b)),
    notes: live.notes,
  };
}

interface PlacedRule {
  readonly rule: Rule;
  readonly phase: string;
}

function rulesOf({ rules: { custom, managed, customRulesets = {} } }: LiveZone): readonly PlacedRule[] {
  return [
    ...[custom, ...Object.values(customRulesets)].flat().map((rule) => ({ rule, phase: CUSTOM_PHASE })),
    ...managed.map((rule) => ({ rule, phase: MANAGED_PHASE })),
  ];
}

function ruleStatus(
  { rule, phase }: PlacedRule,
  live: LiveZone,
  liveIds: ReadonlySet<string>,
  now: number,
): RuleStatus {
  const isOurs = isManagedByUs(rule);
  const { owner, ticket, reason } = readRuleDescription(rule.description ?? '');
  const { start, end } = periodOf(rule);
  const since = sinceOf(rule, live.changes);
  const state = stateOf(rule, { start, end }, now);
  const isLogged = rule.logging !== false;
  const { events } = live;
  const titleOf = titlesOf(live);
  const blocked =
    events === undefined
      ? undefined
      : blockedOf(rule, events.blocks, {
          zone: live.rules,
          after: Math.max(
            since?.at ?? -Infinity,
            state === 'ended' ? (end ?? -Infinity) : (start ?? -Infinity),
          ),
          before: state === 'ended' ? Infinity : (end ?? Infinity),
          moment: new Date(end === undefined ? Math.max(now, start ?? now) : end - 1000),
          titleOf,
        });
  const facts: Omit<RuleStatus, 'due'> = {
    kind: isOurs ? 'exception' : 'foreign',
    label: isOurs ? idOf(rule) : ruleLabel(rule),
    namespace: isOurs ? namespaceOf(rule) : undefined,
    ref: rule.ref,
    ruleId: rule.id,
    phase,
    owner,
    ticket,
    reason,
    sentence: exceptionWords(rule, { phase, managed: live.rules.managed, nowMs: now }).sentence,
    state,
    isLogged,
    since,
    start,
    end,
    skipped: skippedOf(rule, live.deployed, live.changes),
    matches: events === undefined || !isLogged ? undefined : matchesOf(rule, events.skips, liveIds),
    blocked: state === 'disabled' || state === 'pending' ? undefined : blocked,
  };
  return { ...facts, due: dueOf(facts, events?.lookBack, now) };
}

/** What follows the namespace in the `ref`. */
function idOf({ ref = '' }: Rule): string {
  const [, ...rest] = ref.slice(REF_PREFIX.length).split('__');
  return rest.length === 0 || rest.join('__') === '' ? ref : rest.join('__');
}

interface Period {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** By its expression, which decides: the description may say something else. */
function periodOf({ expression }: Rule): Period {
  const read = parsed(expression);
  const { start, end } = read === undefined ? {} : requestWords(read);
  return { start: millisecondsOf(start), end: millisecondsOf(end) };
}

/** Times that no date can name are as good as none. */
function millisecondsOf(seconds: bigint | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  const time = Number(seconds) * 1000;
  return Number.isNaN(new Date(time).getTime()) ? undefined : time;
}

function stateOf({ enabled }: Rule, { start, end }: Period, now: number): RuleState {
  if (end !== undefined && end <= now) return 'ended';
  if (enabled === false) return 'disabled';
  return start !== undefined && start > now ? 'pending' : 'active';
}

function sinceOf({ id = '' }: Rule, changes: ReadonlyMap<string, LastChange>): Since | undefined {
  const change = changes.get(id);
  return change && { at: change.at, isBegin: change.version === '1' };
}

/** The title of the rule of an event: as the zone's rulesets have it, or as the event itself says. */
function titlesOf({ deployed }: LiveZone): (event: SecurityEvent) => string {
  const known = new Map(
    deployed.flatMap(({ rules = [] }) => rules.map(({ id, title }) => [id, title] as const)),
  );
  return ({ ruleId = '', description }) =>
    known.get(ruleId) ?? description ?? (ruleId === '' ? 'a managed rule' : `rule ${ruleId}`);
}

/** What is most urgent comes first; of rules with nothing due, those of others last. */
function urgency({ due, kind }: RuleStatus): number {
  const [first] = due;
  if (first !== undefined) return DUE_KINDS.indexOf(first.kind);
  return DUE_KINDS.length + (kind === 'exception' ? 0 : 1);
}
