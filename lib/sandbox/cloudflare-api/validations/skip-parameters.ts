import { ID_PATTERN, type RulesetKind, SKIPPABLE_PHASES, SKIPPABLE_PRODUCTS } from '../../../cloudflare';
import { SKIP_KEYS, SKIP_PARAMETERS } from '../../../cloudflare/rule';
import { apiError } from '../http/errors';
import type { Json, JsonObject } from '../json';
import { isArray, isObject, isString, shown } from '../json';
import { managedRuleset } from '../facts/managed-rulesets';

/** Checks the `action_parameters` of a skip rule: keys, their combination, the phase they are in, their values. */
export function skipParameters(
  parameters: JsonObject,
  ruleset: { readonly phase: string; readonly kind: RulesetKind },
  pointer: string,
): void {
  const names = Object.keys(parameters);
  if (names.length === 0) {
    throw apiError('field', ['{}', 'action_parameters', 'a skip rule must name what it skips'], pointer);
  }
  for (const name of names) {
    const at = `${pointer}/${name}`;
    const key = SKIP_KEYS.find((known) => known === name);
    if (key === undefined) throw apiError('unknownField', [name, SKIP_KEYS.join(', ')], at);
    const { phases, excludes } = SKIP_PARAMETERS[key];
    if (!phases.includes(ruleset.phase)) {
      throw refused(name, `it is not available in phase ${ruleset.phase}`, at);
    }
    const conflict = excludes.find((other) => names.includes(other));
    if (conflict !== undefined) throw refused(name, `it cannot be combined with ${conflict}`, at);
    value(name, parameters[name], at);
  }
  if (names.includes('phase') && ruleset.kind !== 'zone' && ruleset.kind !== 'custom') {
    throw refused('phase', `it is not available in a ruleset of kind ${ruleset.kind}`, `${pointer}/phase`);
  }
}

function value(name: string, given: Json | undefined, at: string): void {
  switch (name) {
    case 'ruleset':
    case 'phase':
      if (given !== 'current') throw valueRefused(given, name, 'it must be current', at);
      return;
    case 'phases':
      oneOf(given, name, SKIPPABLE_PHASES, at);
      return;
    case 'products':
      oneOf(given, name, SKIPPABLE_PRODUCTS, at);
      return;
    case 'rulesets':
      for (const [index, id] of nonEmpty(given, name, at).entries()) ruleset(id, name, `${at}/${index}`);
      return;
    default:
      rules(given, at);
  }
}

function rules(given: Json | undefined, at: string): void {
  if (!isObject(given) || Object.keys(given).length === 0) {
    throw valueRefused(given, 'rules', 'it must map ruleset ids to lists of rule ids', at);
  }
  for (const [rulesetId, ids] of Object.entries(given)) {
    const { ruleset: managed } = ruleset(rulesetId, 'rules', `${at}/${rulesetId}`);
    for (const [index, id] of nonEmpty(ids, 'rules', `${at}/${rulesetId}`).entries()) {
      if (!managed.rules.some((rule) => rule.id === id)) {
        throw apiError('notARuleOf', [shown(id), rulesetId], `${at}/${rulesetId}/${index}`);
      }
    }
  }
}

function ruleset(id: Json, field: string, at: string) {
  if (!isString(id) || !ID_PATTERN.test(id)) {
    throw valueRefused(id, field, 'it must be a 32-character lower-case hex id', at);
  }
  const managed = managedRuleset(id);
  if (managed === undefined) {
    throw apiError('unknownRuleset', [id, field, 'there is no managed ruleset with this id'], at);
  }
  return managed;
}

function oneOf(given: Json | undefined, name: string, known: readonly string[], at: string): void {
  for (const [index, item] of nonEmpty(given, name, at).entries()) {
    if (!isString(item) || !known.includes(item)) {
      throw valueRefused(item, name, `it must be one of ${known.join(', ')}`, `${at}/${index}`);
    }
  }
}

function nonEmpty(given: Json | undefined, name: string, at: string): readonly Json[] {
  if (!isArray(given) || given.length === 0)
    throw valueRefused(given, name, 'it must be a non-empty list', at);
  return given;
}

function refused(name: string, reason: string, at: string) {
  return apiError('field', [name, 'action_parameters', reason], at);
}

function valueRefused(given: Json | undefined, field: string, reason: string, at: string) {
  return apiError('field', [shown(given), field, reason], at);
}
