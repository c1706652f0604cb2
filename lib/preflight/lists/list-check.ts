import { InputError, jsonText } from '../../errors';
import { type CloudflareReader, type LiveObject } from '../../api-client';
import type { StackList } from './stack-lists';

/** What a deploy would make of one list of the stack, as far as the account shows it. */
export interface ListReport {
  readonly name: string;
  /** `undefined` = only Terraform knows it. */
  readonly accountId: string | undefined;
  /** The live list of this name. */
  readonly listId?: string;
  /**
   * `new`: there is none. `ours`: it is managed already, or adopted. `unclear`: managed already, or refused; only the
   * state knows. `refused`: the plan refuses it. `unread`: it could not be read.
   */
  readonly outcome: 'new' | 'ours' | 'unclear' | 'refused' | 'unread';
  /** Live addresses that the code does not declare. */
  readonly undeclared: readonly string[];
  /** Why it is so, where that is not plain. */
  readonly reason?: string;
  readonly help?: string;
}

/**
 * Looks for the lists of the stack in their accounts: Cloudflare takes a name once, and the plan refuses to take over
 * what someone else made. `listTerraform` says the same to Terraform, which knows the state as well; without it a list
 * counts as this stack's if it has the declared description, or if a live exception of this stack names it.
 *
 * @param used Names of the lists that live exceptions of this stack name.
 * @throws InputError `cloudflare/...` from the reader, but for a token that may not read lists
 */
export async function checkLists(
  lists: readonly StackList[],
  used: readonly string[],
  reader: Pick<CloudflareReader, 'lists' | 'listItems'>,
): Promise<readonly ListReport[]> {
  const reports: ListReport[] = [];
  for (const list of lists) {
    try {
      reports.push(await checkList(list, used.includes(list.name), reader));
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'cloudflare/not-authorized') throw error;
      reports.push(report(list, 'unread', { reason: error.summary, help: error.help }));
    }
  }
  return reports;
}

async function checkList(
  list: StackList,
  isUsed: boolean,
  reader: Pick<CloudflareReader, 'lists' | 'listItems'>,
): Promise<ListReport> {
  const { accountId, name } = list;
  if (accountId === undefined) {
    return report(list, 'unread', { reason: 'only Terraform knows the id of its account' });
  }
  const live = (await reader.lists(accountId)).find((one) => one['name'] === name);
  const id = live?.['id'];
  if (live === undefined || typeof id !== 'string') return report(list, 'new');
  const { kind } = live;
  if (kind !== 'ip') {
    return report(list, 'refused', {
      listId: id,
      reason: `the account has a list of this name already, and it is of the kind ${jsonText(kind ?? null)}, not ip`,
      help: 'give the IpList another `name`, or delete the other list',
    });
  }
  if (list.adopt === id) return report(list, 'ours', { listId: id });
  return judged(list, isUsed, live, id, addressesOf(await reader.listItems(accountId, id)));
}

function judged(
  list: StackList,
  isUsed: boolean,
  live: LiveObject,
  listId: string,
  addresses: readonly string[],
): ListReport {
  const undeclared = addresses.filter((address) => !list.addresses.includes(address)).sort();
  const isSame = undeclared.length === 0 && addresses.length === list.addresses.length;
  const isDescribedAlike = live['description'] === list.description;
  if (isSame || (undeclared.length === 0 && isDescribedAlike))
    return report(list, 'ours', { listId, undeclared });
  const differs = [
    ...(isDescribedAlike ? [] : ['is described in other words']),
    ...(undeclared.length === 0 ? [] : [`holds ${counted(undeclared.length)}`]),
  ].join(' and ');
  const cure = `to take it over and replace its description and items, write adopt: '${listId}' in the IpList; to use it as it is, IpList.fromName('${list.name}'); or give the IpList another \`name\``;
  if (isUsed || isDescribedAlike) {
    return report(list, 'unclear', {
      listId,
      undeclared,
      reason: `the account has a list of this name, which ${differs}: the deploy changes it if the state of this stack has it, and is refused if not`,
      help: `if it is refused: ${cure}`,
    });
  }
  return report(list, 'refused', {
    listId,
    undeclared,
    reason: `the account has a list of this name already, which ${differs}`,
    help: cure,
  });
}

function counted(count: number): string {
  return count === 1 ? 'another address' : `${count} other addresses`;
}

function addressesOf(items: readonly LiveObject[]): readonly string[] {
  return items.map(({ ip }) => ip).filter((ip) => typeof ip === 'string');
}

function report(
  { name, accountId }: StackList,
  outcome: ListReport['outcome'],
  more: Partial<ListReport> = {},
): ListReport {
  return { name, accountId, outcome, undeclared: [], ...more };
}
