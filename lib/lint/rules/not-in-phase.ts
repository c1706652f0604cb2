import { toFound } from '../run/language-findings';
import { ruleLint } from '../rule';

export const notInPhase = ruleLint(
  'not-in-phase',
  'error',
  'a field or function that the phase of the rule does not have',
  ({ errors }) => errors.filter(({ code }) => code === 'expression/phase').map(toFound),
);
