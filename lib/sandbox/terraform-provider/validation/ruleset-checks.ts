import { actionParameterChecks } from './action-parameter-checks';
import type { Checks } from './check';
import { exactlyOneOf, requiresOwn } from './combination-checks';
import { ACTIONS, KINDS, PHASES } from '../../../provider-schema/ruleset-values';
import {
  atLeast,
  hasElements,
  isActionName,
  isId,
  isNotEmpty,
  isVersion,
  oneOfIgnoringCase,
} from './value-checks';

/** What the provider checks of a `cloudflare_ruleset` before it asks the API. */
export const rulesetChecks: Checks = {
  attributes: {
    id: [isId],
    version: [isVersion],
    account_id: [exactlyOneOf('zone_id'), isId],
    zone_id: [isId],
    kind: [oneOfIgnoringCase(...KINDS)],
    name: [isNotEmpty],
    phase: [oneOfIgnoringCase(...PHASES)],
    'rules[].id': [isId],
    'rules[].action': [oneOfIgnoringCase(...ACTIONS), isActionName],
    'rules[].expression': [isNotEmpty],
    'rules[].exposed_credential_check.password_expression': [isNotEmpty],
    'rules[].exposed_credential_check.username_expression': [isNotEmpty],
    'rules[].logging': [requiresOwn('enabled')],
    'rules[].ratelimit.characteristics': [hasElements],
    'rules[].ratelimit.period': [atLeast(0)],
    'rules[].ratelimit.counting_expression': [isNotEmpty],
    'rules[].ratelimit.requests_per_period': [atLeast(1)],
    'rules[].ratelimit.score_response_header_name': [isNotEmpty],
    'rules[].ref': [isNotEmpty],
    ...Object.fromEntries(
      Object.entries(actionParameterChecks).map(([name, checks]) => [
        `rules[].action_parameters.${name}`,
        checks,
      ]),
    ),
  },
};
