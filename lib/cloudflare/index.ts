export {
  ACTION_FACTS,
  ACTIONS,
  actionsOf,
  isAction,
  isMitigating,
  mayLog,
  type MitigatingAction,
} from './actions';
export { ID_PATTERN } from './ids';
export { BODY_BYTES_BY_PLAN, MAX_DEPTH, MAX_EXPRESSION_LENGTH, MAX_RAW_HASHES, MAX_REGEXES } from './limits';
export {
  isManagedListName,
  LIST_KIND_FACTS,
  LIST_KINDS,
  LIST_NAME_PATTERN,
  LIST_PREFIXES,
  type ListKind,
  MANAGED_LISTS,
  MANAGED_LISTS_PLAN,
  MAX_LIST_NAME_LENGTH,
  MAX_LIST_TEXT_LENGTH,
} from './lists';
export { MANAGED_RULESETS } from './managed-rulesets';
export {
  CHECKED_PHASES,
  type CheckedPhase,
  checkedPhase,
  CUSTOM_PHASE,
  HEADER_TRANSFORM_PHASES,
  MANAGED_PHASE,
  PHASE_FACTS,
  PHASES,
  RATE_LIMIT_PHASE,
  REDIRECT_PHASES,
  RESPONSE_PHASES,
  RULESET_PHASES,
  TRANSFORM_PHASES,
  URL_REWRITE_PHASE,
} from './phases';
export { highestPlan, includesPlan, isPlan, type ZonePlan, PLAN_FACTS, PLANS } from './plans';
export { DEFAULT_PORTS, PROXIED_PORTS } from './ports';
export {
  CUSTOM_RULES_BY_PLAN,
  CUSTOM_RULESETS_BY_PLAN,
  LIST_ITEMS_BY_PLAN,
  LISTS_BY_PLAN,
  rulesQuota,
} from './quotas';
export {
  CHALLENGES,
  CLIENT_ADDRESS,
  DATA_CENTER,
  RATE_LIMIT_SECONDS,
  RATE_LIMITS,
  type RateLimitFacts,
  VISITOR,
} from './rate-limits';
export { RULESET_KINDS, type RulesetKind } from './rulesets';
export {
  effectOf,
  EVENT_ACTIONS,
  EVENT_SOURCES,
  isEventSource,
  type EventSource,
  eventSourceTitle,
} from './security-events';
export {
  SKIPPABLE_PHASES,
  SKIPPABLE_PRODUCTS,
  type SkippablePhase,
  type SkippableProduct,
  skippableTitle,
} from './skippable';
