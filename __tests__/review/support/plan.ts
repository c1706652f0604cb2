import { CUSTOM_PHASE as CUSTOM, MANAGED_PHASE as MANAGED } from '../../../lib/cloudflare';
import { NOW_MS } from '../../support/exceptions';
import { type Review, reviewPlan, type ReviewOptions } from '../../../lib/review';
export { CUSTOM, MANAGED };

/** A rule of a plan, with the keys of the provider. */
export interface PlanRule {
  readonly ref: string;
  readonly action?: string;
  readonly expression?: string;
  readonly action_parameters?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly enabled?: boolean;
  readonly logging?: { readonly enabled: boolean };
  readonly [key: string]: unknown;
}

/** One entry point before and after; `undefined` = there is none. */
export interface PlannedEntryPoint {
  readonly phase: string;
  readonly before: readonly PlanRule[] | undefined;
  readonly after: readonly PlanRule[] | undefined;
  /** @default - what follows from `before` and `after` */
  readonly actions?: readonly string[];
  readonly isAdopted?: boolean;
  readonly zone?: string;
  readonly afterUnknown?: unknown;
  readonly description?: string;
}

export interface PlannedList {
  readonly name: string;
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[] | undefined;
  readonly actions?: readonly string[];
  readonly imported?: boolean;
}

export interface PlanParts {
  readonly entryPoints?: readonly PlannedEntryPoint[];
  readonly lists?: readonly PlannedList[];
  /** Lists that the plan only reads. */
  readonly readLists?: Readonly<Record<string, readonly string[]>>;
  readonly others?: readonly {
    readonly address: string;
    readonly type: string;
    readonly actions: readonly string[];
    /** The rest of Terraform's `change`, such as `before` and `after`. */
    readonly [key: string]: unknown;
  }[];
  /** Version, ids and times: what the effect does not hang on. */
  readonly version?: string;
  readonly zonePlan?: string;
}

/** What `terraform show -json` prints of a plan, as far as a review looks at it. */
export function planJson(parts: PlanParts): Readonly<Record<string, unknown>> {
  const {
    entryPoints = [],
    lists = [],
    others = [],
    readLists = {},
    version = '7',
    zonePlan = 'pro',
  } = parts;
  const zones = [...new Set(entryPoints.map(zoneOf))];
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    resource_changes: [
      ...entryPoints.map((one) => entryPointChange(one, version)),
      ...lists.map((one) => listChange(one, version)),
      ...others.map(({ address, type, actions, ...change }) => ({
        address,
        mode: 'managed',
        type,
        change: { actions, before: null, after: {}, after_unknown: {}, ...change },
      })),
    ],
    prior_state: {
      format_version: '1.0',
      values: {
        root_module: {
          resources: [
            {
              address: 'data.cloudflare_zones.zones',
              mode: 'data',
              type: 'cloudflare_zones',
              values: {
                result: zones.map((name) => ({ id: zoneId(name), name, plan: { legacy_id: zonePlan } })),
              },
            },
            ...Object.entries(readLists).map(([name, items]) => ({
              address: `data.cloudflare_list.${name}`,
              mode: 'data',
              type: 'cloudflare_list',
              values: { name, items: items.map(itemOf) },
            })),
          ],
        },
      },
    },
    configuration: { root_module: {} },
    timestamp: `2026-06-01T12:00:0${version.length}Z`,
    errored: false,
  };
}

/** The review of such a plan, on the day of the tests. */
export function reviewOf(parts: PlanParts, options: ReviewOptions = {}): Review {
  return reviewPlan({ name: 'plan.json', content: planJson(parts) }, { nowMs: NOW_MS, ...options });
}

function zoneId(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(32, '0').slice(0, 32);
}

function zoneOf({ zone = 'example.com' }: PlannedEntryPoint): string {
  return zone;
}

function entryPointChange(one: PlannedEntryPoint, version: string): object {
  const { phase, before, after, isAdopted = false, afterUnknown = {}, description } = one;
  const name = phase === CUSTOM ? 'custom' : phase === MANAGED ? 'managed' : phase;
  const values = (rules: readonly PlanRule[] | undefined) =>
    rules === undefined
      ? null
      : {
          id: `ruleset-${version}`,
          account_id: null,
          zone_id: zoneId(zoneOf(one)),
          kind: 'zone',
          name: 'default',
          description: description ?? '',
          phase,
          version,
          last_updated: `2026-06-0${version.length}T00:00:00Z`,
          rules: rules.map((rule, index) => ({
            id: `${version}-${index}`,
            version,
            last_updated: `2026-06-0${version.length}T00:00:00Z`,
            enabled: true,
            categories: null,
            description: null,
            action: 'skip',
            logging: rule.action === undefined || rule.action === 'skip' ? { enabled: true } : null,
            ratelimit: null,
            ...rule,
            ...(rule.action_parameters && {
              action_parameters: { algorithms: null, overrides: null, ...rule.action_parameters },
            }),
          })),
        };
  return {
    address: `cloudflare_ruleset.waf_${zoneOf(one).replaceAll('.', '_')}_${name}["entry_point"]`,
    mode: 'managed',
    type: 'cloudflare_ruleset',
    change: {
      actions: one.actions ?? actionsOf(before, after),
      before: values(before),
      after: values(after),
      after_unknown: afterUnknown,
      ...(isAdopted && { importing: { id: `zones/${zoneId(zoneOf(one))}/ruleset-${version}` } }),
    },
  };
}

function listChange({ name, before, after, actions, imported }: PlannedList, version: string): object {
  const values = (items: readonly string[] | undefined) =>
    items === undefined
      ? null
      : {
          id: `list-${version}`,
          account_id: 'f'.repeat(32),
          kind: 'ip',
          name,
          description: '',
          num_items: items.length,
          items: items.map(itemOf),
        };
  return {
    address: `cloudflare_list.waf_list_${name}`,
    mode: 'managed',
    type: 'cloudflare_list',
    change: {
      actions: actions ?? actionsOf(before, after),
      before: values(before),
      after: values(after),
      after_unknown: {},
      ...(imported === true && { importing: { id: 'x' } }),
    },
  };
}

function itemOf(text: string): object {
  if (/^\d+$/.test(text)) return { ip: null, asn: Number(text), hostname: null };
  const isAddress = /^[\d.:a-f/]+$/i.test(text);
  return isAddress
    ? { ip: text, asn: null, hostname: null, comment: null }
    : { ip: null, asn: null, hostname: { url_hostname: text } };
}

function actionsOf(before: unknown, after: unknown): readonly string[] {
  if (before === undefined) return ['create'];
  if (after === undefined) return ['delete'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
}
