export { ACTION_PARAMETERS } from './rule/action-parameters';
export { ACTIONS, ACTIONS_OF_PHASE } from './rule/actions';
export { type Problem, readValue, type Spelling } from './rule/read-value';
export { ruleShape } from './rule/rule';
export { RULESET_PHASES, RULESET_PLACE } from './rule/ruleset';
export {
  SKIP_KEYS,
  SKIP_PARAMETERS,
  type SkipKey,
  SKIPPABLE_PHASES,
  SKIPPABLE_PRODUCTS,
  skipKeysOf,
} from './rule/skip-parameters';
