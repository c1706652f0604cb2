import { readRuleDescription } from '../../exceptions/render/rule-description';
import { isManagedByUs } from '../../rulesets';
import { ruleLint } from '../rule';

export const missingOwner = ruleLint(
  'missing-owner',
  'warning',
  'an exception of this library without an owner',
  ({ rule }) =>
    !isManagedByUs(rule) || readRuleDescription(rule.description ?? '').owner !== undefined
      ? []
      : [
          {
            message: 'the description names no owner',
            help: 'name the team that can tell whether it is still needed: `owner`',
          },
        ],
);
