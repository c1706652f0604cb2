export { type Check, outcomeOf } from './check';
export { liveRuleChecks } from './live-rules';
export { verificationJson, verificationMarkdown, verificationText } from './report';
export { verify } from './verify';
