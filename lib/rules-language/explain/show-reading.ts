import { addressText } from '../addresses/addresses';
import { quote } from '../syntax/quote';
import type { Type } from '../catalogue/types';
import { elementOf } from '../catalogue/types';
import { isInteger } from '../evaluate/integers';
import { Unknown } from '../evaluate/unknown';
import { elementsOf, type Reading, type RuntimeValue } from '../evaluate/values';

/** Longest part of a value that is shown. */
const MAX_SHOWN = 120;

/** What a value read as, the way an expression would write it. */
export function showReading(reading: Reading, type: Type): string {
  if (reading === undefined) return 'missing';
  if (reading instanceof Unknown) return 'unknown';
  const shown = showValue(reading, type);
  return shown.length <= MAX_SHOWN ? shown : `${shown.slice(0, MAX_SHOWN)}... (${shown.length} characters)`;
}

function showValue(value: RuntimeValue, type: Type): string {
  if (typeof value === 'string') return type === 'Ip' ? addressText(value) : quote(value);
  if (isInteger(value) || typeof value === 'boolean') return String(value);
  const element = elementOf(type) ?? type;
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, RuntimeValue>)];
    return `{${entries.map(([key, item]) => `${quote(key)}: ${showValue(item, element)}`).join(', ')}}`;
  }
  return `[${elementsOf(value)
    .map((item) => showValue(item, element))
    .join(', ')}]`;
}
