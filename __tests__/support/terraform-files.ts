import { CUSTOM_PHASE as CUSTOM } from '../../lib/cloudflare';
export { CUSTOM_PHASE as CUSTOM, MANAGED_PHASE as MANAGED } from '../../lib/cloudflare';

/** Zone, account and ruleset ids for files of Terraform. */
export const ZONE_ID = '0123456789abcdef0123456789abcdef';
export const ACCOUNT_ID = 'fedcba9876543210fedcba9876543210';
type Values = Readonly<Record<string, unknown>>;

/** A synthesised stack with these resources, by type and name. */
export function stackWith(resource: Readonly<Record<string, Readonly<Record<string, Values>>>>): object {
  return { '//': {}, resource };
}

/** One resource of a plan, its address made of type and name. */
interface PlannedBlock {
  readonly type: string;
  readonly name: string;
  readonly values: Values;
  readonly actions?: readonly string[];
  readonly before?: Values;
  /** Addresses that an argument of it refers to. */
  readonly references?: readonly string[];
  /** What its `zone_id` is computed from, first the whole of it. */
  readonly zoneReferences?: readonly string[];
}

/** A plan, as `terraform show -json` writes it; `live` are the data sources that it has read. */
export function planWith(blocks: readonly PlannedBlock[], live: readonly PlannedBlock[] = []): object {
  const addressOf = ({ type, name }: PlannedBlock): string => `${type}.${name}`;
  return {
    planned_values: { root_module: { resources: blocks.map((block) => resource(addressOf(block), block)) } },
    prior_state: {
      values: {
        root_module: {
          resources: live.map((block) => ({ ...resource(`data.${addressOf(block)}`, block), mode: 'data' })),
        },
      },
    },
    resource_changes: blocks.map((block) => ({
      address: addressOf(block),
      change: { actions: block.actions ?? ['create'], before: block.before ?? null },
    })),
    configuration: {
      root_module: {
        resources: blocks.map((block) => ({
          address: addressOf(block).replace(/\[.*/, ''),
          expressions: {
            list_id: { references: block.references ?? [] },
            ...(block.zoneReferences === undefined ? {} : { zone_id: { references: block.zoneReferences } }),
          },
        })),
      },
    },
  };
}

/** A state, as `terraform show -json` writes it. */
export function stateWith(...blocks: readonly PlannedBlock[]): object {
  return {
    values: {
      root_module: {
        child_modules: [
          { resources: blocks.map((block) => resource(`module.m.${block.type}.${block.name}`, block)) },
        ],
      },
    },
  };
}

/** The arguments of the entry point for custom rules of the zone, with these changed. */
export function entryPoint(values: Values = {}): Values {
  return { zone_id: ZONE_ID, kind: 'zone', phase: CUSTOM, name: 'default', ...values };
}

function resource(address: string, { type, values }: PlannedBlock): object {
  return { address, mode: 'managed', type, values };
}
