import { InputError, show } from '../../errors';
import { bigintOf, isInteger } from '../evaluate/integers';
import { elementsOf, type RuntimeValue } from '../evaluate/values';
import { decodeText } from '../text/bytes';
import { keepsTo } from '../values/fact-automaton';
import { brokenMessage } from '../values/fact-sentences';
import { fieldValues } from '../values/facts-of';
import { isCertain, type ValueFact } from '../values/value-fact';

/**
 * Refuses what no request has of a field, whatever Cloudflare adds: a verdict on it would say nothing of any request.
 *
 * @throws InputError `context/field-value`
 */
export function refuseImpossible(name: string, value: RuntimeValue): void {
  const message = impossibility(name, value);
  if (message === undefined) return;
  throw new InputError('context/field-value', { message, help: 'give a value that a request can have' });
}

/** Why no request has this value of a field; `undefined` if one may. */
export function impossibility(name: string, value: RuntimeValue): string | undefined {
  const { values, keys = [] } = fieldValues(name) ?? { values: [] };
  const ofValues = broken(`\`${name}\``, value, values.filter(isCertain));
  if (ofValues !== undefined || !(value instanceof Map)) return ofValues;
  return broken(`each key of \`${name}\``, [...value.keys()] as readonly string[], keys.filter(isCertain));
}

function broken(subject: string, value: RuntimeValue, facts: readonly ValueFact[]): string | undefined {
  if (facts.length === 0 || typeof value === 'boolean') return undefined;
  if (typeof value === 'string' || isInteger(value)) {
    const given = typeof value === 'string' ? value : bigintOf(value);
    const fact = facts.find((one) => !keepsTo(one, given));
    const shown = typeof value === 'string' ? (decodeText(value) ?? value) : value.toString();
    return fact === undefined ? undefined : brokenMessage(subject, fact, show(shown));
  }
  for (const item of elementsOf(value)) {
    const found = broken(subject, item, facts);
    if (found !== undefined) return found;
  }
  return undefined;
}
