export { type CatalogueRuleset, readCatalogue } from './catalogue';
export { type DeployedRuleset, deployedRulesets } from './deployed-ruleset';
export type { EffectiveRule } from './effective-rule';
export { isFound } from './find-rules';
export { scoreFactsOf } from './score-facts';
