import { AVAILABILITY_CODES, errorsIn } from '../run/language-findings';
import { ruleLint } from '../rule';

export const invalidExpression = ruleLint(
  'invalid-expression',
  'error',
  'a text that is not a valid expression',
  (subject) => errorsIn(subject, (code) => !AVAILABILITY_CODES.includes(code)),
);
