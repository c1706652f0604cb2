import { providerSchema } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import { decodeAnswer, type DecodeRules } from '../values/decode-answer';
import { DiagnosticError, errorDiagnostic } from '../grpc/diagnostics';
import { REQUEST_FAILED, reporting } from '../failure';
import { requiredParameter } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { zoneDataSourceChecks } from '../validation/data-source-checks';
import type { Value } from '../values/value';
import type { DataSource } from './data-source';
import { ZONE_TIMES, zoneQuery } from './zone-query';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_zone');

const decodeRules: DecodeRules = { notInAnswer: ['filter', 'id', 'zone_id'], zeros: {}, times: ZONE_TIMES };

/** `cloudflare_zone`: one zone, by its id or by a filter that exactly one zone passes. */
export const zoneDataSource: DataSource = {
  attributes,
  checks: zoneDataSourceChecks,
  read(api, config) {
    return reporting(REQUEST_FAILED, async () => {
      const filter = config['filter'] ?? null;
      const zoneId = filter === null ? (config['zone_id'] ?? null) : await findZone(api, filter);
      const known = { ...config, id: zoneId, zone_id: zoneId };
      const path = `/zones/${requiredParameter(known, 'zone_id')}`;
      const result = await api.result({ method: 'GET', path });
      return decodeAnswer(attributes, decodeRules, 'refresh', known, result);
    });
  },
};

async function findZone(api: ApiClient, filter: Value): Promise<string> {
  const { result } = await api.envelope({ method: 'GET', path: '/zones', query: zoneQuery(filter) });
  const found = Array.isArray(result) ? (result as { readonly id?: unknown }[]) : [];
  if (found.length !== 1) {
    throw new DiagnosticError(errorDiagnostic('failed to find exactly one result', `${found.length} found`));
  }
  const id = found[0]?.id;
  return typeof id === 'string' ? id : '';
}
