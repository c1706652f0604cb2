import { newState } from '../state/new-state';
import type { Seed } from './seed';
import type { State } from '../state/state';

/** The state with the zones of a seed, and with those of its accounts that it does not have yet. */
export function withZones(state: State, { accounts, zones }: Seed, nowMs: number): State {
  const known = (name: string) => state.accounts.find((account) => account.name === name);
  const made = newState({ accounts: accounts.map((one) => known(one.name) ?? one), zones }, nowMs);
  const newAccounts = made.accounts.filter(({ name }) => known(name) === undefined);
  if (newAccounts.length === 0 && zones.length === 0) return state;
  return {
    ...state,
    accounts: [...state.accounts, ...newAccounts],
    zones: [...state.zones, ...made.zones],
    rulesets: [...state.rulesets, ...made.rulesets],
  };
}
