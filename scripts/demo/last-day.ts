/** The demo sets it, so that each of its plans has the same day, before and after midnight. */
export const LAST_DAY = 'WAF_DEMO_LAST_DAY';

const DAYS = 120;

/** The last day (UTC) of the demo's exceptions. It follows from today, so that the demo works on any day. */
export function lastDay(): string {
  return process.env[LAST_DAY] ?? new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
}
