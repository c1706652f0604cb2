import { show } from '../../errors';
import type { TerraformResource } from '../../rulesets';
import { documentLint, type FoundInDocument } from '../rule';
import { entryPointsOf } from '../terraform-entry-points';

export const entryPointTwice = documentLint(
  'entry-point-twice',
  'two resources for one entry point',
  ({ resources }) => {
    const seen = new Map<string, TerraformResource>();
    return entryPointsOf(resources).flatMap(({ resource, scope, phase }): FoundInDocument[] => {
      // What a template of an instance stands for differs from one to the next.
      if (scope === undefined || /\b(?:each|count)\./.test(scope)) return [];
      const key = `${phase} ${scope}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, resource);
        return [];
      }
      return [
        {
          message: `${show(first.address)} is the entry point of the same zone or account for ${show(phase)}`,
          help: 'write the rules of both into one resource: Cloudflare has one entry point a phase (20217)',
          where: resource.address,
        },
      ];
    });
  },
);
