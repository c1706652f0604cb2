import type { Rule } from './rule';

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
  const on = (key: 'rules' | 'categories', name: string) =>
    elements(rule, key)
      .filter((one) => one['enabled'] === true)
      .map((one) => String(one[name]));
  return {
    isOff: overridesOf(rule)['enabled'] === false,
    rules: on('rules', 'id'),
    categories: on('categories', 'category'),
  };
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
