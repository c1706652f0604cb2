import { ID_PATTERN } from '../cloudflare';
import { ManagedRule, ManagedRuleset } from '../managed-rules';

/**
 * The TypeScript that names a managed rule in `Skip.managedRules`; `undefined` if the API gives no ids: no other
 * text of it gets into code.
 */
export function ruleInTypeScript(rulesetId: string, ruleId: string): string | undefined {
  if (!ID_PATTERN.test(rulesetId) || !ID_PATTERN.test(ruleId)) return undefined;
  const constant = constantOf(ManagedRule, ruleId);
  if (constant !== undefined) return `ManagedRule.${constant}`;
  const known = constantOf(ManagedRuleset, rulesetId);
  const ruleset = known === undefined ? `ManagedRuleset.fromId('${rulesetId}')` : `ManagedRuleset.${known}`;
  return `ManagedRule.fromId(${ruleset}, '${ruleId}')`;
}

function constantOf(owner: object, id: string): string | undefined {
  return Object.entries(owner).find(([, value]) => (value as { readonly id?: unknown }).id === id)?.[0];
}
