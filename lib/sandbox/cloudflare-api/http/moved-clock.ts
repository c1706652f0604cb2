import { InputError, show } from '../../../errors';
import type { Json } from '../json';
import { isObject } from '../json';
import { nowOf } from '../state/clock';
import type { State } from '../state/state';

/** The last moment that JavaScript can name is far behind it. */
const LATEST_MS = Date.UTC(2100, 0);

/**
 * The state with its clock moved as the body says: `{ "advance": 86400 }` in seconds, or `{ "now": "2027-01-01T00:00:00Z" }`.
 * It goes on from there. It goes forward only: what has happened would lie in the future.
 *
 * @throws InputError `sandbox/clock`
 */
export function withMovedClock(state: State, body: Json | undefined): State {
  const now = nowOf(state);
  const wanted = wantedTime(body, now);
  if (wanted < now || wanted > LATEST_MS) {
    throw refused(
      `the clock cannot go to ${new Date(wanted).toISOString()}: it is ${new Date(now).toISOString()}`,
      'name a time after that, and before the year 2100',
    );
  }
  return { ...state, clockAheadMs: (state.clockAheadMs ?? 0) + wanted - now };
}

function wantedTime(body: Json | undefined, now: number): number {
  const { advance, now: time, ...others } = isObject(body) ? body : {};
  const help = 'give { "advance": 86400 } in seconds, or { "now": "2027-01-01T00:00:00Z" }';
  const isOne = (advance === undefined) !== (time === undefined) && Object.keys(others).length === 0;
  if (!isOne) throw refused(`the clock cannot be moved by ${show(body)}`, help);
  if (typeof advance === 'number' && advance >= 0 && advance <= LATEST_MS / 1000) return now + advance * 1000;
  const wanted = typeof time === 'string' && /^\d{4}-\d\d-\d\dT/.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(wanted)) throw refused(`the clock cannot be moved by ${show(body)}`, help);
  return wanted;
}

function refused(message: string, help: string): InputError {
  return new InputError('sandbox/clock', { message, help });
}
