export { type Answers, CHECKS } from './answers';
export { type AppPlan, planApp } from './plan-app';
export { writeApp } from './write-app';
