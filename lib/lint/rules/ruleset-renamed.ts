import { show } from '../../errors';
import { documentLint } from '../rule';
import { entryPointsOf } from '../terraform/terraform-entry-points';

export const rulesetRenamed = documentLint(
  'ruleset-renamed',
  'error',
  'a new name, for which Terraform deletes and recreates the entry point',
  ({ resources }) =>
    entryPointsOf(resources).flatMap(({ resource: { address, actions, before, values } }) => {
      const isReplaced = actions.includes('delete') && actions.includes('create');
      if (!isReplaced || before['name'] === values['name'] || typeof before['name'] !== 'string') return [];
      return [
        {
          message: `the name changes from ${show(before['name'])} to ${show(values['name'])}: the entry point is deleted with all its rules, and recreated`,
          help: 'keep the live name',
          where: address,
        },
      ];
    }),
);
