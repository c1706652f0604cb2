import { LIST_KINDS, LIST_NAME_PATTERN, type ListKind, PLANS, RULESET_PHASES } from '../../../cloudflare';
import { InputError, show } from '../../../errors';
import type { Json } from '../json';
import { isObject, parseJson } from '../json';
import type { Seed } from './seed';
import type { Place } from './seed-place';
import {
  at,
  members,
  object,
  oneOf,
  optionalId,
  optionalText,
  refuse,
  requiredMembers,
  requiredText,
  unique,
} from './seed-place';

/**
 * Reads a seed file; its format is that of {@link Seed}.
 *
 * @param source the name of the file, for error messages
 * @throws InputError `seed/json` if the text is not JSON, `seed/value` if a value cannot be used
 */
export function parseSeed(text: string, source: string): Seed {
  const seed: Place = { source, path: '', value: json(text, source) };
  object(seed, ['accounts', 'zones', 'lists', 'rulesetPageSize']);
  const accounts = members(at(seed, 'accounts'));
  if (accounts.length === 0) {
    throw refuse(at(seed, 'accounts'), 'must name at least one account', 'add { "name": "Example" }');
  }
  accounts.forEach(account);
  const accountNames = accounts.flatMap((place) => {
    const { id, name } = isObject(place.value) ? place.value : {};
    return [id, name].filter((value) => typeof value === 'string');
  });
  unique(accounts.map((place) => at(place, 'name')));
  const zones = requiredMembers(at(seed, 'zones'));
  zones.forEach((place) => {
    zone(place, accountNames);
  });
  uniqueInAccount(zones, accounts);
  const lists = members(at(seed, 'lists'));
  lists.forEach((place) => {
    list(place, accountNames);
  });
  uniqueInAccount(lists, accounts);
  const rulesets = zones.flatMap((place) => members(at(place, 'rulesets')));
  unique([...accounts, ...zones, ...lists, ...rulesets].map((place) => at(place, 'id')));
  pageSize(at(seed, 'rulesetPageSize'));
  return seed.value as unknown as Seed;
}

function json(text: string, source: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      'seed/json',
      { message: `the seed is not JSON: ${reason}`, help: 'correct the file' },
      source,
    );
  }
}

function account(place: Place): void {
  object(place, ['id', 'name']);
  optionalId(at(place, 'id'));
  requiredText(at(place, 'name'));
}

function zone(place: Place, accounts: readonly string[]): void {
  object(place, ['id', 'name', 'account', 'plan', 'status', 'rulesets']);
  optionalId(at(place, 'id'));
  const name = at(place, 'name');
  requiredText(name);
  if (typeof name.value === 'string' && !DOMAIN.test(name.value)) {
    throw refuse(name, `must be a domain in lower case, got: ${show(name.value)}`, 'write it as example.com');
  }
  oneOf(at(place, 'account'), accounts);
  oneOf(at(place, 'plan'), PLANS);
  optionalText(at(place, 'status'));
  const rulesets = members(at(place, 'rulesets'));
  rulesets.forEach(ruleset);
  const entryPoints = rulesets.filter((entry) => at(entry, 'kind').value !== 'custom');
  unique(entryPoints.map((entry) => at(entry, 'phase')));
}

function ruleset(place: Place): void {
  object(place, ['id', 'phase', 'kind', 'name', 'description', 'version', 'last_updated', 'rules']);
  optionalId(at(place, 'id'));
  oneOf(at(place, 'phase'), RULESET_PHASES);
  if (at(place, 'kind').value !== undefined) oneOf(at(place, 'kind'), ['zone', 'custom']);
  for (const key of ['name', 'description', 'last_updated']) optionalText(at(place, key));
  version(at(place, 'version'));
  const rules = requiredMembers(at(place, 'rules'));
  rules.forEach(rule);
  for (const key of ['id', 'ref']) unique(rules.map((entry) => at(entry, key)));
}

/** A rule may hold any keys; what the emulator itself reads must have its type. */
function rule(place: Place): void {
  if (!isObject(place.value)) throw refuse(place, 'must be an object', 'give at least action and expression');
  requiredText(at(place, 'action'));
  requiredText(at(place, 'expression'));
  optionalId(at(place, 'id'));
  for (const key of ['ref', 'last_updated']) optionalText(at(place, key));
  version(at(place, 'version'));
  const enabled = at(place, 'enabled');
  if (enabled.value !== undefined && typeof enabled.value !== 'boolean') {
    throw refuse(enabled, 'must be true or false', 'leave it out for true');
  }
}

/** Labels of letters, digits, hyphens and underscores; other scripts are written in Punycode. */
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** What an item of each kind of list holds. */
const VALUE_TYPES: Readonly<Record<ListKind, 'string' | 'number' | 'object'>> = {
  ip: 'string',
  asn: 'number',
  hostname: 'object',
  redirect: 'object',
};

/** Refuses two zones or lists of one name in one account, which may be named in two ways. */
function uniqueInAccount(places: readonly Place[], accounts: readonly Place[]): void {
  for (const owner of accounts) {
    const names = [at(owner, 'id').value, at(owner, 'name').value];
    const own = places.filter((place) => names.includes(at(place, 'account').value));
    unique(own.map((place) => at(place, 'name')));
  }
}

function version(place: Place): void {
  optionalText(place);
  if (typeof place.value === 'string' && !/^[1-9]\d*$/.test(place.value)) {
    throw refuse(place, 'must be a decimal string from "1" on', 'leave it out for "1"');
  }
}

function list(place: Place, accounts: readonly string[]): void {
  object(place, ['id', 'account', 'name', 'kind', 'description', 'items']);
  optionalId(at(place, 'id'));
  oneOf(at(place, 'account'), accounts);
  const name = at(place, 'name');
  requiredText(name);
  if (typeof name.value === 'string' && !LIST_NAME_PATTERN.test(name.value)) {
    throw refuse(name, `must match ${LIST_NAME_PATTERN.source}`, 'use a-z, 0-9 and _ only');
  }
  const kind = at(place, 'kind');
  oneOf(kind, LIST_KINDS);
  optionalText(at(place, 'description'));
  for (const item of members(at(place, 'items'))) {
    const valueKey = typeof kind.value === 'string' ? kind.value : '';
    object(item, ['id', 'comment', valueKey]);
    optionalId(at(item, 'id'));
    optionalText(at(item, 'comment'));
    const value = at(item, valueKey);
    if (value.value === undefined) {
      throw refuse(value, 'is missing', `a list of kind ${valueKey} needs it in each item`);
    }
    const type = VALUE_TYPES[valueKey as ListKind];
    if (typeof value.value !== type || value.value === null) {
      throw refuse(
        value,
        `must be ${type === 'object' ? 'an object' : `a ${type}`}, got: ${show(value.value)}`,
        'write it as the API shows it',
      );
    }
  }
}

function pageSize({ value, ...place }: Place): void {
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)) return;
  throw refuse({ ...place, value }, 'must be a whole number from 1 on', 'leave it out for 50');
}
