import { show } from '../../errors';
import { listOf } from '../../rulesets';
import { documentLint } from '../rule';
import { listItemsOf, listsOf } from '../terraform/terraform-lists';

export const listTwoOwners = documentLint(
  'list-two-owners',
  'error',
  'a list whose items two resources manage',
  ({ resources }) => {
    const items = listItemsOf(resources);
    return listsOf(resources)
      .filter(({ values }) => listOf(values['items']).length > 0)
      .flatMap(({ address, values: { id } }) =>
        items
          .filter(
            ({ values, references }) =>
              references.includes(address) || (typeof id === 'string' && values['list_id'] === id),
          )
          .map((item) => ({
            message: `${show(address)} has \`items\`, and would remove what this resource adds`,
            help: 'manage the items of a list in one place: `items` of the list, or one resource for each',
            where: item.address,
          })),
      );
  },
);
