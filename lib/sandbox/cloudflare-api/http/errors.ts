import { docsPage } from '../../../errors';
import { ApiError } from './api-error';

/** One error that the API answers with. */
interface ErrorEntry<A extends readonly unknown[]> {
  readonly status: number;
  readonly code: number | undefined;
  readonly message: (...details: A) => string;
  /** False where Cloudflare publishes neither code nor text: ours follow its form, and clients must not rely on them. */
  readonly documented: boolean;
}

const documented = <A extends readonly unknown[]>(
  status: number,
  code: number | undefined,
  message: (...details: A) => string,
): ErrorEntry<A> => ({ status, code, message, documented: true });

const assumed = <A extends readonly unknown[]>(
  status: number,
  code: number | undefined,
  message: (...details: A) => string,
): ErrorEntry<A> => ({ status, code, message, documented: false });

/** The form of nearly every refusal of the Rulesets API. */
const notValid = (value: string, field: string, reason: string) =>
  `'${value}' is not a valid value for ${field} because ${reason}`;

/**
 * Every error that the API answers with by itself. Status, code and text of the documented ones were published by
 * Cloudflare or seen in public reports; codes from 29000 on are ours.
 *
 * None of them says "no" with 409, 429 or 5xx, which clients answer with the same request again; the one 429 means it.
 */
export const API_ERRORS = {
  // Access
  authentication: documented(403, 10000, () => 'Authentication error'),
  noAuthentication: documented(401, 10000, () => 'Authentication error'),
  notAuthorized: documented(403, undefined, () => 'request is not authorized'),

  // Requests of any kind
  unknownIdentifier: assumed(
    404,
    7003,
    (path: string) => `Could not route to ${path}, perhaps your object identifier is invalid?`,
  ),
  unknownRoute: assumed(
    404,
    7003,
    (method: string, path: string) =>
      `the sandbox has no operation for ${method} ${path}; see ${docsPage('sandbox.md')}`,
  ),
  host: assumed(421, 29000, (host: string) =>
    notValid(host, 'host', 'the sandbox answers only on 127.0.0.1 and localhost'),
  ),
  bodyTooLarge: assumed(413, 29001, (limit: number) => `request body exceeded maximum ${limit} bytes`),
  bodyNotJson: assumed(400, 29002, (reason: string) => `could not parse request body: ${reason}`),
  bodyShape: assumed(400, 29003, (expected: string) => `request body must be ${expected}`),
  queryValue: assumed(400, 29004, (value: string, name: string, reason: string) =>
    notValid(value, name, reason),
  ),

  requestTarget: assumed(400, 29005, (target: string) =>
    notValid(target, 'request target', 'it is neither a path nor a URL'),
  ),

  internal: assumed(500, 10013, (reason: string) => `the sandbox failed: ${reason}`),

  // Trace
  traceRequest: assumed(400, 29040, (value: string, field: string, reason: string) =>
    notValid(value, field, reason),
  ),

  // Rulesets
  rulesetNotFound: documented(404, 10003, () => 'could not find ruleset'),
  entryPointNotFound: documented(
    404,
    10003,
    (phase: string) => `could not find entrypoint ruleset in the ${phase} phase`,
  ),
  rulesetLimit: documented(400, 20217, (kind: string, phase: string) =>
    notValid(kind, 'kind', `exceeded maximum number of ${kind} rulesets for phase ${phase}`),
  ),
  sameManagedRuleset: documented(
    400,
    20014,
    () => 'more than one rule is trying to execute the same managed ruleset',
  ),
  actionInKind: documented(400, 20016, (action: string, phase: string, kind: string) =>
    notValid(
      action,
      'action',
      `it is not possible to use the ${action} action in a ruleset with phase ${phase} and kind ${kind}`,
    ),
  ),
  loggingNotAllowed: documented(400, 20018, () => 'logging options only allowed in the skip action'),
  blankExpression: documented(400, 20125, () => notValid('', 'expression', 'the expression cannot be blank')),
  expressionSize: documented(
    400,
    20127,
    (size: number, limit: number) => `expression size ${size} exceeded maximum ${limit}`,
  ),
  // Of these three the text is known and the code is not.
  expressionSyntax: assumed(400, 29009, (expression: string, error: string) =>
    notValid(expression, 'expression', `could not parse filter expression: ${error}`),
  ),
  actionMissing: assumed(400, 29010, () => 'action is required for action parameters'),
  fieldNotModifiable: assumed(
    400,
    29011,
    (field: string, got: string, want: string) =>
      `the ${field} field cannot be modified: got ${got}, want ${want}`,
  ),
  managedReadOnly: assumed(400, 29012, (name: string) =>
    notValid(name, 'ruleset', 'a managed ruleset cannot be modified'),
  ),
  rulesetInUse: assumed(400, 29013, (id: string) =>
    notValid(id, 'ruleset', 'a rule executes this ruleset; delete that rule first'),
  ),
  accountPlan: assumed(400, 29014, (level: string) =>
    notValid(level, 'scope', 'account-level rulesets need the Enterprise plan'),
  ),
  unknownField: assumed(400, 29015, (field: string, known: string) =>
    notValid(field, 'field', `it is unknown here; known are ${known}`),
  ),
  field: assumed(400, 29016, (value: string, field: string, reason: string) =>
    notValid(value, field, reason),
  ),
  rulesQuota: assumed(400, 29017, (count: number, phase: string, plan: string, limit: number) =>
    notValid(
      String(count),
      'rules',
      `exceeded maximum number of ${limit} rules for phase ${phase} on plan ${plan}`,
    ),
  ),
  ruleNotFound: assumed(404, 29018, (id: string) => `could not find rule ${id}`),
  notEntitled: assumed(400, 29019, (expression: string, reason: string) =>
    notValid(expression, 'expression', `not entitled: ${reason}`),
  ),
  unknownList: assumed(400, 29020, (name: string) =>
    notValid(`$${name}`, 'expression', 'the account has no list of this name'),
  ),
  notARuleOf: assumed(400, 29021, (rule: string, ruleset: string) =>
    notValid(rule, 'rules', `it is not a rule of the managed ruleset ${ruleset}`),
  ),
  unknownRuleset: assumed(400, 29022, (id: string, field: string, reason: string) =>
    notValid(id, field, reason),
  ),
  accountExpression: assumed(400, 29023, () =>
    notValid(
      'expression',
      'expression',
      'an account-level expression must be parenthesised and end with and cf.zone.plan eq "ENT"',
    ),
  ),
  listKind: assumed(400, 29024, (name: string, kind: string, needed: string) =>
    notValid(
      `$${name}`,
      'expression',
      `it is a list of kind ${kind}, and the field needs one of kind ${needed}`,
    ),
  ),

  // Lists
  listInUse: documented(400, 10031, () => 'filters.api.ip_list_in_use'),
  listNameInUse: assumed(400, 10026, () => 'filters.api.list_name_in_use'),
  operationPending: assumed(429, 10045, () => 'another operation on this list is pending'),
  listNotFound: assumed(404, 29030, (id: string) => `could not find list ${id}`),
  itemNotFound: assumed(404, 29031, (id: string) => `could not find list item ${id}`),
  operationNotFound: assumed(404, 29032, (id: string) => `could not find bulk operation ${id}`),
  listField: assumed(400, 29033, (value: string, field: string, reason: string) =>
    notValid(value, field, reason),
  ),
  listQuota: assumed(400, 29034, (count: number, plan: string, limit: number) =>
    notValid(String(count), 'lists', `exceeded maximum number of ${limit} lists on plan ${plan}`),
  ),
  listItemsQuota: assumed(400, 29035, (count: number, plan: string, limit: number) =>
    notValid(String(count), 'items', `exceeded maximum number of ${limit} list items on plan ${plan}`),
  ),
} satisfies Record<string, ErrorEntry<never>>;

export type ErrorName = keyof typeof API_ERRORS;

/**
 * The error of this name, to be thrown.
 *
 * @param pointer the field of the body that is to blame; undefined if none is
 */
export function apiError<N extends ErrorName>(
  name: N,
  details: Parameters<(typeof API_ERRORS)[N]['message']>,
  pointer?: string,
): ApiError {
  const entry: ErrorEntry<never> = API_ERRORS[name];
  return new ApiError(entry.status, {
    ...(entry.code === undefined ? {} : { code: entry.code }),
    message: entry.message(...(details as never)),
    ...(pointer === undefined ? {} : { source: { pointer } }),
  });
}
