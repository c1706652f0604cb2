import { InputError } from '../../errors';
import { requireListName } from '../../exceptions/request/list-items';
import { isTemplate } from '../../rulesets';
import { documentLint, type FoundInDocument } from '../rule';
import { listsOf } from '../terraform/terraform-lists';

export const listName = documentLint(
  'list-name',
  'error',
  'a list name that no expression can use',
  ({ resources }) =>
    listsOf(resources).flatMap(({ address, values, actions, isConfiguration }): FoundInDocument[] => {
      const { name } = values;
      // Cloudflare has taken the names of the lists that are live.
      const isNew = isConfiguration || actions.includes('create');
      if (!isNew || typeof name !== 'string' || isTemplate(name)) return [];
      try {
        requireListName('name', name);
        return [];
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return [{ message: error.summary, help: error.help, where: address }];
      }
    }),
);
