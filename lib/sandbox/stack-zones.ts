import { ID_PATTERN, MANAGED_PHASE } from '../cloudflare';
import { DECLARATION_KEY } from '../coexistence';
import { ManagedRuleset } from '../managed-rules';
import type { Seed, SeedAccount, SeedRule, SeedZone, State } from './cloudflare-api';

type Json = Readonly<Record<string, unknown>>;

/** Account of zones that name none. */
const NEW_ACCOUNT: SeedAccount = { name: 'Sandbox' };

/**
 * What a new sandbox needs so that the stack can be planned in it: its accounts and zones, each zone with the managed
 * rulesets that its exceptions name, and no other rules.
 *
 * @returns What `waf sandbox --zone-file` takes.
 */
export function stackZones(configuration: unknown): Seed {
  return seedOf(configuration, zonesOf(configuration), NEW_ACCOUNT);
}

/** The same, as far as a sandbox that holds something already lacks it. */
export function missingZones(configuration: unknown, { accounts, zones }: State): Seed {
  const missing = zonesOf(configuration).filter((zone) => {
    const { id, name, accountId } = referenceOf(zone);
    return !zones.some((one) =>
      typeof id === 'string'
        ? one.id === id
        : one.name === name && (accountId === undefined || one.accountId === accountId),
    );
  });
  const seed = seedOf(configuration, missing, accounts[0] ?? NEW_ACCOUNT);
  // A second zone of one name would make the name ambiguous for other stacks.
  const isTaken = ({ id, name }: SeedZone): boolean =>
    id !== undefined && zones.some((one) => one.name === name);
  return {
    ...seed,
    zones: seed.zones.map((zone) => (isTaken(zone) ? { ...zone, name: `${zone.id ?? ''}.example` } : zone)),
  };
}

function seedOf(configuration: unknown, zones: readonly Json[], otherwise: SeedAccount): Seed {
  const ofLists = accountsOfLists(configuration);
  // Rules can use lists of their own account only: a zone that names no account is in that of the lists.
  const accountOf = (zone: Json): string => {
    const { accountId } = referenceOf(zone);
    return typeof accountId === 'string' ? accountId : (ofLists[0] ?? otherwise.id ?? otherwise.name);
  };
  const named = new Set([...zones.map(accountOf), ...ofLists]);
  const isOther = (account: string): boolean => account === otherwise.id || account === otherwise.name;
  // A sandbox without any account would be none.
  const accounts = named.size === 0 ? [otherwise.id ?? otherwise.name] : [...named];
  return {
    accounts: accounts.map((id) => (isOther(id) ? otherwise : { id, name: id })),
    zones: zones.map((zone) => seedZone(zone, accountOf(zone))),
  };
}

function zonesOf(configuration: unknown): readonly Json[] {
  return listOf(objectOf(objectOf(configuration)['//'])[DECLARATION_KEY]).map(objectOf);
}

function referenceOf({ zone }: Json): Json {
  return objectOf(zone);
}

/** Ids of the accounts in which the stack has lists. */
function accountsOfLists(configuration: unknown): readonly string[] {
  const lists = Object.values(objectOf(objectOf(objectOf(configuration)['resource'])['cloudflare_list']));
  return lists
    .map((list) => objectOf(list)['account_id'])
    .filter((id): id is string => typeof id === 'string' && ID_PATTERN.test(id));
}

function seedZone(zone: Json, account: string): SeedZone {
  const { id, name } = referenceOf(zone);
  return {
    ...(typeof id === 'string' ? { id } : {}),
    // A zone by id does not tell its name, and no rule depends on it.
    name: typeof name === 'string' ? name : `${String(id)}.example`,
    account,
    plan: 'enterprise',
    rulesets: [{ phase: MANAGED_PHASE, rules: rulesetsOf(zone).map(executeRule) }],
  };
}

/** The two that every paid zone runs, and what the exceptions name. */
function rulesetsOf(zone: Json): readonly string[] {
  const named = listOf(zone['exceptions']).flatMap((exception) => {
    const { rules, rulesets } = objectOf(objectOf(objectOf(exception)['rule'])['action_parameters']);
    return [...Object.keys(objectOf(rules)), ...listOf(rulesets).filter((id) => typeof id === 'string')];
  });
  return [...new Set([ManagedRuleset.CLOUDFLARE_MANAGED.id, ManagedRuleset.OWASP_CORE.id, ...named])];
}

function executeRule(id: string): SeedRule {
  return { action: 'execute', expression: 'true', action_parameters: { id, version: 'latest' } };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
