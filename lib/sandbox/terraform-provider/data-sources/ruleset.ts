import { providerSchema } from '../../../provider-schema';
import { decodeAnswer, type DecodeRules } from '../values/decode-answer';
import { REQUEST_FAILED, reporting } from '../failure';
import { requiredParameter, rulesetsPath } from '../required-parameter';
import { RULESET_ZEROS } from '../values/ruleset-zeros';
import { schemaOf } from '../schema-of';
import { rulesetDataSourceChecks } from '../validation/data-source-checks';
import type { DataSource } from './data-source';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_ruleset');

const decodeRules: DecodeRules = {
  notInAnswer: ['account_id', 'id', 'ruleset_id', 'zone_id'],
  zeros: RULESET_ZEROS,
  times: ['last_updated'],
};

/** `cloudflare_ruleset`: one ruleset with its rules. An answer that can't be read is no error: it says nothing. */
export const rulesetDataSource: DataSource = {
  attributes,
  checks: rulesetDataSourceChecks,
  read(api, config) {
    return reporting(REQUEST_FAILED, async () => {
      const idAttribute = config['id'] === null ? 'ruleset_id' : 'id';
      const path = `${rulesetsPath(config)}/${requiredParameter(config, idAttribute, 'ruleset_id')}`;
      const result = await api.result({ method: 'GET', path });
      return decodeAnswer(attributes, decodeRules, 'refresh', config, result);
    });
  },
};
