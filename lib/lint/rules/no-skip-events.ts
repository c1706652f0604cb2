import { ruleLint } from '../rule';

export const noSkipEvents = ruleLint(
  'no-skip-events',
  'warning',
  'a skip rule that leaves no Security Event',
  ({ rule }) =>
    rule.action !== 'skip' || rule.logging !== false
      ? []
      : [
          {
            message: '`logging` is off: requests that use the exception leave no Security Event',
            help: 'turn it on: without events it is not known whether the exception is used',
          },
        ],
);
