import { listItem } from './list-item';
import { list } from './list';
import type { Resource } from './resource';
import { ruleset } from './ruleset';

export type { Resource } from './resource';

/** The resources of this provider by type. */
export const resources: ReadonlyMap<string, Resource> = new Map([
  ['cloudflare_list', list],
  ['cloudflare_list_item', listItem],
  ['cloudflare_ruleset', ruleset],
]);
