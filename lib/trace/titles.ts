import { ManagedRule, ManagedRuleset } from '../managed-rules';

/** The ruleset's name in Cloudflare's dashboard, or its id where we know none; of an id that is not known, what it is. */
export function rulesetTitle(id: string): string {
  if (id === '') return 'a managed ruleset';
  return ManagedRuleset.all.find((ruleset) => ruleset.id === id)?.title ?? `managed ruleset ${id}`;
}

/** The rule's description, or its id where we know none. */
export function ruleTitle(id: string): string {
  return ManagedRule.all.find((rule) => rule.id === id)?.title ?? id;
}
