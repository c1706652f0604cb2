import type { Json, JsonObject } from '../json';
import { isArray, isObject } from '../json';
import { type Columns, type ColumnType, comparable, type Row, type Scalar } from './columns';

type Test = (value: Scalar, wanted: Scalar) => boolean;

/** The endings of filters; none means equality. Both lists are those of the schema. */
const TESTS: Readonly<Record<string, Test>> = {
  eq: (value, wanted) => value === wanted,
  neq: (value, wanted) => value !== wanted,
  gt: (value, wanted) => value > wanted,
  lt: (value, wanted) => value < wanted,
  geq: (value, wanted) => value >= wanted,
  leq: (value, wanted) => value <= wanted,
  like: (value, wanted) => isLike(String(value), String(wanted)),
  notlike: (value, wanted) => !isLike(String(value), String(wanted)),
};

/** Whether a row passes a filter, whose keys and values the schema has checked. */
export function passes<R extends Row>(row: R, filter: JsonObject, columns: Columns<R>): boolean {
  return Object.entries(filter).every(([key, wanted = null]) => {
    if (wanted === null) return true;
    if (key === 'AND') return all(wanted).every((one) => passes(row, one, columns));
    if (key === 'OR') return all(wanted).length === 0 || all(wanted).some((one) => passes(row, one, columns));
    const { name, operator } = keyParts(key);
    const column = columns[name];
    if (column === undefined) return false;
    const value = comparable(column.type, column.of(row));
    if (operator === 'in') return includes(column.type, wanted, value);
    if (operator === 'notin') return !includes(column.type, wanted, value);
    return TESTS[operator]?.(value, comparable(column.type, wanted as Scalar)) ?? false;
  });
}

/** `datetime_geq` is `datetime` and `geq`. */
export function keyParts(key: string): { readonly name: string; readonly operator: string } {
  const at = key.lastIndexOf('_');
  return at < 0 ? { name: key, operator: 'eq' } : { name: key.slice(0, at), operator: key.slice(at + 1) };
}

/** The names of all columns that a filter is about. */
export function filteredNames(filter: JsonObject): readonly string[] {
  return Object.entries(filter).flatMap(([key, wanted = null]) =>
    key === 'AND' || key === 'OR' ? all(wanted).flatMap(filteredNames) : [keyParts(key).name],
  );
}

/** A list with one member may omit the brackets. */
export function all(wanted: Json): readonly JsonObject[] {
  return (isArray(wanted) ? wanted : [wanted]).filter(isObject);
}

function includes(type: ColumnType, wanted: Json, value: Scalar): boolean {
  return (isArray(wanted) ? wanted : [wanted]).some((one) => comparable(type, one as Scalar) === value);
}

/** `%` matches any text. Without a regular expression: many of them would take for ever. */
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
