import { InputError, show } from '../../errors';
import { parseListItems } from '../../exceptions/request/list-items';
import { isTemplate, listOf, objectOf } from '../../rulesets';
import { documentLint, type Found } from '../rule';
import { listItemsOf, listsOf } from '../terraform/terraform-lists';

/** Lists of attackers may be wider than an allowlist. */
const NOT_FOR_EVERY_LIST: readonly string[] = ['address/too-wide'];

export const listItemForm = documentLint(
  'list-item-form',
  'error',
  'an item that an IP list does not accept',
  ({ resources }) => [
    ...listsOf(resources).flatMap(({ address, values }) =>
      values['kind'] === 'ip'
        ? listOf(values['items'])
            .flatMap((item) => problemsOf(objectOf(item)['ip']))
            .map((found) => ({ ...found, where: address }))
        : [],
    ),
    ...listItemsOf(resources).flatMap(({ address, values }) =>
      problemsOf(values['ip']).map((found) => ({ ...found, where: address })),
    ),
  ],
);

function problemsOf(ip: unknown): readonly Found[] {
  if (typeof ip !== 'string' || isTemplate(ip)) return [];
  try {
    const [item] = parseListItems([{ ip }]);
    if (item === undefined || item.ip === ip) return [];
    return [{ message: `${show(ip)} is a single address with a prefix`, help: `write ${show(item.ip)}` }];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return NOT_FOR_EVERY_LIST.includes(error.code) ? [] : [{ message: error.summary, help: error.help }];
  }
}
