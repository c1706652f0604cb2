export { type Check, outcomeOf } from './check';
export { liveRuleChecks, readLiveZone } from './live-rules';
export { verificationJson, verificationMarkdown, verificationText } from './report';
