import { isManagedListName } from '../../cloudflare';
import { InputError } from '../../errors';
import type { cloudflareReader } from '../../api-client';
import { readExpression, visit } from '../../rules-language';
import { type ListContents, readListItems, type Rule } from '../../rulesets';

type Reader = Pick<ReturnType<typeof cloudflareReader>, 'accountId' | 'lists' | 'listItems'>;

/** Contents of lists, and what is to be said of those that are not known. */
interface LiveLists {
  readonly lists: ListContents;
  readonly notes: readonly string[];
}

/**
 * The contents of the lists that the rules name, from the account of the zone. Cloudflare's own lists (`$cf.…`) cannot be
 * read. A token that may not read lists is no error: their contents are unknown then.
 *
 * @throws InputError `cloudflare/...` for anything else that goes wrong
 */
export async function readLiveLists(
  zoneId: string,
  rules: readonly Rule[],
  reader: Reader,
): Promise<LiveLists> {
  const names = [...new Set(rules.flatMap(listsIn))].filter((name) => !isManagedListName(name));
  if (names.length === 0) return { lists: {}, notes: [] };
  try {
    return await read(zoneId, names, reader);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'cloudflare/not-authorized') throw error;
    return { lists: {}, notes: [noteFor(names, `${error.summary}; ${error.help}`)] };
  }
}

async function read(zoneId: string, names: readonly string[], reader: Reader): Promise<LiveLists> {
  const accountId = await reader.accountId(zoneId);
  const found = await reader.lists(accountId);
  const lists: Record<string, readonly (string | number)[]> = {};
  const missing: string[] = [];
  for (const name of names) {
    const id = found.find((list) => list['name'] === name)?.['id'];
    const items = typeof id === 'string' ? readListItems(await reader.listItems(accountId, id)) : undefined;
    if (items === undefined) missing.push(name);
    else lists[name] = items;
  }
  return {
    lists,
    notes: missing.length === 0 ? [] : [noteFor(missing, 'the account of the zone has no such list')],
  };
}

function noteFor(names: readonly string[], reason: string): string {
  return `the contents of ${names.map((name) => `$${name}`).join(', ')} are unknown: ${reason}`;
}

/** The lists that an expression names; none for a text that is no expression. */
function listsIn({ expression }: Rule): readonly string[] {
  const read = readExpression(expression).expression;
  const names: string[] = [];
  if (read === undefined) return names;
  visit(read, (node) => {
    if (node.kind === 'list') names.push(node.name);
  });
  return names;
}
