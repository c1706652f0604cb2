export { type Asked, diagnose } from './diagnose';
export type {
  Answerer,
  Certainty,
  DiagnosedRequest,
  DiagnosedRule,
  Diagnosis,
  OriginCause,
} from './diagnosis';
export { causeText, type Remedy, REMEDY_NAMES, remedyText } from './remedies';
export { coreRuleNumber, leastScore } from './score';
