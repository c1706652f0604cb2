import { show } from '../errors';
import { type ExceptionFinding, propFinding } from './finding';
import { endText, type Expiry } from './period';

/** Days before its end from which an exception is warned about. */
export const EXPIRY_WARNING_DAYS = 30;

/** Days after which an end is none: two years, a leap day included. */
export const FAR_EXPIRY_DAYS = 731;

const DAY_MS = 86_400_000;

/** True once the edge no longer applies the exception. */
export function isExpired(expiry: Expiry, nowMs: number): boolean {
  return nowMs >= expiry.endsAtSeconds * 1000;
}

/** What the reviewer should know about the end of an exception that has not ended yet. */
export function expiryFindings(expiry: Expiry | undefined, nowMs: number): readonly ExceptionFinding[] {
  if (expiry === undefined) {
    return [
      propFinding(
        'missing-expiry',
        'the exception has no `expires`, so it stays until someone removes it',
        'name the last day on which it is needed; extending it later is one line in a pull request',
      ),
    ];
  }
  const daysLeft = Math.ceil((expiry.endsAtSeconds * 1000 - nowMs) / DAY_MS);
  if (daysLeft > FAR_EXPIRY_DAYS) {
    return [
      propFinding(
        'far-expiry',
        `\`expires\` is more than two years away, which is no end, got: ${show(endText(expiry))}`,
        'name the day of the next review; extending it later is one line in a pull request',
      ),
    ];
  }
  if (daysLeft > EXPIRY_WARNING_DAYS) return [];
  return [
    propFinding(
      'expires-soon',
      `the exception ends ${endWords(expiry)}: ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`,
      'fix the cause and remove the exception, or move `expires`',
    ),
  ];
}

/** Such as `after 2027-03-31 (UTC)`, or `at 2026-11-30 22:00 UTC`. */
export function endWords(expiry: Expiry): string {
  const text = endText(expiry);
  return text === expiry.lastDay ? `after ${text} (UTC)` : `at ${text}`;
}
