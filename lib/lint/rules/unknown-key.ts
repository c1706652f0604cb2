import { ruleLint } from '../rule';

export const unknownKey = ruleLint(
  'unknown-key',
  'error',
  'an unknown key of a rule, or of its action parameters',
  ({ rule: { problems = [] } }) =>
    problems
      .filter(({ kind }) => kind === 'unknown')
      .map(({ message, help, path }) => ({ message, help, path })),
);
