export { parseSeed } from './seed/parse-seed';
export type { CloudflareApi, CloudflareApiOptions } from './server';
export { startCloudflareApi } from './server';
export { managedRuleset } from './facts/managed-rulesets';
export { entryPointOf, rulesetsOf } from './state/rulesets';
export type { Seed, SeedAccount, SeedRule, SeedZone } from './seed/seed';
export type { SecurityEvent } from './state/security-events';
export type { List, Rule, Ruleset, Scope, State, Zone } from './state/state';
