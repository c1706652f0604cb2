import { didYouMean, InputError, show } from '../errors';
import { EXPIRY_WARNING_DAYS } from '../exceptions';
import { counted, list, own, type Text, text } from '../review/text';
import type { LookBack, RuleStatus, SkippedStatus } from './report';

/** What may be due, from most to least urgent, and what each means. */
export const DUE = {
  'blocked-again': 'managed rules block requests that the rule covers',
  ended: 'its end has passed, so it applies to no request',
  'nothing-to-skip': 'everything that it skips is gone, disabled, or only logs',
  unused: 'no request has matched it for 30 days or more',
  'ends-soon': `it ends within ${EXPIRY_WARNING_DAYS} days`,
  'less-to-skip': 'part of what it skips is gone, disabled, or only logs',
  'no-owner': 'a skip rule that no code declares names no owner',
} as const;

export type DueKind = keyof typeof DUE;

export const DUE_KINDS = Object.keys(DUE) as readonly DueKind[];

/** Something that is due. */
export interface DueItem {
  readonly kind: DueKind;
  /** What to do about it: `remove` is certain, `remove?` a question to its owner, `look` for a person to judge. */
  readonly advice: 'remove' | 'remove?' | 'look';
  readonly sentence: Text;
}

/** Days without a match after which a rule is called unused. */
export const UNUSED_DAYS = 30;

const DAY_MS = 86_400_000;

/**
 * What is due, by its name.
 *
 * @param place What messages call the option that gives it.
 * @throws InputError `status/due`
 */
export function readDueKind(place: string, word: string): DueKind {
  if (Object.hasOwn(DUE, word)) return word as DueKind;
  throw new InputError('status/due', {
    message: `${place} does not name anything that can be due, got: ${show(word)}`,
    help: didYouMean(word, DUE_KINDS),
  });
}

type Facts = Omit<RuleStatus, 'due'>;

/** What is due about a rule, the most urgent first. */
export function dueOf(facts: Facts, lookBack: LookBack | undefined, now: number): readonly DueItem[] {
  const idle = nothingToSkip(facts);
  const found = [
    blockedAgain(facts),
    ended(facts),
    idle,
    // If it has to be removed anyway, it does not matter that it is unused.
    idle?.advice === 'remove' ? undefined : unused(facts, lookBack, now),
    endsSoon(facts, now),
    noOwner(facts),
  ].filter((item) => item !== undefined);
  return found.sort((a, b) => DUE_KINDS.indexOf(a.kind) - DUE_KINDS.indexOf(b.kind));
}

function blockedAgain({ state, blocked }: Facts): DueItem | undefined {
  if (state !== 'active' || blocked === undefined) return undefined;
  const { requests, certain, first, by } = blocked;
  const which = certain > 0 ? 'its requests' : 'requests with its host, method and path';
  const count = counted(certain > 0 ? certain : requests, 'block');
  const sentence = [
    ...own(`blocks have come back: ${count} of ${which} since ${dayOf(first)}, by `),
    ...titles(by),
    ...own(': the exception is no longer enough, or these are attacks'),
  ];
  return { kind: 'blocked-again', advice: 'look', sentence };
}

function ended({ state, end, blocked }: Facts): DueItem | undefined {
  if (state !== 'ended' || end === undefined) return undefined;
  const since =
    blocked === undefined
      ? ''
      : ` (since then ${counted(blocked.requests, 'request')} with its host, method and path ${blocked.requests === 1 ? 'was' : 'were'} blocked)`;
  return { kind: 'ended', advice: 'remove', sentence: own(`ended on ${endDay(end)}: remove${since}`) };
}

function nothingToSkip({ state, skipped }: Facts): DueItem | undefined {
  const idle = skipped.filter(({ effect }) => effect !== 'acts' && effect !== 'unknown');
  if (state === 'ended' || idle.length === 0) return undefined;
  const isAll = idle.length === skipped.length;
  return {
    kind: isAll ? 'nothing-to-skip' : 'less-to-skip',
    advice: isAll ? 'remove' : 'look',
    sentence: [
      ...list(idle.map(idleWords)),
      ...own(isAll ? ', so nothing is left to skip: remove' : ': skip only the others'),
    ],
  };
}

function idleWords({ title, effect, since }: SkippedStatus): Text {
  const words = { logs: 'only logs', disabled: 'is disabled', gone: 'is gone' }[effect as 'logs'];
  return [
    ...text`${title}`,
    ...own(` ${words}${since === undefined ? '' : ` (since ${dayOf(since)} or earlier)`}`),
  ];
}

/** Whether the events can show that nothing has matched it. */
function unused(
  { state, matches, since, start }: Facts,
  lookBack: LookBack | undefined,
  now: number,
): DueItem | undefined {
  if (state !== 'active' || matches === undefined || matches.total > 0 || lookBack === undefined)
    return undefined;
  const oldest = now - UNUSED_DAYS * DAY_MS;
  const isYoung = (since !== undefined && since.at > oldest) || (start !== undefined && start > oldest);
  if (lookBack.isCut || isYoung || !covers(lookBack)) return undefined;
  const rare = lookBack.isSampled ? ' (events are sampled: a rare match may be missing)' : '';
  const sentence = own(`unused for ${Math.round(lookBack.days)} days${rare}: remove?`);
  return { kind: 'unused', advice: 'remove?', sentence };
}

/** The API's answer takes a moment, in which the look-back goes on. */
const MARGIN_DAYS = 0.01;

/** Whether the events reach back far enough to call a rule unused. */
export function covers({ days }: LookBack): boolean {
  return days >= UNUSED_DAYS - MARGIN_DAYS;
}

function endsSoon({ state, end }: Facts, now: number): DueItem | undefined {
  if ((state !== 'active' && state !== 'pending') || end === undefined) return undefined;
  const days = Math.ceil((end - now) / DAY_MS);
  if (days > EXPIRY_WARNING_DAYS) return undefined;
  const sentence = own(`ends in ${counted(days, 'day')}, on ${endDay(end)}`);
  return { kind: 'ends-soon', advice: 'look', sentence };
}

function noOwner({ kind, owner }: Facts): DueItem | undefined {
  if (kind === 'exception' || owner !== undefined) return undefined;
  return {
    kind: 'no-owner',
    advice: 'look',
    sentence: own('it has no owner: no code declares it, and its description names none'),
  };
}

function titles(names: readonly string[]): Text {
  return list(names.map((name) => text`${name}`));
}

/** The last day on which it works. */
export function endDay(end: number): string {
  return dayOf(end - 1);
}

export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
