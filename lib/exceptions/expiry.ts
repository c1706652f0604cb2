import { InputError, requireString, show } from '../errors';
import { type Finding, propFinding } from './finding';

/** Days before its end from which an exception is warned about. */
export const EXPIRY_WARNING_DAYS = 30;

/** Days after which an end is none: two years, a leap day included. */
export const FAR_EXPIRY_DAYS = 731;

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** When an exception ends. */
export interface Expiry {
  /** The last day (UTC) on which the exception works, as `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** Seconds since 1970-01-01T00:00:00Z from which on the edge no longer applies the exception. */
  readonly endsAtSeconds: number;
}

/**
 * Reads the last day of an exception.
 *
 * @throws InputError `expires/date` if it is not a day of the calendar written as `YYYY-MM-DD`.
 */
export function parseExpiry(lastDay: string): Expiry {
  requireString('expires', lastDay);
  const startsAt = DATE.test(lastDay) ? Date.parse(`${lastDay}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 2027-02-30 for March 2nd: only a day that comes back unchanged exists.
  if (Number.isNaN(startsAt) || new Date(startsAt).toISOString().slice(0, 10) !== lastDay) {
    throw new InputError('expires/date', {
      message: `\`expires\` must be a day written as YYYY-MM-DD, got: ${show(lastDay)}`,
      help: 'write the last day (UTC) on which the exception is needed, such as `2027-03-31`',
    });
  }
  return { lastDay, endsAtSeconds: (startsAt + DAY_MS) / 1000 };
}

/** True once the edge no longer applies the exception. */
export function isExpired(expiry: Expiry, nowMs: number): boolean {
  return nowMs >= expiry.endsAtSeconds * 1000;
}

/** What the reviewer should know about the end of an exception that has not ended yet. */
export function expiryFindings(expiry: Expiry | undefined, nowMs: number): readonly Finding[] {
  if (expiry === undefined) {
    return [
      propFinding(
        'missing-expiry',
        'the exception has no `expires`: it stays until somebody remembers it',
        'name the last day on which it is needed; extending it later is one line in a pull request',
      ),
    ];
  }
  const daysLeft = Math.ceil((expiry.endsAtSeconds * 1000 - nowMs) / DAY_MS);
  if (daysLeft > FAR_EXPIRY_DAYS) {
    return [
      propFinding(
        'far-expiry',
        `\`expires\` is more than two years away, which is no end, got: ${show(expiry.lastDay)}`,
        'name a day on which somebody looks at it again; extending it later is one line in a pull request',
      ),
    ];
  }
  if (daysLeft > EXPIRY_WARNING_DAYS) return [];
  return [
    propFinding(
      'expires-soon',
      `the exception ends after ${expiry.lastDay} (UTC): ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`,
      'fix the cause and remove the exception, or move `expires`',
    ),
  ];
}
