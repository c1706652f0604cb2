import { ID_PATTERN } from '../../cloudflare';
import { elementPath, memberPath } from '../../errors';
import { isLiveList, isLiveObject, type LiveJson, type LiveObject } from '../../api-client';
import { type Loss, refused } from '../carried/loss';
import { ACTIONS, PHASES, PRODUCTS, SENSITIVITY_LEVELS } from '../../provider-schema/ruleset-values';
import { ACTION_OF_PARAMETER } from '../carried/action-of-parameter';

/** What is wrong with a value for the provider; `undefined` = nothing. */
type Check = (value: LiveJson) => string | undefined;

const isFilled: Check = (value) => (sizeOf(value) === 0 ? 'it must not be empty' : undefined);
const isId: Check = ofText((text) =>
  ID_PATTERN.test(text) ? undefined : 'it must be a 32-character hex id',
);
const isActionName: Check = ofText((text) =>
  /^[a-z_]+$/.test(text) ? undefined : 'it must be lower-case letters and underscores',
);
const isSensitivityLevel = oneOfAnyCase(SENSITIVITY_LEVELS);
const isBlockStatus: Check = (value) =>
  typeof value === 'number' && (value < 400 || value > 499) ? 'it must be from 400 to 499' : undefined;

/**
 * What the provider 5.14.0 checks of the rules of the WAF's phases before it asks the API, by path: `[]` stands for
 * every element of a list and every value of a map.
 */
const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  action: [ofText((text) => (ACTIONS.includes(text) ? undefined : 'it knows no such action'))],
  expression: [isFilled],
  ref: [isFilled],
  logging: [hasOneOf('enabled')],
  'ratelimit.characteristics': [isFilled],
  'ratelimit.counting_expression': [isFilled],
  'ratelimit.period': [isAtLeast(0)],
  'ratelimit.requests_per_period': [isAtLeast(1)],
  'ratelimit.score_response_header_name': [isFilled],
  'exposed_credential_check.username_expression': [isFilled],
  'exposed_credential_check.password_expression': [isFilled],
  'action_parameters.response.content': [isFilled],
  'action_parameters.response.content_type': [isFilled],
  'action_parameters.response.status_code': [isBlockStatus],
  'action_parameters.id': [isId],
  'action_parameters.matched_data.public_key': [isFilled],
  'action_parameters.overrides': [hasOneOf('action', 'categories', 'enabled', 'rules', 'sensitivity_level')],
  'action_parameters.overrides.action': [isActionName],
  'action_parameters.overrides.sensitivity_level': [isSensitivityLevel],
  'action_parameters.overrides.categories': [isFilled],
  'action_parameters.overrides.categories[]': [hasOneOf('action', 'enabled', 'sensitivity_level')],
  'action_parameters.overrides.categories[].category': [isFilled],
  'action_parameters.overrides.categories[].action': [isActionName],
  'action_parameters.overrides.categories[].sensitivity_level': [isSensitivityLevel],
  'action_parameters.overrides.rules': [isFilled],
  'action_parameters.overrides.rules[]': [
    hasOneOf('action', 'enabled', 'score_threshold', 'sensitivity_level'),
  ],
  'action_parameters.overrides.rules[].id': [isId],
  'action_parameters.overrides.rules[].action': [isActionName],
  'action_parameters.overrides.rules[].sensitivity_level': [isSensitivityLevel],
  'action_parameters.phases': [isFilled],
  'action_parameters.phases[]': [oneOfAnyCase(PHASES)],
  'action_parameters.products': [isFilled],
  'action_parameters.products[]': [oneOfAnyCase(PRODUCTS)],
  'action_parameters.ruleset': [oneOfAnyCase(['current'])],
  'action_parameters.rulesets': [isFilled],
  'action_parameters.rulesets[]': [isId],
  'action_parameters.rules': [isFilled],
  'action_parameters.rules[]': [isFilled],
  'action_parameters.rules[][]': [isId],
};

/** Why Terraform would refuse a plan with this rule, which has been carried as far as the schema goes. */
export function refusalsOf(rule: LiveObject): readonly Loss[] {
  return [...visit(rule, '', ''), ...misplacedParameters(rule)];
}

function visit(value: LiveJson, path: string, pattern: string): readonly Loss[] {
  const own = (CHECKS[pattern] ?? []).flatMap((check) => {
    const problem = check(value);
    return problem === undefined ? [] : [refused(path, value, `Terraform would refuse the plan: ${problem}`)];
  });
  return [...own, ...children(value, path, pattern).flatMap((child) => visit(...child))];
}

/** What is inside a value, with path and pattern. */
function children(value: LiveJson, path: string, pattern: string): readonly [LiveJson, string, string][] {
  if (isLiveList(value)) {
    return value.map((item, index) => [item, elementPath(path, index), `${pattern}[]`]);
  }
  if (!isLiveObject(value)) return [];
  const isMap = pattern === 'action_parameters.rules';
  return Object.entries(value).map(([key, item]) => [
    item,
    memberPath(path, key),
    isMap ? `${pattern}[]` : memberPath(pattern, key),
  ]);
}

function misplacedParameters({ action = null, action_parameters: parameters }: LiveObject): readonly Loss[] {
  if (!isLiveObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, value]) => {
    const owner = Object.hasOwn(ACTION_OF_PARAMETER, name) ? ACTION_OF_PARAMETER[name] : undefined;
    if (owner === undefined || owner === action) return [];
    const reason = `Terraform would refuse the plan: it belongs to rules with the action ${owner}`;
    return [refused(memberPath('action_parameters', name), value, reason)];
  });
}

function hasOneOf(...names: readonly string[]): Check {
  return (value) => {
    if (isLiveObject(value) && names.some((name) => value[name] !== undefined)) return undefined;
    return names.length === 1 ? `it must have ${names.join()}` : `it must have one of ${names.join(', ')}`;
  };
}

function oneOfAnyCase(known: readonly string[]): Check {
  const allowed = new Set(known.map((name) => name.toLowerCase()));
  return ofText((text) =>
    allowed.has(text.toLowerCase()) ? undefined : `it must be one of ${known.join(', ')}`,
  );
}

function ofText(check: (text: string) => string | undefined): Check {
  return (value) => (typeof value === 'string' ? check(value) : undefined);
}

function isAtLeast(least: number): Check {
  return (value) =>
    (typeof value === 'number' || typeof value === 'bigint') && value < least
      ? `it must be at least ${least}`
      : undefined;
}

function sizeOf(value: LiveJson): number | undefined {
  if (typeof value === 'string' || isLiveList(value)) return value.length;
  return isLiveObject(value) ? Object.keys(value).length : undefined;
}
