import type { Json, JsonObject } from '../json';
import { isArray, isObject } from '../json';
import type { SecurityEvent } from '../state/security-events';
import { type QueryField, QueryError } from './query';

/** Most rows of one answer. */
const MAX_ROWS = 10_000;

/** Every field of the dataset and whether it has fields of its own. */
const FIELDS: Readonly<Record<Exclude<keyof SecurityEvent, 'zoneTag'>, 'scalar' | 'list'>> = {
  action: 'scalar',
  source: 'scalar',
  rulesetId: 'scalar',
  ruleId: 'scalar',
  kind: 'scalar',
  description: 'scalar',
  datetime: 'scalar',
  rayName: 'scalar',
  matchIndex: 'scalar',
  metadata: 'list',
  clientIP: 'scalar',
  clientIPClass: 'scalar',
  clientAsn: 'scalar',
  clientASNDescription: 'scalar',
  clientCountryName: 'scalar',
  clientRequestHTTPHost: 'scalar',
  clientRequestHTTPMethodName: 'scalar',
  clientRequestHTTPProtocol: 'scalar',
  clientRequestPath: 'scalar',
  clientRequestQuery: 'scalar',
  userAgent: 'scalar',
  edgeResponseStatus: 'scalar',
  originResponseStatus: 'scalar',
  edgeColoName: 'scalar',
  wafAttackScoreClass: 'scalar',
};

type Scalar = string | number;
type Test = (value: Scalar, wanted: Json) => boolean;

const includes: Test = (value, wanted) => isArray(wanted) && wanted.includes(value);

/** The endings of filters; none means equality. */
const TESTS: Readonly<Record<string, Test>> = {
  eq: (value, wanted) => value === wanted,
  neq: (value, wanted) => value !== wanted,
  gt: (value, wanted) => compare(value, wanted) > 0,
  lt: (value, wanted) => compare(value, wanted) < 0,
  geq: (value, wanted) => compare(value, wanted) >= 0,
  leq: (value, wanted) => compare(value, wanted) <= 0,
  in: includes,
  like: (value, wanted) => typeof wanted === 'string' && isLike(String(value), wanted),
  notin: (value, wanted) => !includes(value, wanted),
};

/** The events that `firewallEventsAdaptive` selects of one zone, with the fields that it asks for. */
export function eventRows(
  events: readonly SecurityEvent[],
  { arguments: given, fields }: QueryField,
): readonly JsonObject[] {
  onlyKnown(given, ['limit', 'orderBy', 'filter'], 'argument');
  const { limit, filter } = given;
  if (limit === undefined || filter === undefined) {
    const missing = limit === undefined ? 'limit' : 'filter';
    throw new QueryError(`\`firewallEventsAdaptive\` needs the argument \`${missing}\``);
  }
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MAX_ROWS) {
    throw new QueryError(`limit must be positive number and not greater than ${MAX_ROWS}`);
  }
  const tests = filterTests(filter);
  const order = orders(given['orderBy'] ?? []);
  if (fields.length === 0) throw new QueryError('select at least one field of `firewallEventsAdaptive`');
  fields.forEach(requireKnown);
  return events
    .filter((event) => tests.every((test) => test(event)))
    .sort((a, b) => order.reduce((found, by) => (found === 0 ? by(a, b) : found), 0))
    .slice(0, limit)
    .map((event) => rowOf(event, fields));
}

/** `%` stands for any text. Without a regular expression: many of them would take for ever. */
function isLike(text: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('%');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(last) && at + last.length <= text.length;
}

function filterTests(filter: Json): readonly ((event: SecurityEvent) => boolean)[] {
  if (!isObject(filter)) throw new QueryError('`filter` must be an object');
  return Object.entries(filter).map(([key, wanted = null]) => {
    const at = key.lastIndexOf('_');
    const name = scalarName(at < 0 ? key : key.slice(0, at));
    const test = TESTS[at < 0 ? 'eq' : key.slice(at + 1)];
    if (test === undefined) throw new QueryError(`unknown filter, got: \`${key}\``);
    // Times are compared as times: with and without fractions they are not ordered as texts.
    if (name === 'datetime') return (event) => test(Date.parse(event.datetime), timeOf(wanted));
    return (event) => test(event[name] as Scalar, wanted);
  });
}

function timeOf(wanted: Json): Json {
  const time = typeof wanted === 'string' ? Date.parse(wanted) : NaN;
  if (Number.isNaN(time)) throw new QueryError(`expected a time, got: \`${JSON.stringify(wanted)}\``);
  return time;
}

function orders(orderBy: Json): readonly ((a: SecurityEvent, b: SecurityEvent) => number)[] {
  return (isArray(orderBy) ? orderBy : [orderBy]).map((order) => {
    const [, key = '', direction] = /^(\w+)_(ASC|DESC)$/.exec(typeof order === 'string' ? order : '') ?? [];
    const name = scalarName(key);
    const sign = direction === 'DESC' ? -1 : 1;
    return (a, b) => sign * compare(a[name] as Scalar, b[name]);
  });
}

function scalarName(name: string): keyof typeof FIELDS {
  if (!isField(name) || FIELDS[name] !== 'scalar') {
    throw new QueryError(`events cannot be selected or ordered by \`${name}\``);
  }
  return name;
}

function rowOf(event: SecurityEvent, fields: readonly QueryField[]): JsonObject {
  return Object.fromEntries(
    fields.map((field): [string, Json] => {
      const name = fieldName(field);
      if (name !== 'metadata') return [field.key, event[name]];
      return [
        field.key,
        event.metadata.map((pair) =>
          Object.fromEntries(field.fields.map((inner) => [inner.key, pair[inner.name as 'key' | 'value']])),
        ),
      ];
    }),
  );
}

/** Whether there are events to show it of or not. */
function requireKnown(field: QueryField): void {
  if (fieldName(field) !== 'metadata') return;
  onlyKnown(Object.fromEntries(field.fields.map(({ name }) => [name, true])), ['key', 'value'], 'field');
}

function fieldName({ name }: QueryField): keyof typeof FIELDS {
  if (isField(name)) return name;
  throw new QueryError(`unknown field \`${name}\` of \`firewallEventsAdaptive\``);
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name);
}

/** @throws QueryError for a name that is not known: what is ignored would be answered wrongly */
export function onlyKnown(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  what: string,
): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new QueryError(`unknown ${what}, got: \`${unknown}\`; known are ${known.join(', ')}`);
  }
}

function compare(a: Scalar, b: Json): number {
  if (typeof a !== typeof b) throw new QueryError(`a ${typeof a} is compared with \`${JSON.stringify(b)}\``);
  return a < (b as Scalar) ? -1 : a > (b as Scalar) ? 1 : 0;
}
