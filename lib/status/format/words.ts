import { counted, plain, text } from '../../review/text';
import { covers, endDay, UNUSED_DAYS } from '../due';
import type { LookBack, RuleStatus, StatusReport, ZoneStatus } from '../report';

/** Texts that every format has; those of others in them are quoted. */

const DAY_MS = 86_400_000;

/** All that is due, with its rule and zone. */
export function dueItems({ zones }: StatusReport) {
  return zones.flatMap((zone) =>
    zone.rules.flatMap((rule) => rule.due.map((item) => ({ zone, rule, item }))),
  );
}

/** What the figures are from, or why there are none. */
export function lookBackWords({ lookBack, rules }: ZoneStatus): readonly string[] {
  if (lookBack === undefined) return [];
  const { days, isSampled, isCut } = lookBack;
  const silent = rules.filter(({ isLogged }) => !isLogged).length;
  return [
    `Matches are those of the last ${dayCount(lookBack)}.`,
    ...(covers(lookBack)
      ? []
      : [
          `No rule is reported as unused, because that takes ${UNUSED_DAYS} days of events, and only ${days.toFixed(1)} are available.`,
        ]),
    ...(isSampled ? ['Cloudflare sampled the events, so counts are estimates.'] : []),
    ...(isCut ? ['There were more events than could be read, so counts are too low.'] : []),
    ...(silent === 0
      ? []
      : [`Logging is off for ${counted(silent, 'rule')}, so it is not known whether they match.`]),
  ];
}

function dayCount({ days }: LookBack): string {
  const whole = Math.round(days);
  return whole < 1 ? `${Math.max(1, Math.round(days * 24))} hours` : counted(whole, 'day');
}

/** A rule by its name, with whose it is before: `dashboard/export`. */
export function ruleName({ namespace, label }: RuleStatus): string {
  return `${namespace ?? 'others'}/${label}`;
}

/** `owner, ticket`; `-` for none. */
export function ownerWords({ owner, ticket }: RuleStatus): string {
  return [owner, ticket].filter((part) => part !== undefined).join(', ') || '-';
}

/** How old it is: `45 days`, or `45+ days` if only its last change is known. */
export function ageWords({ since }: RuleStatus, now: number): string {
  if (since === undefined) return '?';
  const days = Math.max(0, Math.floor((now - since.at) / DAY_MS));
  return since.isBegin ? counted(days, 'day') : `${number(days)}+ days`;
}

export function endWords({ end, state }: RuleStatus): string {
  if (end === undefined) return 'never';
  return state === 'ended' ? `${endDay(end)} (over)` : endDay(end);
}

/** How often it matched: `?` if that is not known. */
export function matchWords({ matches }: RuleStatus): string {
  return matches === undefined ? '?' : number(matches.total);
}

export function lastMatchWords({ matches, isLogged }: RuleStatus): string {
  if (matches === undefined) return isLogged ? '?' : 'not logged';
  return matches.last ?? 'none';
}

/** `1,200`. */
function number(count: number): string {
  return plain(text`${count}`);
}
