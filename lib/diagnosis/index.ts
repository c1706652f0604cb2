export { diagnose, isOf, type Target } from './diagnose';
export type { Answerer, Certainty, Diagnosis, OriginCause } from './diagnosis';
export { groupsJson, groupsMarkdown, groupsTerminal } from './format/groups';
export { diagnosisJson } from './format/json';
export { diagnosisMarkdown } from './format/markdown';
export { diagnosisTerminal } from './format/terminal';
export { grouper, type Groups } from './groups';
export { payloadReader } from './matched-payload';
export { type Remedy, REMEDY_NAMES, remedyText } from './remedies';
