import { ruleLint } from '../rule';

export const missingDescription = ruleLint(
  'missing-description',
  'info',
  'a skip rule without a description',
  ({ rule }) =>
    rule.action !== 'skip' || (rule.description ?? '').trim() !== ''
      ? []
      : [
          {
            message: 'the rule has no description',
            help: 'say what is blocked, why the request is harmless, and who can confirm it',
          },
        ],
);
