import { providerSchema } from '../../../provider-schema';
import { decodeAnswer, type DecodeRules } from '../decode-answer';
import { REQUEST_FAILED, reporting } from '../failure';
import { withQueryStringObjects } from '../query-string-shape';
import { requiredParameter, rulesetsPath } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { rulesetDataSourceChecks } from '../validation/data-source-checks';
import type { DataSource } from './data-source';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_ruleset');

const decodeRules: DecodeRules = {
  notInAnswer: ['account_id', 'id', 'ruleset_id', 'zone_id'],
  zeros: { description: '', rules: [], 'rules[].description': '', 'rules[].action_parameters': {} },
  times: ['last_updated'],
};

/** `cloudflare_ruleset`: one ruleset with its rules. An answer that can't be read gives nulls, not an error. */
export const rulesetDataSource: DataSource = {
  attributes,
  checks: rulesetDataSourceChecks,
  read(api, config) {
    return reporting(REQUEST_FAILED, async () => {
      const idAttribute = config['id'] === null ? 'ruleset_id' : 'id';
      const path = `${rulesetsPath(config)}/${requiredParameter(config, idAttribute, 'ruleset_id')}`;
      const result = withQueryStringObjects(await api.result({ method: 'GET', path }));
      return decodeAnswer(attributes, rulesOf(result), 'refresh', config, result);
    });
  },
};

// Without a readable ruleset everything is null, also what is an empty text or list otherwise.
function rulesOf(result: unknown): DecodeRules {
  return typeof result === 'object' && result !== null ? decodeRules : { ...decodeRules, zeros: {} };
}
