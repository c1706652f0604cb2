export { ManagedRule } from './managed-rule';
export { ID_PATTERN, ManagedRuleset } from './managed-ruleset';
export { RULE_OWNERS } from './rule-owners';
