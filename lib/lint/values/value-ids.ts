import type { FindingId } from '../../exceptions';
import type { ConditionShape } from '../questions/condition-shape';
import { WITH_PATH } from '../questions/uri-conditions';
import { ESCAPE_FACTS } from '../../rules-language/values/url-facts';
import type { ValueFact } from '../../rules-language/values/value-fact';

/** What lower() and upper() never give. */
export const CASE_ID: FindingId = 'text-case';

/** The ids under which the values of some fields are reported. */
const IDS: Readonly<Record<string, FindingId>> = {
  'http.host': 'host-form',
  'http.request.method': 'method-case',
  'ip.src.country': 'country-code',
  'ip.geoip.country': 'country-code',
  'http.request.uri.path': 'path-not-normal',
  'raw.http.request.uri.path': 'path-not-normal',
  'http.request.uri': 'path-not-normal',
  'raw.http.request.uri': 'path-not-normal',
  'http.request.timestamp.sec': 'time-unit',
  'http.request.timestamp.msec': 'time-unit',
  'http.request.headers': 'header-key-case',
  'http.request.headers.names': 'header-key-case',
  'http.response.headers': 'header-key-case',
  'http.response.headers.names': 'header-key-case',
};

/** The id of a value that this field never has. */
export function neverId(field: string, fact: ValueFact | undefined): FindingId {
  if (fact !== undefined && (ESCAPE_FACTS as readonly ValueFact[]).includes(fact))
    return 'percent-encoded-literal';
  return IDS[field] ?? 'impossible-value';
}

/** The id of a condition that every value of this field meets. */
export function alwaysId(field: string, isOutside: boolean): FindingId {
  return isOutside && IDS[field] === 'time-unit' ? 'time-unit' : 'always-met';
}

/** Whether something of conditions of this shape may be reported under this id. Most shapes have one id, or none. */
export function mayTell(id: FindingId, { field, functions, operator, right }: ConditionShape): boolean {
  const isWhole = operator === 'eq' || operator === 'ne' || operator === 'in';
  const isPlain = isWhole && functions.length === 0 && (right === 'string' || right === 'set');
  switch (id) {
    case CASE_ID:
      return functions[0] === 'lower' || functions[0] === 'upper';
    case 'percent-encoded-literal':
      return WITH_PATH.includes(field);
    case 'always-met':
      return !isPlain || operator === 'ne' || right === 'set';
    case 'impossible-value':
      return !isPlain || IDS[field] === undefined;
    default:
      return IDS[field] === id;
  }
}
