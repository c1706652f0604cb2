export { type Answers, CHECKS } from './answers';
export { readAppFolder } from './app-folder';
export { type AppPlan, planApp, requireRoom } from './plan-app';
export { writeApp } from './write-app';
