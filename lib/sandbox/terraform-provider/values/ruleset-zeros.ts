import type { AttributeName } from './attribute-paths';
import type { Value } from './value';

/** What the provider reads where an answer about a ruleset says nothing; everything else is null then. */
export const RULESET_ZEROS: Readonly<Record<AttributeName, Value>> = {
  rules: [],
  'rules[].action_parameters': {},
  'rules[].action_parameters.raw_response_fields[].preserve_duplicates': false,
  'rules[].action_parameters.response_fields[].preserve_duplicates': false,
  'rules[].description': '',
  'rules[].ratelimit.requests_to_origin': false,
};
