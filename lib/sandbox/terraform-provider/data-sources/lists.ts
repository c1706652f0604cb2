import { providerSchema } from '../../../provider-schema';
import { decodeElements } from '../values/decode-elements';
import { REQUEST_FAILED, reporting } from '../failure';
import { maxItems } from '../max-items';
import { listsPath } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { listsDataSourceChecks } from '../validation/data-source-checks';
import type { DataSource } from './data-source';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_lists');

/** `cloudflare_lists`: the lists of an account, without their items. */
export const listsDataSource: DataSource = {
  attributes,
  checks: listsDataSourceChecks,
  read(api, config) {
    return reporting(REQUEST_FAILED, async () => {
      const { result } = await api.envelope({ method: 'GET', path: listsPath(config) });
      const found = Array.isArray(result) ? (result as unknown[]).slice(0, maxItems(config)) : [];
      return { ...config, result: decodeElements(attributes['result'], found, { zeros: {}, times: [] }) };
    });
  },
};
