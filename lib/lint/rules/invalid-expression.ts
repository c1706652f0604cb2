import { AVAILABILITY_CODES, toFound } from '../run/language-findings';
import { ruleLint } from '../rule';

export const invalidExpression = ruleLint(
  'invalid-expression',
  'error',
  'the text is no expression of the Rules language',
  ({ errors }) => errors.filter(({ code }) => !AVAILABILITY_CODES.includes(code)).map(toFound),
);
