export { parseSeed } from './parse-seed';
export type { CloudflareApi, CloudflareApiOptions } from './server';
export { startCloudflareApi } from './server';
export { managedRuleset } from './managed-rulesets';
export { CUSTOM_PHASE, MANAGED_PHASE } from './phases';
export { entryPointOf, rulesetsOf } from './rulesets';
export type { Seed, SeedAccount, SeedRule, SeedZone } from './seed';
export type { SecurityEvent } from './security-events';
export type { List, Rule, Ruleset, Scope, State, Zone } from './state';
