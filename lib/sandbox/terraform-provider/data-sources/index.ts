import type { DataSource } from './data-source';
import { listDataSource } from './list';
import { listsDataSource } from './lists';
import { rulesetDataSource } from './ruleset';
import { rulesetsDataSource } from './rulesets';
import { zoneDataSource } from './zone';
import { zonesDataSource } from './zones';

export type { DataSource } from './data-source';

/** The data sources of this provider by type. */
export const dataSources: ReadonlyMap<string, DataSource> = new Map([
  ['cloudflare_list', listDataSource],
  ['cloudflare_lists', listsDataSource],
  ['cloudflare_ruleset', rulesetDataSource],
  ['cloudflare_rulesets', rulesetsDataSource],
  ['cloudflare_zone', zoneDataSource],
  ['cloudflare_zones', zonesDataSource],
]);
