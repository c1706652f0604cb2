import type { LintRule } from './rule';
import { allOverMissing } from './rules/all-over-missing';
import { alwaysMet } from './rules/always-met';
import { alwaysTrue } from './rules/always-true';
import { attackerList } from './rules/attacker-list';
import { contradiction } from './rules/contradiction';
import { countryCode } from './rules/country-code';
import { deprecatedField } from './rules/deprecated-field';
import { emptySet } from './rules/empty-set';
import { frontController } from './rules/front-controller';
import { headerKeyCase } from './rules/header-key-case';
import { headerOnly } from './rules/header-only';
import { hostForm } from './rules/host-form';
import { hostNotInZone } from './rules/host-not-in-zone';
import { impossibleValue } from './rules/impossible-value';
import { invalidExpression } from './rules/invalid-expression';
import { literalGlob } from './rules/literal-glob';
import { managedIdForm } from './rules/managed-id-form';
import { managedRuleNotInRuleset } from './rules/managed-rule-not-in-ruleset';
import { methodCase } from './rules/method-case';
import { missingHost } from './rules/missing-host';
import { missingMethod } from './rules/missing-method';
import { missingPath } from './rules/missing-path';
import { missingRawPath } from './rules/missing-raw-path';
import { negatedCallers } from './rules/negated-callers';
import { negatedMissingValue } from './rules/negated-missing-value';
import { notInPhase } from './rules/not-in-phase';
import { notInPlan } from './rules/not-in-plan';
import { orEscapesHost } from './rules/or-escapes-host';
import { overlappingAddress } from './rules/overlapping-address';
import { owaspThreshold } from './rules/owasp-threshold';
import { pathCase } from './rules/path-case';
import { pathEscape } from './rules/path-escape';
import { pathNotNormal } from './rules/path-not-normal';
import { pathPrefix } from './rules/path-prefix';
import { pathSuffix } from './rules/path-suffix';
import { pathWildcard } from './rules/path-wildcard';
import { percentEncodedLiteral } from './rules/percent-encoded-literal';
import { redundantCondition } from './rules/redundant-condition';
import { regexBackslash } from './rules/regex-backslash';
import { regexDot } from './rules/regex-dot';
import { regexGlob } from './rules/regex-glob';
import { skipNothing } from './rules/skip-nothing';
import { skipParameterCombination } from './rules/skip-parameter-combination';
import { skipParameterPhase } from './rules/skip-parameter-phase';
import { skipPhaseName } from './rules/skip-phase-name';
import { skipPreviousProduct } from './rules/skip-previous-product';
import { skipProductName } from './rules/skip-product-name';
import { skipRulesetValue } from './rules/skip-ruleset-value';
import { textCase } from './rules/text-case';
import { unanchoredRegex } from './rules/unanchored-regex';
import { uriWithQuery } from './rules/uri-with-query';
import { wideAddress } from './rules/wide-address';

/**
 * Lint rules that `WafException` runs, in the order of their ids: those that look at one rule, and about which the props
 * leave a doubt. Only these files are loaded at each synth.
 */
export const EXCEPTION_RULES: readonly LintRule[] = [
  allOverMissing,
  alwaysMet,
  alwaysTrue,
  attackerList,
  contradiction,
  countryCode,
  deprecatedField,
  emptySet,
  frontController,
  headerKeyCase,
  headerOnly,
  hostForm,
  hostNotInZone,
  impossibleValue,
  invalidExpression,
  literalGlob,
  managedIdForm,
  managedRuleNotInRuleset,
  methodCase,
  missingHost,
  missingMethod,
  missingPath,
  missingRawPath,
  negatedCallers,
  negatedMissingValue,
  notInPhase,
  notInPlan,
  orEscapesHost,
  overlappingAddress,
  owaspThreshold,
  pathCase,
  pathEscape,
  pathNotNormal,
  pathPrefix,
  pathSuffix,
  pathWildcard,
  percentEncodedLiteral,
  redundantCondition,
  regexBackslash,
  regexDot,
  regexGlob,
  skipNothing,
  skipParameterCombination,
  skipParameterPhase,
  skipPhaseName,
  skipPreviousProduct,
  skipProductName,
  skipRulesetValue,
  textCase,
  unanchoredRegex,
  uriWithQuery,
  wideAddress,
];
