import { includesPlan, type ZonePlan } from '../../../cloudflare';
import type { AnalyticsSettings } from '../state/analytics-settings';
import type { Dataset } from './datasets';

/** What the `settings` node shows of a dataset, in seconds where it is a time. */
export interface NodeLimits {
  readonly enabled: boolean;
  readonly maxDuration: number;
  readonly maxNumberOfFields: number;
  readonly maxPageSize: number;
  readonly notOlderThan: number;
  /** Paths of fields, joined by `_`. */
  readonly availableFields: readonly string[];
}

const DAY = 86_400;

/**
 * The longest window of a query. Cloudflare's example shows three days, and refusals of one day are reported from the
 * smaller plans: neither is reliable.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/features/discovery/settings/
 */
const MAX_DURATION: Readonly<Record<ZonePlan, number>> = {
  free: DAY,
  pro: DAY,
  business: 3 * DAY,
  enterprise: 3 * DAY,
};

export function limitsOf(dataset: Dataset, plan: ZonePlan, settings: AnalyticsSettings = {}): NodeLimits {
  return {
    enabled: includesPlan(plan, dataset.plan),
    maxDuration: settings.maxDuration ?? MAX_DURATION[plan],
    maxNumberOfFields: settings.maxNumberOfFields ?? 30,
    maxPageSize: settings.maxPageSize ?? 10_000,
    notOlderThan: settings.notOlderThan ?? 31 * DAY,
    availableFields: availableFields(dataset, plan),
  };
}

/** Whether a field may be asked for on a plan. */
export function isAvailable(dataset: Dataset, plan: ZonePlan, name: string): boolean {
  return includesPlan(plan, dataset.columns[name]?.plan ?? 'free');
}

function availableFields(dataset: Dataset, plan: ZonePlan): readonly string[] {
  const { columns, lists, sums, shape } = dataset;
  const names = Object.keys(columns).filter((name) => isAvailable(dataset, plan, name));
  if (shape === 'groups') {
    const ofSums = Object.keys(sums).map((name) => `sum_${name}`);
    return ['count', 'avg_sampleInterval', ...names.map((name) => `dimensions_${name}`), ...ofSums];
  }
  const ofLists = Object.entries(lists).flatMap(([list, fields]) =>
    fields.map((field) => `${list}_${field}`),
  );
  return [...names, 'sampleInterval', ...ofLists];
}
