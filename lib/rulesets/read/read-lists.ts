import { listOf, objectOf, textOf } from './members';
import { readResources } from './read-resources';
import { isTemplate, type TerraformResource } from './terraform-resource';

/** Items of lists by name, without `$`: addresses and CIDRs, hostnames, or AS numbers. */
export type ListContents = Readonly<Record<string, readonly (string | number)[]>>;

/**
 * The lists in a synthesised stack, a plan (as they are after it) or a state, as far as their items are known for sure.
 * Where two lists of one name hold different items, as in two accounts, neither is used.
 */
export function readLists(content: unknown): ListContents {
  const resources = readResources(content);
  const changed = resources.filter(({ type, isData, actions }) => {
    return type === 'cloudflare_list_item' && !isData && actions.some((action) => action !== 'no-op');
  });
  const lists = resources.filter(({ type }) => type === 'cloudflare_list');
  // What a stack or a plan writes is newer than what it has read.
  const contents = new Map([
    ...contentsOf(lists.filter((list) => list.isData && !isChanged(list, changed))),
    ...contentsOf(lists.filter(({ isData }) => !isData)),
  ]);
  return Object.fromEntries(
    [...contents].flatMap(([name, items]) => (items === undefined ? [] : [[name, items] as const])),
  );
}

/**
 * The values of a list's items, as the API and Terraform hold them.
 *
 * @returns `undefined` if they are not known, or of a kind that no expression looks into
 */
export function readListItems(items: unknown): readonly (string | number)[] | undefined {
  if (!Array.isArray(items)) return undefined;
  const values = listOf(items).map(valueOf);
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? [...known, ...listOf(items).flatMap(apexOf)] : undefined;
}

/** A wildcard stands for subdomains, and for the domain itself where the item says so. */
function apexOf(item: unknown): readonly string[] {
  const { url_hostname: name, exclude_exact_hostname: isExcluded } = objectOf(objectOf(item)['hostname']);
  return isExcluded === false && textOf(name)?.startsWith('*.') === true ? [String(name).slice(2)] : [];
}

function valueOf(item: unknown): string | number | undefined {
  const { ip, asn, hostname } = objectOf(item);
  const text = textOf(ip) ?? textOf(objectOf(hostname)['url_hostname']);
  if (text !== undefined) return isTemplate(text) ? undefined : text;
  return typeof asn === 'number' ? asn : undefined;
}

/** By name; `undefined` where the items are not known. */
function contentsOf(
  lists: readonly TerraformResource[],
): ReadonlyMap<string, readonly (string | number)[] | undefined> {
  const contents = new Map<string, readonly (string | number)[] | undefined>();
  for (const { values } of lists) {
    const name = textOf(values['name']);
    if (name === undefined || isTemplate(name)) continue;
    // A data source with a search has read some of the items.
    const items = textOf(values['search']) === undefined ? readListItems(values['items']) : undefined;
    contents.set(name, contents.has(name) && !isSame(contents.get(name), items) ? undefined : items);
  }
  return contents;
}

function isSame(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

/** Whether the plan changes an item of the list, or of one that it does not tell. */
function isChanged({ values }: TerraformResource, changed: readonly TerraformResource[]): boolean {
  return changed.some((item) => {
    const id = textOf(item.values['list_id']);
    return id === undefined || [values['list_id'], values['id']].includes(id);
  });
}
