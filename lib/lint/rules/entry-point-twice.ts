import { show } from '../../errors';
import { documentLint } from '../rule';
import { oneOwnerHelp } from '../terraform/one-owner';
import { entryPointPairs } from '../terraform/terraform-entry-points';

export const entryPointTwice = documentLint(
  'entry-point-twice',
  'error',
  'two resources for one entry point',
  (subject) =>
    entryPointPairs(subject)
      .filter(({ isCertain }) => isCertain)
      .map(({ first, second }) => ({
        message: `${show(first.resource.address)} is the entry point of the same zone or account for ${show(second.phase)}`,
        help: first.isShared
          ? oneOwnerHelp(second.resource.address)
          : 'write the rules of both into one resource: Cloudflare has one entry point a phase (20217)',
        where: second.resource.address,
      })),
);
