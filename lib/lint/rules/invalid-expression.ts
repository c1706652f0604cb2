import { AVAILABILITY_CODES, errorsIn } from '../run/language-findings';
import { ruleLint } from '../rule';

export const invalidExpression = ruleLint(
  'invalid-expression',
  'error',
  'the text is no expression of the Rules language',
  (subject) => errorsIn(subject, (code) => !AVAILABILITY_CODES.includes(code)),
);
