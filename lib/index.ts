/**
 * Cloudflare WAF exceptions as CDKTF constructs, and what they are made of.
 *
 * @module waf-exceptions
 */
export type { ZonePlan } from './cloudflare';
export {
  ForeignRules,
  IpList,
  type IpListProps,
  type PhaseEntryPoint,
  WafException,
  Zone,
  type ZoneFromIdOptions,
  type ZoneFromNameOptions,
  ZoneWaf,
  type ZoneWafProps,
} from './constructs';
export { InputError } from './errors';
export {
  type AcceptedFinding,
  type AllManagedRulesOptions,
  type DefinedException,
  defineException,
  describeException,
  type ExceptionFinding,
  type ExceptionPhase,
  type FindingId,
  Host,
  type HttpMethod,
  type IpListItem,
  type IpListReference,
  type OneOrMore,
  Path,
  type QueryMatch,
  type ReplacedRule,
  type RequestMatch,
  Skip,
  type SkippableFeature,
  type SkipRule,
  toApiJson,
  toHcl,
  type WafExceptionProps,
  type WhereCondition,
} from './exceptions';
export { ManagedRule, ManagedRuleset } from './managed-rules';
