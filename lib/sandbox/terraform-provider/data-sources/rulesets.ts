import { providerSchema } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import { decodeElements } from '../values/decode-elements';
import { REQUEST_FAILED, reporting } from '../failure';
import { maxItems } from '../max-items';
import { rulesetsPath } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { rulesetsDataSourceChecks } from '../validation/data-source-checks';
import type { DataSource } from './data-source';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_rulesets');

/** `cloudflare_rulesets`: the rulesets of a zone or account, without their rules. */
export const rulesetsDataSource: DataSource = {
  attributes,
  checks: rulesetsDataSourceChecks,
  read(api, config) {
    return reporting(REQUEST_FAILED, async () => {
      const found = await listRulesets(api, rulesetsPath(config), maxItems(config));
      const rulesets = decodeElements(attributes['rulesets'], found, { zeros: {}, times: ['last_updated'] });
      return { ...config, result: rulesets, rulesets };
    });
  },
};

interface Page {
  readonly result?: unknown;
  readonly result_info?: { readonly cursor?: unknown } | null;
}

async function listRulesets(api: ApiClient, path: string, limit: number): Promise<unknown[]> {
  const found: unknown[] = [];
  let cursor: unknown = '';
  do {
    const page: Page = await api.envelope({
      method: 'GET',
      path,
      ...(typeof cursor === 'string' && cursor !== '' && { query: { cursor } }),
    });
    if (!Array.isArray(page.result) || page.result.length === 0) break;
    found.push(...(page.result as unknown[]));
    // Cloudflare documents `cursors.after` for this list; the real provider looks for `cursor` only.
    cursor = page.result_info?.cursor;
  } while (typeof cursor === 'string' && cursor !== '' && found.length < limit);
  return found.slice(0, limit);
}
