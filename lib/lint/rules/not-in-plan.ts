import { errorsIn } from '../run/language-findings';
import { ruleLint } from '../rule';

export const notInPlan = ruleLint(
  'not-in-plan',
  'error',
  "a field, function, operator or list that the zone's plan does not have",
  (subject) =>
    errorsIn(
      subject,
      (code) => code === 'expression/plan',
      ({ message, help, range }) => ({
        message,
        help: help ?? 'say it with what the plan has, or take the higher plan',
        range,
      }),
    ),
);
