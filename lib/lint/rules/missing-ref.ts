import { ruleLint } from '../rule';

export const missingRef = ruleLint(
  'missing-ref',
  'info',
  'a rule without a stable key',
  ({ rule, list: { isWhole } }) =>
    isWhole !== true || rule.action === undefined || (rule.ref ?? '') !== ''
      ? []
      : [
          {
            message: 'the rule has no `ref`: its id changes whenever the list is written',
            help: 'give it a `ref` that stays',
          },
        ],
);
