import type { ZonePlan } from '../../../cloudflare';

/** A scalar type of Cloudflare's schema. */
export type ColumnType = 'string' | 'uint16' | 'uint32' | 'Time' | 'Date';

export type Scalar = string | number;

/** What every row has. */
export interface Row {
  readonly zoneTag: string;
  readonly datetime: string;
  readonly rayName: string;
}

/** A field of a dataset that has no fields of its own. */
export interface Column<R> {
  readonly type: ColumnType;
  readonly of: (row: R) => Scalar;
  /** The smallest plan that may ask for it. @default - every plan */
  readonly plan?: ZonePlan;
}

export type Columns<R> = Readonly<Record<string, Column<R>>>;

type TextKey<R> = { [K in keyof R]: R[K] extends string ? K : never }[keyof R] & string;
type NumberKey<R> = { [K in keyof R]: R[K] extends number ? K : never }[keyof R] & string;

/** Columns that hold what a row holds under the same name. */
export function texts<R>(...names: readonly TextKey<R>[]): Columns<R> {
  return columns('string', names);
}

export function statuses<R>(...names: readonly NumberKey<R>[]): Columns<R> {
  return columns('uint16', names);
}

function columns<R>(type: ColumnType, names: readonly (keyof R & string)[]): Columns<R> {
  return Object.fromEntries(names.map((name) => [name, { type, of: (row: R) => row[name] as Scalar }]));
}

/** The time of a row, and the start of the minute, hour ... that it falls into. */
export function times<R extends Row>(): Columns<R> {
  return {
    date: { type: 'Date', of: ({ datetime }) => datetime.slice(0, 10) },
    datetime: startOf(1),
    datetimeMinute: startOf(60),
    datetimeFiveMinutes: startOf(300),
    datetimeFifteenMinutes: startOf(900),
    datetimeHour: startOf(3600),
  };
}

function startOf(seconds: number): Column<Row> {
  const step = seconds * 1000;
  return {
    type: 'Time',
    of: ({ datetime }) => timeText(Math.floor(Date.parse(datetime) / step) * step),
  };
}

/** A time as GraphQL shows it: in whole seconds. */
function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** What orders or compares two values of a column: times as such, whatever their fractions. */
export function comparable(type: ColumnType, value: Scalar): Scalar {
  return type === 'Time' || type === 'Date' ? Date.parse(String(value)) : value;
}
