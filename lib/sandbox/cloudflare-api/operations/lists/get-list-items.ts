import type { ListKind } from '../../../../cloudflare';
import { valueOf } from '../../state/bulk-operations';
import { listOf } from '../../state/lists';
import type { Operation } from '../../http/operation';
import { cursorPage } from '../../http/pagination';

/** How `?search=` finds a value: addresses by their start, numbers as a whole, everything else anywhere. */
const SEARCH: Readonly<Record<ListKind, (value: string, search: string) => boolean>> = {
  ip: (value, search) => value.startsWith(search),
  asn: (value, search) => value === search,
  hostname: (value, search) => value.includes(search),
  redirect: (value, search) => value.includes(search),
};

/** `GET .../rules/lists/:listId/items`, by pages and `?search=`. */
export const getListItems: Operation = (call) => {
  const list = listOf(call);
  const search = call.query.get('search') ?? '';
  const items = list.items.filter((item) => search === '' || SEARCH[list.kind](valueOf(item, list), search));
  const page = cursorPage(items, call.query, { default: 100, max: 500 });
  return { result: page.items, resultInfo: page.resultInfo };
};
