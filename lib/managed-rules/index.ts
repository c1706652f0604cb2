export { ManagedRule } from './managed-rule';
export { ManagedRuleset } from './managed-ruleset';
export { RULE_OWNERS } from './rule-owners';
export { actsOnScore } from './score-rule';
