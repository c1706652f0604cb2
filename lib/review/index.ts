export { renderJson } from './format/json';
export { renderMarkdown } from './format/markdown';
export { renderTerminal } from './format/terminal';
export { type Execution, isAllowed } from './executions/execution';
export { synthesisedExecutions } from './executions/synthesised-executions';
export { readPlanSources } from './plan/plan-sources';
export { readPlannedVersions } from './plan/planned-versions';
export {
  ALWAYS,
  askedConditions,
  type Condition,
  CONDITIONS,
  metConditions,
  readAllowed,
  readCondition,
} from './policy';
export type { Review } from './review';
export { type PlanSource, reviewPlan, type ReviewOptions } from './review-plan';
