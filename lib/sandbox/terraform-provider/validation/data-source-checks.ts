import type { Check, Checks } from './check';
import { deprecated, exactlyOneConfigured, exactlyOneOf } from './combination-checks';
import { atLeast, isId, oneOfIgnoringCase } from './value-checks';

const listing: Readonly<Record<string, readonly Check[]>> = { max_items: [atLeast(0)] };

const zoneFilter: Readonly<Record<string, readonly Check[]>> = {
  direction: [oneOfIgnoringCase('asc', 'desc')],
  match: [oneOfIgnoringCase('any', 'all')],
  order: [oneOfIgnoringCase('name', 'status', 'account.id', 'account.name', 'plan.id')],
  status: [oneOfIgnoringCase('initializing', 'pending', 'active', 'moved')],
};

/** What the provider checks of a data source `cloudflare_ruleset`. */
export const rulesetDataSourceChecks: Checks = {
  attributes: {
    id: [exactlyOneOf('ruleset_id'), isId],
    ruleset_id: [
      isId,
      deprecated(
        'Configure id instead. This attribute will be removed in the next major version of the provider.',
      ),
    ],
    account_id: [exactlyOneOf('zone_id'), isId],
    zone_id: [isId],
  },
};

/** What the provider checks of a data source `cloudflare_rulesets`. */
export const rulesetsDataSourceChecks: Checks = {
  attributes: { ...listing, account_id: [exactlyOneOf('zone_id'), isId], zone_id: [isId] },
  whole: [exactlyOneConfigured('account_id', 'zone_id')],
};

/** What the provider checks of a data source `cloudflare_lists`. */
export const listsDataSourceChecks: Checks = { attributes: listing };

/** What the provider checks of a data source `cloudflare_zone`. */
export const zoneDataSourceChecks: Checks = {
  attributes: Object.fromEntries(
    Object.entries(zoneFilter).map(([name, checks]) => [`filter.${name}`, checks]),
  ),
  whole: [exactlyOneConfigured('zone_id', 'filter')],
};

/** What the provider checks of a data source `cloudflare_zones`. */
export const zonesDataSourceChecks: Checks = { attributes: { ...listing, ...zoneFilter } };
