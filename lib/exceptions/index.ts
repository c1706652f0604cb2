export { customRuleLimit, type CustomRuleLimits, customRuleLimits, largestLimit, requirePlan } from './plan';
export {
  defineException,
  defineLintedException,
  type DefinedException,
  type ExceptionLint,
  type MadeRule,
} from './exception';
export type { WafExceptionProps, IpListReference, RequestMatch } from './exception-props';
export { describeException } from './render/describe';
export { endWords, EXPIRY_WARNING_DAYS, isExpired } from './expiry';
export { type AcceptedFinding, type ExceptionFinding, MIN_REASON_LENGTH } from './finding';
export { FINDING_IDS, type FindingId, PROP_FINDINGS, type Severity } from './finding-ids';
export { Host, isInZone, requireHostInZone, requireHostname } from './request/host';
export type { OneOrMore } from './request/one-or-more';
export type { QueryMatch } from './request/query';
export type { WhereCondition } from './request/where';
export { type IpListItem, parseListItems, requireListName } from './request/list-items';
export type { HttpMethod } from './request/method';
export { Path } from './request/path';
export { patternAmong, queryAmong } from './request/recognise';
export type { Parameter } from './request/query';
export { type ExceptionPhase, PHASES } from './phase';
export { namespacePrefix, REF_PREFIX, requireName } from './ref';
export { toApiJson } from './render/render-api-json';
export { toHcl } from './render/render-hcl';
export { type AllManagedRulesOptions, Skip } from './skip/skip';
export { isSkippable, type SkippableFeature } from './skip/skippable-features';
export { readRuleDescription, writeRuleDescription } from './render/rule-description';
export {
  acceptsNothingToSkip,
  DEFAULT_RULESET,
  phasesToSkip,
  PLANS_WITHOUT_DEFAULT,
  rulesetsToSkip,
} from './skip/skip-effect';
export { fingerprint, type ReplacedRule } from './replaces';
export type { SkipRule } from './skip/skip-rule';
