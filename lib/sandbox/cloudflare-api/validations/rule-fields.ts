import { isAction, mayLog, MAX_EXPRESSION_LENGTH } from '../../../cloudflare';
import { apiError } from '../http/errors';
import { expressionSize } from '../rules/expression-scan';
import type { JsonObject } from '../json';
import { isObject, isString, shown } from '../json';

/** The keys that a rule can have in a request; `position` is beside them where one rule is written. */
const FIELDS: readonly string[] = [
  'action',
  'action_parameters',
  'description',
  'enabled',
  'exposed_credential_check',
  'expression',
  'logging',
  'ratelimit',
  'ref',
];

/** Checks what depends on the rule alone: keys, types, action, size of the expression, logging. */
export function ruleFields(draft: JsonObject, pointer: string): void {
  const unknown = Object.keys(draft).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) {
    throw apiError('unknownField', [unknown, FIELDS.join(', ')], `${pointer}/${unknown}`);
  }
  action(draft, pointer);
  expression(draft, pointer);
  if (typeof draft['enabled'] !== 'boolean') {
    throw refused(draft, 'enabled', 'it must be true or false', pointer);
  }
  for (const key of ['description', 'ref']) {
    if (!isString(draft[key])) throw refused(draft, key, 'it must be a string', pointer);
  }
  if (draft['ref'] === '') throw refused(draft, 'ref', 'it cannot be blank', pointer);
  const parameters = draft['action_parameters'];
  if (parameters !== undefined && !isObject(parameters)) {
    throw refused(draft, 'action_parameters', 'it must be an object', pointer);
  }
  logging(draft, pointer);
}

function action(draft: JsonObject, pointer: string): void {
  const name = draft['action'];
  if (name === undefined) {
    // Cloudflare complains about what it meets first.
    if (draft['action_parameters'] !== undefined) throw apiError('actionMissing', [], `${pointer}/action`);
    if (draft['expression'] === undefined) {
      throw apiError('blankExpression', [], `${pointer}/expression`);
    }
    throw apiError('field', ['', 'action', 'the action cannot be blank'], `${pointer}/action`);
  }
  if (!isString(name) || !isAction(name)) {
    throw refused(draft, 'action', 'it is not an action', pointer);
  }
}

function expression(draft: JsonObject, pointer: string): void {
  const text = draft['expression'] ?? '';
  if (!isString(text)) throw refused(draft, 'expression', 'it must be a string', pointer);
  if (text.trim() === '') throw apiError('blankExpression', [], `${pointer}/expression`);
  const size = expressionSize(text);
  if (size > MAX_EXPRESSION_LENGTH) {
    throw apiError('expressionSize', [size, MAX_EXPRESSION_LENGTH], `${pointer}/expression`);
  }
}

function logging(draft: JsonObject, pointer: string): void {
  const given = draft['logging'];
  if (given === undefined) return;
  const action = draft['action'];
  if (!isString(action) || !mayLog(action)) throw apiError('loggingNotAllowed', [], `${pointer}/logging`);
  if (!isObject(given) || typeof given['enabled'] !== 'boolean' || Object.keys(given).length !== 1) {
    throw refused(draft, 'logging', 'it must be an object with enabled true or false', pointer);
  }
}

function refused(draft: JsonObject, key: string, reason: string, pointer: string) {
  return apiError('field', [shown(draft[key]), key, reason], `${pointer}/${key}`);
}
