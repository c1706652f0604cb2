import { CUSTOM_RULES_BY_PLAN, type ZonePlan } from '../cloudflare';
import type { ExceptionDeclaration, ZoneDeclaration } from './declaration';
import type { CustomRuleLimits } from '../exceptions';
import { PHASES } from '../exceptions/phase';

type Members<T> = Readonly<Record<keyof T, unknown>>;

/** Whether JSON read from a stack is the declaration of a zone, whoever wrote the file. */
export function isZoneDeclaration(value: unknown): value is ZoneDeclaration {
  if (!isObject<ZoneDeclaration>(value)) return false;
  const { zone, ownPrefixes, foreignRules, limits, phases, exceptions } = value;
  return (
    isZoneReference(zone) &&
    isListOf(ownPrefixes, isText) &&
    (foreignRules === 'keep' || foreignRules === 'remove') &&
    isLimits(limits) &&
    (phases === undefined || isListOf(phases, isPhase)) &&
    isListOf(exceptions, isException)
  );
}

function isZoneReference(value: unknown): boolean {
  if (!isObject<{ id: string; name: string; accountId: string }>(value)) return false;
  if (isText(value.id)) return true;
  return isText(value.name) && (value.accountId === undefined || isText(value.accountId));
}

function isLimits(value: unknown): boolean {
  if (!isObject<CustomRuleLimits>(value)) return false;
  const plans = Object.keys(CUSTOM_RULES_BY_PLAN) as ZonePlan[];
  return plans.every((plan) => typeof value[plan] === 'number') && isNumberOrNull(value.other);
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === 'number';
}

function isException(value: unknown): boolean {
  if (!isObject<ExceptionDeclaration>(value)) return false;
  const { phase, sentence, rule } = value;
  if (!isPhase(phase) || !isText(sentence)) return false;
  if (!isObject<ExceptionDeclaration['rule']>(rule)) return false;
  const { ref, description, action_parameters: parameters } = rule;
  if (!isText(ref) || !isText(description) || !isObject<{ rules: unknown }>(parameters)) return false;
  const { rules = {} } = parameters;
  return isObject(rules) && Object.values(rules).every((ids) => isListOf(ids, isText));
}

function isPhase(value: unknown): boolean {
  return isText(value) && Object.hasOwn(PHASES, value);
}

function isObject<T>(value: unknown): value is Members<T> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isListOf(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isElement);
}
