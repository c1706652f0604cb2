import type { Rule } from '../rulesets';

/** Whether the overrides of an `execute` rule switch every rule of its ruleset off, and none on again. */
export function isSwitchedOff(rule: Rule): boolean {
  const overrides = member(rule.parameters, 'overrides');
  if (member(overrides, 'enabled') !== false) return false;
  return ![...elements(overrides, 'categories'), ...elements(overrides, 'rules')].some(
    (one) => member(one, 'enabled') === true,
  );
}

function member(value: unknown, key: string): unknown {
  const object: unknown = Array.isArray(value) ? value[0] : value;
  return typeof object === 'object' && object !== null
    ? (object as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function elements(value: unknown, key: string): readonly unknown[] {
  const found = member(value, key);
  return Array.isArray(found) ? found : [];
}
