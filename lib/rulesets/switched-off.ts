import { MANAGED_RULESETS } from '../cloudflare';
import type { Rule } from './rule';
import { executed } from './skip-parameters';

/**
 * Categories of the OWASP rules that score: each of them has one, and a level builds on those before it.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/reference/owasp-core-ruleset/configure-api/
 */
const PARANOIA_LEVELS = ['paranoia-level-1', 'paranoia-level-2', 'paranoia-level-3', 'paranoia-level-4'];

/** Whether the overrides of an `execute` rule switch every rule of its ruleset off, and none on again. */
export function isSwitchedOff(rule: Rule): boolean {
  const { isOff, rules, categories } = exceptionsOf(rule);
  return isOff && rules.length + categories.length === 0;
}

/** Rules and categories that stay on where the overrides of an `execute` rule switch all others off. */
export function stillOn(
  rule: Rule,
): { readonly rules: readonly string[]; readonly categories: readonly string[] } | undefined {
  const { isOff, rules, categories } = exceptionsOf(rule);
  return isOff && rules.length + categories.length > 0 ? { rules, categories } : undefined;
}

/** What of the overrides of an `execute` rule switches its rules off as a whole. */
export function switchedOffBy(rule: Rule): 'enabled' | 'paranoia levels' | undefined {
  if (overridesOf(rule)['enabled'] === false) return 'enabled';
  return paranoiaLevels(rule)?.every(({ isOn }) => !isOn) === true ? 'paranoia levels' : undefined;
}

/** The paranoia levels, and whether the overrides leave them on; `undefined` unless the rule executes the OWASP ruleset. */
export function paranoiaLevels(
  rule: Rule,
): readonly { readonly level: number; readonly isOn: boolean }[] | undefined {
  if (executed(rule) !== MANAGED_RULESETS.OWASP_CORE.id) return undefined;
  const categories = categoriesOf(rule);
  const isOnAsWhole = overridesOf(rule)['enabled'] !== false;
  return PARANOIA_LEVELS.map((name, index) => ({
    level: index + 1,
    isOn: categories.get(name) ?? isOnAsWhole,
  }));
}

/** Whether one rule of the ruleset may run; unknown where that depends on its category. */
export function runsOnly(rule: Rule, ruleId: string): boolean | 'unknown' {
  const own = elements(rule, 'rules').find((one) => one['id'] === ruleId)?.['enabled'];
  if (typeof own === 'boolean') return own;
  if (elements(rule, 'categories').some((one) => typeof one['enabled'] === 'boolean')) return 'unknown';
  return !exceptionsOf(rule).isOff;
}

interface Exceptions {
  /** Whether all rules are switched off that nothing switches on. */
  readonly isOff: boolean;
  readonly rules: readonly string[];
  readonly categories: readonly string[];
}

function exceptionsOf(rule: Rule): Exceptions {
  return {
    isOff: switchedOffBy(rule) !== undefined,
    rules: elements(rule, 'rules')
      .filter((one) => one['enabled'] === true)
      .map((one) => String(one['id'])),
    categories: [...categoriesOf(rule)].filter(([, isOn]) => isOn).map(([name]) => name),
  };
}

/** Categories that overrides switch on or off: of two for one category, the last one counts. */
function categoriesOf(rule: Rule): ReadonlyMap<string, boolean> {
  return new Map(
    elements(rule, 'categories').flatMap((one) =>
      typeof one['enabled'] === 'boolean' ? [[String(one['category']), one['enabled']] as const] : [],
    ),
  );
}

type Members = Readonly<Record<string, unknown>>;

function overridesOf({ parameters }: Rule): Members {
  return member(parameters?.['overrides']);
}

/** An object; version 4 of the provider wrote it as a list of one. */
function member(value: unknown): Members {
  const object: unknown = Array.isArray(value) ? value[0] : value;
  return typeof object === 'object' && object !== null ? (object as Members) : {};
}

function elements(rule: Rule, key: 'rules' | 'categories'): readonly Members[] {
  const found = overridesOf(rule)[key];
  return Array.isArray(found) ? found.map((one) => member(one)) : [];
}
