import { InputError, requireString, show } from '../errors';
import { refuseTodo } from './to-write';

const DAY_MS = 86_400_000;
const FORM = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/;

/** When an exception begins. */
export interface Start {
  /** Seconds since 1970-01-01T00:00:00Z from which on the edge applies the exception. */
  readonly startsAtSeconds: number;
}

/** When an exception ends. */
export interface Expiry {
  /** The last day (UTC) on which the exception works, as `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** Seconds since 1970-01-01T00:00:00Z from which on the edge no longer applies the exception. */
  readonly endsAtSeconds: number;
}

/**
 * Reads the begin of an exception: a day, from 00:00 UTC on, or a moment.
 *
 * @throws InputError `starts/date`
 */
export function parseStart(text: string): Start {
  return { startsAtSeconds: parseMoment('starts', text, 'the day (UTC) from which it is needed') / 1000 };
}

/**
 * Reads the end of an exception: a day, which is the last one, or a moment.
 *
 * @throws InputError `expires/date`
 */
export function parseExpiry(text: string): Expiry {
  const moment = parseMoment('expires', text, 'the last day (UTC) on which the exception is needed');
  return expiryAt((text.includes('T') ? moment : moment + DAY_MS) / 1000);
}

/** @throws InputError `starts/order` for a period that ends before it begins */
export function requireOrder(start: Start | undefined, expiry: Expiry | undefined): void {
  if (start === undefined || expiry === undefined || start.startsAtSeconds < expiry.endsAtSeconds) return;
  throw new InputError('starts/order', {
    message: `\`starts\` is not before \`expires\`: from ${momentText(start.startsAtSeconds)} until ${endText(expiry)}`,
    help: 'correct one of them: a day in `expires` is the last one on which the exception works',
  });
}

/** Such as `2027-03-31` for the end of that day, and `2026-11-30 22:00 UTC` for any other end. */
export function endText({ lastDay, endsAtSeconds }: Expiry): string {
  return isMidnight(endsAtSeconds) ? lastDay : momentText(endsAtSeconds);
}

/** Such as `2026-11-30`, or `2026-11-30 22:00 UTC`. */
export function momentText(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (isMidnight(seconds)) return iso.slice(0, 10);
  return `${iso.slice(0, 10)} ${seconds % 60 === 0 ? iso.slice(11, 16) : iso.slice(11, 19)} UTC`;
}

function expiryAt(endsAtSeconds: number): Expiry {
  return { lastDay: new Date(endsAtSeconds * 1000 - 1).toISOString().slice(0, 10), endsAtSeconds };
}

function isMidnight(seconds: number): boolean {
  return (seconds * 1000) % DAY_MS === 0;
}

/** Milliseconds since 1970. */
function parseMoment(prop: 'starts' | 'expires', text: string, meaning: string): number {
  requireString(prop, text);
  refuseTodo(prop, text, `write ${meaning}, such as \`2027-03-31\``);
  const iso = text.includes('T') ? text : `${text}T00:00Z`;
  const moment = FORM.test(text) ? Date.parse(iso) : Number.NaN;
  // Date.parse takes 24:00 for the next day, and February 30th for March 2nd: only what comes back unchanged exists.
  const again = Number.isNaN(moment) ? '' : new Date(moment).toISOString();
  if (again !== '' && again.startsWith(iso.replace(/Z$/, ''))) return moment;
  throw new InputError(`${prop}/date`, {
    message: `\`${prop}\` must be a day written as YYYY-MM-DD, or a moment in UTC as YYYY-MM-DDThh:mmZ, got: ${show(text)}`,
    help: adviceFor(text) ?? `write ${meaning}, such as \`2027-03-31\``,
  });
}

/** The same moment in UTC, for one that is written in another form. */
function adviceFor(text: string): string | undefined {
  const [, day, time, offset] =
    /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)(Z|[+-]\d{2}:?\d{2})$/.exec(
      text,
    ) ?? [];
  const moment = Date.parse(`${day ?? ''}T${time ?? ''}${offset ?? ''}`);
  if (day === undefined || Number.isNaN(moment) || !isDay(day)) return undefined;
  const iso = new Date(moment).toISOString();
  const meant = `${moment % 60_000 === 0 ? iso.slice(0, 16) : iso.slice(0, 19)}Z`;
  // In UTC it may be in a year of more digits.
  return FORM.test(meant) ? `did you mean \`${meant}\`?` : undefined;
}

/** Date.parse takes 2027-02-30 for March 2nd. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00Z`).toISOString().startsWith(text);
}
