import { highestPlan, type ZonePlan } from '../../../cloudflare';
import type { Call } from './operation';
import { param } from './operation';
import { apiError } from './errors';
import type { Account, Scope, State, Zone } from '../state/state';

/** The zone or account in the path of a ruleset operation; an error of the API if the state has no such one. */
export function scopeOf(call: Call): Scope {
  const level = param(call, 'level');
  const id = param(call, 'scopeId');
  if (level === 'zones') return { level: 'zones', id: zoneOf(call.state, id).id };
  return { level: 'accounts', id: accountOf(call.state, id).id };
}

export function zoneOf(state: State, id: string): Zone {
  const zone = state.zones.find((candidate) => candidate.id === id);
  if (zone === undefined) throw apiError('unknownIdentifier', [`/zones/${id}`]);
  return zone;
}

export function accountOf(state: State, id: string): Account {
  const account = state.accounts.find((candidate) => candidate.id === id);
  if (account === undefined) throw apiError('unknownIdentifier', [`/accounts/${id}`]);
  return account;
}

/** The plan that decides about limits: a zone's own, or the largest one among an account's zones. */
export function planOf(state: State, scope: Scope): ZonePlan {
  if (scope.level === 'zones') return zoneOf(state, scope.id).plan;
  return highestPlan(state.zones.filter((zone) => zone.accountId === scope.id).map((zone) => zone.plan));
}

/** The account whose lists the rules of this scope can use. */
export function accountIdOf(state: State, scope: Scope): string {
  return scope.level === 'zones' ? zoneOf(state, scope.id).accountId : scope.id;
}
