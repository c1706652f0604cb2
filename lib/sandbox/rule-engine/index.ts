export { EngineVerdicts } from './engine-verdicts';
export { type EngineMatch, type RuleEngine, startRuleEngine } from './rule-engine';
