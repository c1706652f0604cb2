export { ACTION_PARAMETERS } from './action-parameters';
export { givenText, type InnerExpression, type Problem, readValue, type Spelling } from './read-value';
export type { ExpressionUse } from './shape';
export { ruleShape } from './rule';
export { RULESET_PLACE } from './ruleset';
export { SKIP_KEYS, SKIP_PARAMETERS } from './skip-parameters';
