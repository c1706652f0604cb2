import { providerSchema } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import { emptyObject } from '../values/conform';
import { decodeAnswer, type DecodeMode, type DecodeRules } from '../values/decode-answer';
import { DiagnosticError, errorDiagnostic } from '../grpc/diagnostics';
import { encodeBody } from '../values/encode-request';
import { REQUEST_FAILED, reporting, unlessNotFound } from '../failure';
import { importSegments } from '../import-id';
import type { PlanRules } from '../plan';
import { requiredParameter, rulesetsPath } from '../required-parameter';
import { RULESET_ZEROS } from '../values/ruleset-zeros';
import { rulesetChecks } from '../validation/ruleset-checks';
import type { ValueObject } from '../values/value';
import type { Resource } from './resource';
import { schemaOf } from '../schema-of';
import { keepRulesByRef } from './ruleset-rules-by-ref';

const { attributes } = schemaOf(providerSchema.resources, 'cloudflare_ruleset');

const FALSE_BY_DEFAULT: readonly string[] = [
  'rules[].action_parameters.autominify.css',
  'rules[].action_parameters.autominify.html',
  'rules[].action_parameters.autominify.js',
  'rules[].action_parameters.from_value.preserve_query_string',
  'rules[].action_parameters.raw_response_fields[].preserve_duplicates',
  'rules[].action_parameters.response_fields[].preserve_duplicates',
  'rules[].ratelimit.requests_to_origin',
];

const planRules: PlanRules = {
  defaults: {
    description: '',
    rules: [],
    'rules[].action_parameters': {},
    'rules[].description': '',
    'rules[].enabled': true,
    ...Object.fromEntries(FALSE_BY_DEFAULT.map((name) => [name, false])),
  },
  replace: ['account_id', 'zone_id', 'kind', 'name', 'phase'],
  replaceIfConfigured: [],
  keepState: ['id'],
};

const SCOPE = ['account_id', 'zone_id'];

const decodeRules: DecodeRules = { notInAnswer: SCOPE, zeros: RULESET_ZEROS, times: ['last_updated'] };

const IMPORT_FORMAT = ['<{accounts|zones}', '{account_id|zone_id}>', '<ruleset_id>'];

/** The attribute of each scope that an import id can begin with. */
const SCOPES: Readonly<Record<string, string>> = { accounts: 'account_id', zones: 'zone_id' };

const NO_SCOPE = errorDiagnostic(
  'invalid discriminator segment - <{accounts|zones}/{account_id|zone_id}>',
  'expected discriminator to be one of {accounts|zones}',
);

/** `cloudflare_ruleset`: the whole list of rules of an entry point, or a custom ruleset. */
export const ruleset: Resource = {
  attributes,
  planRules,
  checks: rulesetChecks,
  modifyPlan: keepRulesByRef,

  create(api, planned) {
    return reporting(REQUEST_FAILED, async () => {
      const path = rulesetsPath(planned);
      const body = encodeBody(attributes, planned, SCOPE);
      return decode('write', planned, await api.result({ method: 'POST', path, body }));
    });
  },

  read(api, state) {
    return reporting(REQUEST_FAILED, () => unlessNotFound(() => refresh(api, state)));
  },

  update(api, planned) {
    return reporting(REQUEST_FAILED, async () => {
      const body = encodeBody(attributes, planned, SCOPE);
      return decode('write', planned, await api.result({ method: 'PUT', path: pathOf(planned), body }));
    });
  },

  delete(api, state) {
    return reporting(REQUEST_FAILED, async () => {
      await api.send({ method: 'DELETE', path: pathOf(state), accept: '*/*' });
    });
  },

  import(api, id) {
    const { segments, problems } = importSegments(id, IMPORT_FORMAT);
    const [scope = '', scopeId = '', rulesetId = ''] = segments;
    const scopeAttribute = SCOPES[scope];
    if (scopeAttribute === undefined) problems.push(NO_SCOPE);
    if (scopeAttribute === undefined || problems.length > 0) throw new DiagnosticError(...problems);
    const state = { ...emptyObject(attributes), [scopeAttribute]: scopeId, id: rulesetId };
    return reporting(REQUEST_FAILED, () => refresh(api, state));
  },
};

function pathOf(value: ValueObject): string {
  return `${rulesetsPath(value)}/${requiredParameter(value, 'id', 'ruleset_id')}`;
}

async function refresh(api: ApiClient, state: ValueObject): Promise<ValueObject> {
  return decode('refresh', state, await api.result({ method: 'GET', path: pathOf(state) }));
}

function decode(mode: DecodeMode, known: ValueObject, result: unknown): ValueObject {
  return decodeAnswer(attributes, decodeRules, mode, known, result);
}
