import { ACTION_PARAMETERS, type ActionParameters } from './action-parameters';
import { ACTIONS } from '../actions';
import { RATE_LIMIT_SECONDS } from '../rate-limits';
import {
  ANY,
  filledList,
  FLAG,
  type Members,
  object,
  type ObjectShape,
  objectWithSome,
  oneNumberOf,
  oneOf,
  TEXT,
  VALUE_EXPRESSION,
  whole,
} from './shape';

/** What a rule holds beside the parameters of its action, as a request or an answer of the API has it. */
const MEMBERS: Members = {
  action: oneOf(...ACTIONS),
  categories: ANY,
  description: TEXT,
  enabled: FLAG,
  exposed_credential_check: object(
    { username_expression: VALUE_EXPRESSION, password_expression: VALUE_EXPRESSION },
    'username_expression',
    'password_expression',
  ),
  expression: TEXT,
  id: TEXT,
  last_updated: TEXT,
  logging: object({ enabled: FLAG }),
  // `before` and `after` may be empty: the rule becomes the first or the last one.
  position: {
    ...objectWithSome({ before: TEXT, after: TEXT, index: whole(1) }, ['before', 'after', 'index']),
    isChoice: true,
  },
  ratelimit: objectWithSome(
    {
      characteristics: filledList({ kind: 'text', isFilled: true, language: 'characteristic' }),
      counting_expression: { kind: 'text', language: 'counting' },
      mitigation_timeout: whole(0),
      period: oneNumberOf(RATE_LIMIT_SECONDS),
      requests_per_period: whole(1),
      requests_to_origin: FLAG,
      // Version 4 of Terraform's provider writes 0 where there is none.
      score_per_period: whole(0),
      score_response_header_name: TEXT,
    },
    ['requests_per_period', 'score_per_period'],
    'characteristics',
    'period',
  ),
  ref: TEXT,
  version: TEXT,
};

const REQUIRED = ['action', 'expression'];

/** What a rule with this action holds; of an action that is not known, the parameters are not judged. */
export function ruleShape(action: unknown): ObjectShape {
  const known = typeof action === 'string' ? shapes.get(action) : undefined;
  return known ?? OF_UNKNOWN_ACTION;
}

const OF_UNKNOWN_ACTION = object({ ...MEMBERS, action_parameters: ANY }, ...REQUIRED);

const shapes: ReadonlyMap<string, ObjectShape> = new Map(
  Object.entries<ActionParameters>(ACTION_PARAMETERS).map(([action, parameters]) => [
    action,
    object(
      { ...MEMBERS, action_parameters: shapeOf(parameters) },
      ...REQUIRED,
      ...(parameters.isNeeded === true ? ['action_parameters'] : []),
    ),
  ]),
);

function shapeOf({ members, required = [], isOpen }: ActionParameters): Members[string] {
  return isOpen === true ? ANY : object(members, ...required);
}
