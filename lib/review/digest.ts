import { createHash } from 'node:crypto';
import type { Plan } from './plan/plan';

/**
 * A hash of what the plan would do: which resources it creates, changes, adopts or removes, what they hold before and
 * after. Not of when it was planned, nor of ids and versions that Cloudflare counts up. A rule that somebody adds to the
 * same entry point changes it, because the plan then writes another list than the reviewed one.
 *
 * @returns `sha256:` and 64 hex digits
 */
export function digestOf({ effects }: Plan): string {
  const sorted = [...effects].sort((a, b) => (String(a['address']) < String(b['address']) ? -1 : 1));
  return `sha256:${createHash('sha256').update(JSON.stringify(sorted)).digest('hex')}`;
}
