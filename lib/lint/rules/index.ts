import { EXCEPTION_RULES } from '../exception-rules';
import type { LintRule } from '../rule';
import { accountExpression } from './account-expression';
import { accountRulesRemain } from './account-rules-remain';
import { actionName } from './action-name';
import { customRuleQuota } from './custom-rule-quota';
import { descriptionLength } from './description-length';
import { duplicateException } from './duplicate-exception';
import { duplicateRef } from './duplicate-ref';
import { entryPointMaybeTwice } from './entry-point-maybe-twice';
import { entryPointNotImported } from './entry-point-not-imported';
import { entryPointTwice } from './entry-point-twice';
import { executeDisabled } from './execute-disabled';
import { executeTwice } from './execute-twice';
import { expired } from './expired';
import { expiresSoon } from './expires-soon';
import { farExpiry } from './far-expiry';
import { listItemForm } from './list-item-form';
import { listKind } from './list-kind';
import { listName } from './list-name';
import { listTwoOwners } from './list-two-owners';
import { loggingNotSkip } from './logging-not-skip';
import { missingDescription } from './missing-description';
import { missingExpiry } from './missing-expiry';
import { missingOwner } from './missing-owner';
import { missingRef } from './missing-ref';
import { mixedOperators } from './mixed-operators';
import { noExecute } from './no-execute';
import { noSkipEvents } from './no-skip-events';
import { nothingToSkip } from './nothing-to-skip';
import { octalInteger } from './octal-integer';
import { paranoiaLevels } from './paranoia-levels';
import { pathContains } from './path-contains';
import { pathSection } from './path-section';
import { rateLimitParameters } from './rate-limit-parameters';
import { reservedAddress } from './reserved-address';
import { rewrittenPath } from './rewritten-path';
import { rulesetRenamed } from './ruleset-renamed';
import { rulesetScope } from './ruleset-scope';
import { scopeIdForm } from './scope-id-form';
import { shadowedException } from './shadowed-exception';
import { skipAfterExecute } from './skip-after-execute';
import { skipInAccountEntryPoint } from './skip-in-account-entry-point';
import { timeUnit } from './time-unit';
import { tokenInCode } from './token-in-code';
import { unknownKey } from './unknown-key';
import { unreachedException } from './unreached-exception';
import { unreadableRule } from './unreadable-rule';
import { valueForm } from './value-form';

/** Those that look at a list or a file, and those that an exception's props answer by themselves or leave no room for. */
const OTHER_RULES: readonly LintRule[] = [
  accountExpression,
  accountRulesRemain,
  actionName,
  customRuleQuota,
  descriptionLength,
  duplicateException,
  duplicateRef,
  entryPointMaybeTwice,
  entryPointNotImported,
  entryPointTwice,
  executeDisabled,
  executeTwice,
  expired,
  expiresSoon,
  farExpiry,
  listItemForm,
  listKind,
  listName,
  listTwoOwners,
  loggingNotSkip,
  missingDescription,
  missingExpiry,
  missingOwner,
  missingRef,
  mixedOperators,
  noExecute,
  noSkipEvents,
  nothingToSkip,
  octalInteger,
  paranoiaLevels,
  pathContains,
  pathSection,
  rateLimitParameters,
  reservedAddress,
  rewrittenPath,
  rulesetRenamed,
  rulesetScope,
  scopeIdForm,
  shadowedException,
  skipAfterExecute,
  skipInAccountEntryPoint,
  timeUnit,
  tokenInCode,
  unknownKey,
  unreachedException,
  unreadableRule,
  valueForm,
];

/** Every lint rule, in the order of their ids. */
export const LINT_RULES: readonly LintRule[] = [...EXCEPTION_RULES, ...OTHER_RULES].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);
