import { newId } from './ids';
import type { Seed, SeedList, SeedRule, SeedRuleset, SeedZone } from '../seed/seed';
import type { Account, List, Rule, State, StoredRuleset, Zone } from './state';
import { timestamp } from './timestamp';

/** Rulesets on one page, unless the seed says otherwise. */
const RULESET_PAGE_SIZE = 50;

/** The state of a new sandbox. */
export function newState(seed: Seed, nowMs: number): State {
  const now = timestamp(nowMs);
  const accounts = seed.accounts.map(({ id = newId(), name }) => ({ id, name }));
  const zones = seed.zones.map((zone) => ({ seeded: zone, zone: newZone(zone, accounts) }));
  return {
    accounts,
    zones: zones.map(({ zone }) => zone),
    rulesets: zones.flatMap(({ seeded, zone }) =>
      (seeded.rulesets ?? []).map((ruleset) => newRuleset(ruleset, zone.id, now)),
    ),
    lists: (seed.lists ?? []).map((list) => newList(list, accounts, now)),
    operations: [],
    events: [],
    requests: [],
    rulesetPageSize: seed.rulesetPageSize ?? RULESET_PAGE_SIZE,
  };
}

function newZone(seeded: SeedZone, accounts: readonly Account[]): Zone {
  const { id = newId(), name, plan, status = 'active' } = seeded;
  return { id, name, plan, status, accountId: accountId(seeded.account, accounts) };
}

function newRuleset(seeded: SeedRuleset, zoneId: string, now: string): StoredRuleset {
  return {
    scope: { level: 'zones', id: zoneId },
    current: {
      id: seeded.id ?? newId(),
      name: seeded.name ?? 'default',
      description: seeded.description ?? '',
      kind: seeded.kind ?? 'zone',
      version: seeded.version ?? '1',
      last_updated: seeded.last_updated ?? now,
      phase: seeded.phase,
      rules: seeded.rules.map((rule) => newRule(rule, now)),
    },
    older: [],
  };
}

function newRule(seeded: SeedRule, now: string): Rule {
  const { id = newId(), ...rule } = seeded;
  return { id, version: '1', last_updated: now, ref: id, enabled: true, ...rule } as Rule;
}

function newList(seeded: SeedList, accounts: readonly Account[], now: string): List {
  const { id = newId(), account, name, kind, description = '', items = [] } = seeded;
  return {
    id,
    accountId: accountId(account, accounts),
    name,
    kind,
    description,
    created_on: now,
    modified_on: now,
    items: items.map(({ id: itemId, ...item }) => ({
      id: typeof itemId === 'string' ? itemId : newId(),
      ...item,
      created_on: now,
      modified_on: now,
    })),
  };
}

function accountId(idOrName: string, accounts: readonly Account[]): string {
  const account = accounts.find(({ id, name }) => id === idOrName || name === idOrName);
  if (account === undefined) throw new Error(`the seed names no account ${idOrName}`);
  return account.id;
}
