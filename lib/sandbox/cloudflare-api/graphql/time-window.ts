import type { JsonObject } from '../json';
import { all, keyParts } from './filter';
import type { NodeLimits } from './node-limits';
import { refusals } from './query-error';

/** The span of time that a filter leaves, in milliseconds since 1970. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Refuses a window that begins before the look-back, and one that is too long. What no filter bounds begins with the
 * look-back, and ends now.
 *
 * @param owner whose limits they are, such as `zone '<id>'`
 * @throws QueryError
 */
export function checkWindow(filter: JsonObject, limits: NodeLimits, owner: string, now: number): void {
  const oldest = now - limits.notOlderThan * 1000;
  const { from, to } = windowOf(filter, { from: -Infinity, to: now });
  if (from !== -Infinity && from < oldest) throw refusals.tooOld(limits.notOlderThan);
  const seconds = Math.ceil((to - Math.max(from, oldest)) / 1000);
  if (seconds > limits.maxDuration) throw refusals.tooWide(owner, limits.maxDuration, seconds);
}

/** Only what holds for every row counts: not what is below `OR`. */
function windowOf(filter: JsonObject, outer: Window): Window {
  return Object.entries(filter).reduce((window, [key, wanted = null]): Window => {
    if (key === 'AND') return all(wanted).reduce((inner, one) => windowOf(one, inner), window);
    const { name, operator } = keyParts(key);
    if (!name.startsWith('date') || typeof wanted !== 'string') return window;
    const time = Date.parse(wanted);
    const from = ['eq', 'gt', 'geq'].includes(operator) ? Math.max(window.from, time) : window.from;
    const to = ['eq', 'lt', 'leq'].includes(operator)
      ? Math.min(window.to, time + lengthOf(name))
      : window.to;
    return { from, to };
  }, outer);
}

/** How long what a column shows lasts: a day is over 24 hours after its beginning. */
function lengthOf(name: string): number {
  return name === 'date' ? 86_400_000 : 0;
}
