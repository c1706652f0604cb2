import { createHash } from 'node:crypto';
import { jsonText } from '../errors';
import type { Plan } from './plan/plan';

/**
 * A hash of what the plan would do: which resources it creates, changes, adopts or removes, what they hold before and
 * after, and the configuration that Terraform executes meanwhile. Not of when it was planned, nor of versions that
 * Cloudflare counts up. A rule that someone adds to the same entry point changes it, because the plan then writes
 * another list than the reviewed one.
 *
 * @returns `sha256:` and 64 hex digits
 */
export function digestOf({ digested }: Plan): string {
  return `sha256:${createHash('sha256').update(jsonText(digested)).digest('hex')}`;
}
