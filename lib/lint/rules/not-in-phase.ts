import { errorsIn } from '../run/language-findings';
import { ruleLint } from '../rule';

export const notInPhase = ruleLint(
  'not-in-phase',
  'error',
  'a field or function that the phase of the rule does not have',
  (subject) => errorsIn(subject, (code) => code === 'expression/phase'),
);
