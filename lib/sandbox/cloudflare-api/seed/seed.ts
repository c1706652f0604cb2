import type { ListKind, ZonePlan } from '../../../cloudflare';
import type { JsonObject } from '../json';

/**
 * What a new sandbox account holds, as JSON in a file:
 *
 * ```json
 * {
 *   "accounts": [{ "id": "<32 hex>", "name": "Example" }],
 *   "zones": [{
 *     "id": "<32 hex>", "name": "example.com", "account": "Example", "plan": "business",
 *     "rulesets": [{ "phase": "http_request_firewall_custom", "rules": [
 *       { "action": "block", "expression": "(ip.src.country eq \"T1\")", "description": "..." }
 *     ] }]
 *   }],
 *   "lists": [{ "account": "Example", "name": "office_egress", "kind": "ip", "items": [{ "ip": "203.0.113.7" }] }],
 *   "rulesetPageSize": 50
 * }
 * ```
 *
 * Every `id` may be left out: a random one is made. A rule is kept as it is written, unknown keys included and
 * without any check of its action, so that a zone can hold what this emulator would refuse to write; only `id`,
 * `version`, `last_updated`, `ref` and `enabled` are added where they are missing.
 */
export interface Seed {
  readonly accounts: readonly SeedAccount[];
  readonly zones: readonly SeedZone[];
  /** @default - no lists */
  readonly lists?: readonly SeedList[];
  /** Rulesets on one page of the ruleset list. @default 50 */
  readonly rulesetPageSize?: number;
}

export interface SeedAccount {
  readonly id?: string;
  readonly name: string;
}

export interface SeedZone {
  readonly id?: string;
  /** Two zones of different accounts may have one name. */
  readonly name: string;
  /** Id or name of one of the accounts. */
  readonly account: string;
  readonly plan: ZonePlan;
  /** @default "active" */
  readonly status?: string;
  /** @default - no entry points, only the managed rulesets of the plan */
  readonly rulesets?: readonly SeedRuleset[];
}

export interface SeedRuleset {
  readonly id?: string;
  readonly phase: string;
  /** @default "zone" */
  readonly kind?: 'zone' | 'custom';
  /** @default "default" */
  readonly name?: string;
  /** @default "" */
  readonly description?: string;
  /** @default "1" */
  readonly version?: string;
  /** @default - the time at which the sandbox is made */
  readonly last_updated?: string;
  readonly rules: readonly SeedRule[];
}

export interface SeedRule extends JsonObject {
  readonly action: string;
  readonly expression: string;
}

export interface SeedList {
  readonly id?: string;
  /** Id or name of one of the accounts. */
  readonly account: string;
  readonly name: string;
  readonly kind: ListKind;
  /** @default "" */
  readonly description?: string;
  /** Each with the key of the list's kind, and optionally `id` and `comment`. @default - none */
  readonly items?: readonly JsonObject[];
}
