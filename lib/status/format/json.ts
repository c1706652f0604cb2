import { safeJson } from '../../errors';
import { plain } from '../../review/text';
import type { RuleStatus, StatusReport, ZoneStatus } from '../report';

/** Of the JSON form: a new number for every change that a reader could stumble over. */
const STATUS_VERSION = 1;

/** The report as JSON; `docs/status.schema.json` describes it. */
export function statusJson({ now, days, zones }: StatusReport): string {
  return `${safeJson({ version: STATUS_VERSION, now: timeOf(now), days, zones: zones.map(zoneJson) })}\n`;
}

function zoneJson({ name, id, lookBack, rules, notes }: ZoneStatus) {
  return {
    name,
    id,
    lookBack: lookBack === undefined ? null : { ...lookBack, from: timeOf(lookBack.from) },
    rules: rules.map(ruleJson),
    notes,
  };
}

function ruleJson(rule: RuleStatus) {
  const { kind, label, namespace, ref, ruleId, phase, owner, ticket, reason, state, since, start, end } =
    rule;
  const { matches, blocked } = rule;
  return {
    kind,
    label,
    namespace: namespace ?? null,
    ref: ref ?? null,
    ruleId: ruleId ?? null,
    phase,
    owner: owner ?? null,
    ticket: ticket ?? null,
    reason,
    sentence: plain(rule.sentence),
    state,
    isLogged: rule.isLogged,
    since: since === undefined ? null : { at: timeOf(since.at), isBegin: since.isBegin },
    start: start === undefined ? null : timeOf(start),
    end: end === undefined ? null : timeOf(end),
    skipped: rule.skipped.map((one) => ({
      ...one,
      since: one.since === undefined ? null : timeOf(one.since),
    })),
    matches: matches === undefined ? null : { ...matches, last: matches.last ?? null },
    blocked:
      blocked === undefined ? null : { ...blocked, first: timeOf(blocked.first), last: timeOf(blocked.last) },
    due: rule.due.map((item) => ({ ...item, sentence: plain(item.sentence) })),
  };
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}
