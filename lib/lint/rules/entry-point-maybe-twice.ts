import { show } from '../../errors';
import { oneOwnerHelp } from '../terraform/one-owner';
import { documentLint } from '../rule';
import { entryPointPairs } from '../terraform/terraform-entry-points';

export const entryPointMaybeTwice = documentLint(
  'entry-point-maybe-twice',
  'warning',
  'two resources for what may be one entry point',
  (subject) =>
    entryPointPairs(subject)
      .filter(({ isCertain }) => !isCertain)
      .map(({ first, second }) => ({
        message: `${show(first.resource.address)} is an entry point for ${show(second.phase)}, too, and it is not known whether it is in the same zone`,
        help: `name both zones the same way; if they are one: ${
          first.isShared ? oneOwnerHelp(second.resource.address) : 'write the rules of both into one resource'
        }`,
        where: second.resource.address,
      })),
);
