/** What `PUT /_sandbox/analytics` sets: each key replaces what the plan of a zone gives. */
export interface AnalyticsSettings {
  /** Of how many events or requests a query sees one. @default 1 */
  readonly sampleInterval?: number;
  /** Seconds of look-back. */
  readonly notOlderThan?: number;
  /** Seconds of the longest window. */
  readonly maxDuration?: number;
  /** Largest `limit`. */
  readonly maxPageSize?: number;
  /** Most fields of a query. */
  readonly maxNumberOfFields?: number;
}

export const ANALYTICS_SETTINGS = [
  'sampleInterval',
  'notOlderThan',
  'maxDuration',
  'maxPageSize',
  'maxNumberOfFields',
] as const satisfies readonly (keyof AnalyticsSettings)[];
