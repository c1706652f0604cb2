import type { ListKind, ZonePlan, RulesetKind } from '../../../cloudflare';
import type { JsonObject } from '../json';
import type { AnalyticsSettings } from './analytics-settings';
import type { HttpRequest } from './http-requests';
import type { SecurityEvent } from './security-events';

/** All that the emulated API holds: plain data, replaced as a whole by each write. */
export interface State {
  readonly accounts: readonly Account[];
  readonly zones: readonly Zone[];
  readonly rulesets: readonly StoredRuleset[];
  readonly lists: readonly List[];
  readonly operations: readonly BulkOperation[];
  /** What the edge decided, oldest first. */
  readonly events: readonly SecurityEvent[];
  /** What the edge answered, oldest first. */
  readonly requests: readonly HttpRequest[];
  /** How GraphQL shows both. @default - all rows, within the limits of the plan */
  readonly analytics?: AnalyticsSettings;
  /** How far its clock is ahead of this machine's, in milliseconds. @default 0 */
  readonly clockAheadMs?: number;
  /** Rulesets on one page of a list answer, unless the request says otherwise. */
  readonly rulesetPageSize: number;
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly plan: ZonePlan;
  readonly status: string;
}

/** The zone or account that a ruleset belongs to; `level` is the word of the URL. */
export interface Scope {
  readonly level: 'zones' | 'accounts';
  readonly id: string;
}

/** One version of a ruleset, in the API's own words. */
export interface Ruleset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: RulesetKind;
  readonly version: string;
  readonly last_updated: string;
  readonly phase: string;
  readonly rules: readonly Rule[];
}

/** A rule as the API shows it; unknown keys from a seed stay in it. */
export interface Rule extends JsonObject {
  readonly id: string;
  readonly version: string;
  readonly action: string;
  readonly expression: string;
  readonly last_updated: string;
  readonly ref: string;
  readonly enabled: boolean;
}

/** A ruleset with its history. */
export interface StoredRuleset {
  readonly scope: Scope;
  readonly current: Ruleset;
  /** Older versions, oldest first. */
  readonly older: readonly Ruleset[];
}

export interface List {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly description: string;
  readonly kind: ListKind;
  readonly created_on: string;
  readonly modified_on: string;
  readonly items: readonly ListItem[];
}

/** An item as the API shows it: these keys, an optional `comment`, and the one named like the kind of its list. */
export interface ListItem extends JsonObject {
  readonly id: string;
  readonly created_on: string;
  readonly modified_on: string;
}

/** A write on the items of a list: accepted at once, done a moment later. */
export interface BulkOperation {
  readonly id: string;
  readonly accountId: string;
  readonly listId: string;
  readonly change: ItemsChange;
  readonly status: 'pending' | 'running' | 'completed' | 'failed';
  /** When it was accepted, in milliseconds since 1970. */
  readonly acceptedAt: number;
  /** How often its status was asked for. */
  readonly polls: number;
  readonly completed?: string;
  readonly error?: string;
}

export type ItemsChange =
  | { readonly type: 'append' | 'replace'; readonly items: readonly JsonObject[] }
  | { readonly type: 'remove'; readonly ids: readonly string[] };
