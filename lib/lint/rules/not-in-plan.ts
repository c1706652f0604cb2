import { ruleLint } from '../rule';

export const notInPlan = ruleLint(
  'not-in-plan',
  'error',
  "a field, function, operator or list that the zone's plan does not have",
  ({ errors }) =>
    errors
      .filter(({ code }) => code === 'expression/plan')
      .map(({ message, help, range }) => ({
        message,
        help: help ?? 'say it with what the plan has, or take the higher plan',
        range,
      })),
);
