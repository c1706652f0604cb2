export { renderJson } from './format/json';
export { renderMarkdown } from './format/markdown';
export { renderTerminal } from './format/terminal';
export { readPlannedVersions } from './plan/planned-versions';
export { ALWAYS, type Condition, CONDITIONS, metConditions } from './policy';
export type { Review } from './review';
export { reviewPlan, type ReviewOptions } from './review-plan';
