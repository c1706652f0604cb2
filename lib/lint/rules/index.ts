import type { LintRule } from '../rule';
import { accountExpression } from './account-expression';
import { allOverMissing } from './all-over-missing';
import { alwaysTrue } from './always-true';
import { contradiction } from './contradiction';
import { customRuleQuota } from './custom-rule-quota';
import { deprecatedField } from './deprecated-field';
import { duplicateException } from './duplicate-exception';
import { duplicateRef } from './duplicate-ref';
import { emptySet } from './empty-set';
import { executeDisabled } from './execute-disabled';
import { executeTwice } from './execute-twice';
import { expired } from './expired';
import { expiresSoon } from './expires-soon';
import { headerKeyCase } from './header-key-case';
import { headerOnly } from './header-only';
import { hostForm } from './host-form';
import { hostNotInZone } from './host-not-in-zone';
import { invalidExpression } from './invalid-expression';
import { loggingNotSkip } from './logging-not-skip';
import { managedIdForm } from './managed-id-form';
import { managedRuleOwner } from './managed-rule-owner';
import { methodCase } from './method-case';
import { missingDescription } from './missing-description';
import { missingExpiry } from './missing-expiry';
import { missingHost } from './missing-host';
import { missingMethod } from './missing-method';
import { missingOwner } from './missing-owner';
import { missingPath } from './missing-path';
import { missingRawPath } from './missing-raw-path';
import { missingRef } from './missing-ref';
import { mixedOperators } from './mixed-operators';
import { negatedCallers } from './negated-callers';
import { negatedMissingValue } from './negated-missing-value';
import { noExecute } from './no-execute';
import { noSkipEvents } from './no-skip-events';
import { notInPhase } from './not-in-phase';
import { notInPlan } from './not-in-plan';
import { octalInteger } from './octal-integer';
import { orEscapesHost } from './or-escapes-host';
import { overlappingAddress } from './overlapping-address';
import { pathCase } from './path-case';
import { pathContains } from './path-contains';
import { pathEscape } from './path-escape';
import { pathNotNormal } from './path-not-normal';
import { pathPrefix } from './path-prefix';
import { pathSection } from './path-section';
import { pathSuffix } from './path-suffix';
import { pathWildcard } from './path-wildcard';
import { percentEncodedLiteral } from './percent-encoded-literal';
import { redundantCondition } from './redundant-condition';
import { regexDot } from './regex-dot';
import { regexGlob } from './regex-glob';
import { reservedAddress } from './reserved-address';
import { shadowedException } from './shadowed-exception';
import { skipAfterExecute } from './skip-after-execute';
import { skipInAccountEntryPoint } from './skip-in-account-entry-point';
import { skipNothing } from './skip-nothing';
import { skipParameterCombination } from './skip-parameter-combination';
import { skipParameterPhase } from './skip-parameter-phase';
import { skipPhaseName } from './skip-phase-name';
import { skipProductName } from './skip-product-name';
import { skipRulesetValue } from './skip-ruleset-value';
import { unanchoredRegex } from './unanchored-regex';
import { uriWithQuery } from './uri-with-query';
import { wideAddress } from './wide-address';

/** Every lint rule, in the order of their ids. */
export const LINT_RULES: readonly LintRule[] = [
  accountExpression,
  allOverMissing,
  alwaysTrue,
  contradiction,
  customRuleQuota,
  deprecatedField,
  duplicateException,
  duplicateRef,
  emptySet,
  executeDisabled,
  executeTwice,
  expired,
  expiresSoon,
  headerKeyCase,
  headerOnly,
  hostForm,
  hostNotInZone,
  invalidExpression,
  loggingNotSkip,
  managedIdForm,
  managedRuleOwner,
  methodCase,
  missingDescription,
  missingExpiry,
  missingHost,
  missingMethod,
  missingOwner,
  missingPath,
  missingRawPath,
  missingRef,
  mixedOperators,
  negatedCallers,
  negatedMissingValue,
  noExecute,
  noSkipEvents,
  notInPhase,
  notInPlan,
  octalInteger,
  orEscapesHost,
  overlappingAddress,
  pathCase,
  pathContains,
  pathEscape,
  pathNotNormal,
  pathPrefix,
  pathSection,
  pathSuffix,
  pathWildcard,
  percentEncodedLiteral,
  redundantCondition,
  regexDot,
  regexGlob,
  reservedAddress,
  shadowedException,
  skipAfterExecute,
  skipInAccountEntryPoint,
  skipNothing,
  skipParameterCombination,
  skipParameterPhase,
  skipPhaseName,
  skipProductName,
  skipRulesetValue,
  unanchoredRegex,
  uriWithQuery,
  wideAddress,
];
