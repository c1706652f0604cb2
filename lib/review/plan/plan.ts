import type { Execution } from '../executions/execution';
import type { PlannedRule } from './planned-rule';

/** What Terraform does to a resource. */
export type Action = 'none' | 'create' | 'update' | 'delete' | 'replace' | 'release';

/** What a plan does to one entry point ruleset. */
export interface EntryPointChange {
  readonly address: string;
  readonly zoneId: string;
  readonly phase: string;
  readonly kind: string;
  readonly action: Action;
  /** Terraform takes the live entry point into its state. */
  readonly isAdopted: boolean;
  /** The live rules, in order. */
  readonly before: readonly PlannedRule[];
  /** The rules after the apply, in order. */
  readonly after: readonly PlannedRule[];
  /** The plan does not know the rules yet, or their phase: `after` is empty, and says nothing. */
  readonly isUnknown: boolean;
}

/** The rules of any ruleset that a plan holds: of an entry point or a custom ruleset, planned or only read. */
export interface PlannedRuleset {
  readonly before: readonly PlannedRule[];
  readonly after: readonly PlannedRule[];
}

/** What a plan does to an account's list. */
export interface ListChange {
  readonly address: string;
  readonly name: string;
  readonly action: Action;
  /** It exists, and the plan takes it into the Terraform state. */
  readonly isAdopted: boolean;
  /** Addresses, hostnames or AS numbers; `undefined` = there is no list, or its contents are not in the plan. */
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[] | undefined;
}

/** What a plan does to any other resource. */
export interface OtherChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** What changes in it. */
  readonly changes: readonly AttributeChange[];
  /** Its attributes before and after; empty where there is no such resource. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** One attribute of a resource; `undefined` = it is not set. */
export interface AttributeChange {
  readonly attribute: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What the plan knows about a zone. */
export interface PlannedZone {
  readonly id: string;
  readonly name: string | undefined;
  /** `free`, `pro`, `business` or `enterprise`, where the plan read the zone. */
  readonly plan: string | undefined;
}

/** A Terraform plan as far as a review needs it. */
export interface Plan {
  readonly entryPoints: readonly EntryPointChange[];
  readonly lists: readonly ListChange[];
  readonly others: readonly OtherChange[];
  readonly zones: readonly PlannedZone[];
  /** By the id of a zone whose managed entry point the plan does not manage: its rules, as the plan has read them. */
  readonly managedRules: ReadonlyMap<string, readonly PlannedRule[]>;
  /** By the address of a resource block of the root module: the blocks that Terraform has to apply before it. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Every ruleset that the plan holds, entry points included. */
  readonly rulesets: readonly PlannedRuleset[];
  /** The plan changes nothing. */
  readonly isEmpty: boolean;
  /** What Terraform runs besides the Cloudflare provider. */
  readonly executions: readonly Execution[];
  /** What goes into the digest: the changes, and the configuration that Terraform executes. */
  readonly digested: Readonly<Record<string, unknown>>;
}
