import { namesOwner } from '../../exceptions/render/rule-description';
import { isManagedByUs } from '../../rulesets';
import { ruleLint } from '../rule';

export const missingOwner = ruleLint(
  'missing-owner',
  'warning',
  'an exception of this library without an owner',
  ({ rule }) =>
    !isManagedByUs(rule) || namesOwner(rule.description ?? '')
      ? []
      : [
          {
            message: 'the description names no owner',
            help: 'name the team that knows whether it is still needed: `owner`',
          },
        ],
);
