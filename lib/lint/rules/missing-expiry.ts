import { isManagedByUs } from '../../rulesets';
import { exceptionLint } from '../rule';

export const missingExpiry = exceptionLint(
  'missing-expiry',
  'warning',
  'an exception of this library without an end',
  ({ rule, end }) =>
    !isManagedByUs(rule) || end !== undefined
      ? []
      : [
          {
            message: 'the exception has no end, so it stays until someone removes it',
            help: 'name the last day on which it is needed: `expires`',
          },
        ],
);
