import { includesPlan, type ZonePlan } from '../../../cloudflare';
import type { JsonObject } from '../json';
import type { State } from '../state/state';
import { comparable, type Row, type Scalar } from './columns';
import type { Dataset } from './datasets';
import { filteredNames, passes } from './filter';
import { isAvailable, limitsOf } from './node-limits';
import { refusals } from './query-error';
import { checkWindow } from './time-window';

/** A zone or an account, as far as a query is about it. */
export interface Owner {
  /** Such as `zone '<id>'`. */
  readonly name: string;
  readonly plan: ZonePlan;
  readonly zoneTags: readonly string[];
}

/** What a query asks of a dataset; the schema has checked types and names. */
export interface DatasetQuery {
  readonly filter: JsonObject;
  readonly limit: number;
  readonly orderBy?: readonly string[];
  /** Paths of the fields that it wants, joined by `_`. */
  readonly paths: readonly string[];
}

/** Something of which a path gives a value: a row or a group. */
type Shown = Readonly<Record<string, unknown>>;

/**
 * The rows or groups that a query selects.
 *
 * @throws QueryError if it asks for more than the plan allows
 */
export function resolveDataset(
  dataset: Dataset,
  owner: Owner,
  query: DatasetQuery,
  state: State,
  now: number,
): readonly Shown[] {
  check(dataset, owner, query, state, now);
  const every = state.analytics?.sampleInterval ?? 1;
  const rows = sampled(
    dataset.rowsOf(state).filter(({ zoneTag }) => owner.zoneTags.includes(zoneTag)),
    every,
  ).filter((row) => passes(row, query.filter, dataset.columns));
  const shown =
    dataset.shape === 'rows'
      ? rows.map((row) => rowOf(row, dataset, every))
      : groups(rows, dataset, query, every);
  const order = orders(dataset, query.orderBy ?? []);
  return [...shown]
    .sort((a, b) => order.reduce((found, by) => (found === 0 ? by(a, b) : found), 0))
    .slice(0, query.limit);
}

function check(dataset: Dataset, owner: Owner, query: DatasetQuery, state: State, now: number): void {
  const limits = limitsOf(dataset, owner.plan, state.analytics);
  if (!includesPlan(owner.plan, dataset.plan)) throw refusals.dataset(owner.name);
  const columnNames = query.paths.map((path) => path.replace(/^dimensions_/, ''));
  const closed = [...columnNames, ...filteredNames(query.filter)].find(
    (name) => !isAvailable(dataset, owner.plan, name),
  );
  if (closed !== undefined) throw refusals.field(owner.name, closed);
  if (query.paths.length > limits.maxNumberOfFields) throw refusals.fields(limits.maxNumberOfFields);
  if (query.limit < 1 || query.limit > limits.maxPageSize) throw refusals.limit(limits.maxPageSize);
  checkWindow(query.filter, limits, owner.name, now);
}

/** Keeps or drops all that is about a request at once. */
function sampled(rows: readonly Row[], every: number): readonly Row[] {
  if (every === 1) return rows;
  const rays = new Map<string, number>();
  return rows.filter(({ rayName }) => {
    const place = rays.get(rayName) ?? rays.size;
    rays.set(rayName, place);
    return place % every === 0;
  });
}

function rowOf(row: Row, { columns, lists }: Dataset, sampleInterval: number): Shown {
  const scalars = Object.entries(columns).map(([name, { of }]): [string, unknown] => [name, of(row)]);
  const ofLists = Object.keys(lists).map((name): [string, unknown] => [name, row[name as keyof Row]]);
  return Object.fromEntries([...scalars, ...ofLists, ['sampleInterval', sampleInterval]]);
}

/** One group for each combination of the dimensions that the query asks for. */
function groups(
  rows: readonly Row[],
  { columns, sums }: Dataset,
  { paths }: DatasetQuery,
  sampleInterval: number,
): readonly Shown[] {
  const names = paths.filter((path) => path.startsWith('dimensions_')).map((path) => path.slice(11));
  const members = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = JSON.stringify(names.map((name) => columns[name]?.of(row)));
    const group = members.get(key);
    if (group === undefined) members.set(key, [row]);
    else group.push(row);
  }
  return [...members.values()].map(([first, ...others]) => ({
    count: (others.length + 1) * sampleInterval,
    avg: { sampleInterval },
    dimensions: Object.fromEntries(Object.entries(columns).map(([name, { of }]) => [name, of(first)])),
    sum: Object.fromEntries(
      Object.entries(sums).map(([name, of]) => [
        name,
        [first, ...others].reduce((sum, row) => sum + of(row) * sampleInterval, 0),
      ]),
    ),
  }));
}

function orders(
  { columns, shape }: Dataset,
  orderBy: readonly string[],
): readonly ((a: Shown, b: Shown) => number)[] {
  return orderBy.map((order) => {
    const [, name = '', direction] = /^(\w+)_(ASC|DESC)$/.exec(order) ?? [];
    const type = columns[name]?.type;
    const path = type !== undefined && shape === 'groups' ? `dimensions_${name}` : name;
    const valueOf = (shown: Shown): Scalar => {
      const value = at(shown, path);
      return type === undefined ? value : comparable(type, value);
    };
    const sign = direction === 'DESC' ? -1 : 1;
    return (a, b) => sign * compare(valueOf(a), valueOf(b));
  });
}

function at(shown: Shown, path: string): Scalar {
  const mark = path.indexOf('_');
  const inner = mark < 0 ? undefined : shown[path.slice(0, mark)];
  return (mark < 0 ? shown[path] : (inner as Shown)[path.slice(mark + 1)]) as Scalar;
}

function compare(a: Scalar, b: Scalar): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
