import { ruleLint } from '../rule';

export const unknownKey = ruleLint(
  'unknown-key',
  'error',
  'a key that a rule, or the parameters of its action, do not have',
  ({ rule: { problems = [] } }) =>
    problems
      .filter(({ kind }) => kind === 'unknown')
      .map(({ message, help, path }) => ({ message, help, path })),
);
