import type { Attributes } from '../../provider-schema';
import type { ApiClient } from './api/api-client';
import { decodeAnswer } from './values/decode-answer';
import { reporting } from './failure';
import type { ValueObject } from './values/value';

const PAGE_SIZE = 500;

/** A page of list items, and the cursor of the next. */
interface Page {
  readonly result?: unknown;
  readonly result_info?: { readonly cursors?: { readonly after?: unknown } } | null;
}

/** Goes through the pages of a list's items as the API gives them. */
export async function* listItemPages(
  api: ApiClient,
  listPath: string,
  query: Readonly<Record<string, string>>,
  timeoutSeconds?: number,
): AsyncGenerator<readonly unknown[]> {
  let cursor: unknown;
  do {
    const page: Page = await api.envelope({
      method: 'GET',
      path: `${listPath}/items`,
      query: typeof cursor === 'string' ? { ...query, cursor } : query,
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    });
    const items = Array.isArray(page.result) ? (page.result as unknown[]) : [];
    yield items;
    cursor = items.length === 0 ? undefined : page.result_info?.cursors?.after;
  } while (typeof cursor === 'string' && cursor !== '');
}

/** All items of a list, in the shape of the given attributes. `listPath` is asked for inside, so its error is reported the same way. */
export async function allListItems(
  api: ApiClient,
  listPath: () => string,
  attributes: Attributes,
  search = '',
): Promise<ValueObject[]> {
  return reporting('failed to search list items', async () => {
    const items: ValueObject[] = [];
    for await (const page of listItemPages(api, listPath(), { per_page: String(PAGE_SIZE), search })) {
      items.push(...page.map((item) => decodeListItem(attributes, item)));
    }
    return items;
  });
}

function decodeListItem(attributes: Attributes, item: unknown): ValueObject {
  return decodeAnswer(attributes, { notInAnswer: [], zeros: {}, times: [] }, 'refresh', {}, item);
}
