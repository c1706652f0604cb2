import { providerSchema } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import type { Query } from '../api/go-url';
import { decodeElements } from '../values/decode-elements';
import { REQUEST_FAILED, reporting } from '../failure';
import { maxItems } from '../max-items';
import { schemaOf } from '../schema-of';
import { zonesDataSourceChecks } from '../validation/data-source-checks';
import type { DataSource } from './data-source';
import { ZONE_TIMES, zoneQuery } from './zone-query';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_zones');

/** `cloudflare_zones`: the zones that the token sees and that pass the filter. */
export const zonesDataSource: DataSource = {
  attributes,
  checks: zonesDataSourceChecks,
  read(api, config) {
    return reporting(REQUEST_FAILED, async () => {
      const found = await listZones(api, zoneQuery(config), maxItems(config));
      return {
        ...config,
        result: decodeElements(attributes['result'], found, { zeros: {}, times: ZONE_TIMES }),
      };
    });
  },
};

// The real provider does not look at the number of pages: it asks on until a page is empty.
async function listZones(api: ApiClient, query: Query, limit: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let page = 1; found.length < limit; page++) {
    const { result } = await api.envelope({
      method: 'GET',
      path: '/zones',
      query: page === 1 ? query : { ...query, page: String(page) },
    });
    if (!Array.isArray(result) || result.length === 0) break;
    found.push(...(result as unknown[]));
  }
  return found.slice(0, limit);
}
