import type { LiveObject } from '../../lib/api-client';

const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const RULE = '6179ae15870a4bb7b2d480d4843b323c';

/** A live rule with what the API always shows around the given members. */
export function rule(members: LiveObject): LiveObject {
  return {
    id: '0e667285dacfbf1c71c2a37d0a7253f3',
    version: '3',
    last_updated: '2025-11-20T10:15:33.902114Z',
    ref: '0e667285dacfbf1c71c2a37d0a7253f3',
    description: 'a foreign rule',
    expression: '(http.host eq "example.com")',
    enabled: true,
    ...members,
  };
}

const block = (members: LiveObject): LiveObject => rule({ action: 'block', ...members });
const skip = (parameters: LiveObject, members: LiveObject = {}): LiveObject =>
  rule({ action: 'skip', action_parameters: parameters, logging: { enabled: true }, ...members });
export const execute = (parameters: LiveObject): LiveObject =>
  rule({ action: 'execute', expression: 'true', action_parameters: { id: MANAGED, ...parameters } });
const overrides = (value: LiveObject): LiveObject => execute({ version: 'latest', overrides: value });

/** Rules that come out of Terraform as they went in. */
export const CARRIED: readonly (readonly [string, LiveObject])[] = [
  ['a plain block', block({})],
  [
    'a block with a response',
    block({
      action_parameters: {
        response: { status_code: 429, content: '{"e":1}', content_type: 'application/json' },
      },
    }),
  ],
  [
    'the smallest status of a response',
    block({
      action_parameters: { response: { status_code: 400, content: 'x', content_type: 'text/plain' } },
    }),
  ],
  [
    'the largest status of a response',
    block({ action_parameters: { response: { status_code: 499, content: 'x', content_type: 'text/html' } } }),
  ],
  ['a block with empty parameters', block({ action_parameters: {} })],
  ['log', rule({ action: 'log' })],
  ['challenge', rule({ action: 'challenge' })],
  ['js_challenge', rule({ action: 'js_challenge' })],
  ['managed_challenge', rule({ action: 'managed_challenge' })],
  ['a field that this version does not know', block({ expression: 'cf.new.field eq "a"' })],
  ['a function that it does not know', block({ expression: 'frobnicate(http.host) eq "a"' })],
  ['an operator that it does not know', block({ expression: 'http.host frobs "a"' })],
  ['a text that is no expression', block({ expression: 'http.host eq "a' })],
  ['a disabled rule', block({ enabled: false })],
  ['an empty description', block({ description: '' })],
  ['a null description', block({ description: null })],
  ['a rule with categories', block({ categories: ['a', 'b'] })],
  [
    'skip of phases',
    skip({ phases: ['http_ratelimit', 'http_request_firewall_managed', 'http_request_sbfm'] }),
  ],
  [
    'skip of products',
    skip({ products: ['zoneLockdown', 'uaBlock', 'bic', 'hot', 'securityLevel', 'rateLimit', 'waf'] }),
  ],
  ['skip of products in another case', skip({ products: ['UABLOCK'] })],
  ['skip of the current ruleset', skip({ ruleset: 'current' })],
  [
    'skip of everything that goes together',
    skip({ ruleset: 'current', phases: ['http_ratelimit'], products: ['waf'] }),
  ],
  ['skip of rulesets', skip({ rulesets: [MANAGED] })],
  ['skip of rules', skip({ rules: { [MANAGED]: [RULE] } })],
  ['skip without logging', skip({ ruleset: 'current' }, { logging: { enabled: false } })],
  ['skip whose answer has no logging', skip({ ruleset: 'current' }, { logging: null })],
  ['logging of a block', block({ logging: { enabled: false } })],
  ['execute alone', execute({})],
  ['execute of the latest version', execute({ version: 'latest' })],
  [
    'execute with matched data',
    execute({
      version: 'latest',
      matched_data: { public_key: 'iGqBmyIUxuWt1rvxoAharN9FUXneUBxA/Y19PyyrEG0=' },
    }),
  ],
  ['an override of the action', overrides({ action: 'log' })],
  ['an override that enables', overrides({ enabled: true })],
  ['an override that disables', overrides({ enabled: false })],
  ['an override of the sensitivity', overrides({ sensitivity_level: 'eoff' })],
  [
    'overrides of categories',
    overrides({
      categories: [
        { category: 'wordpress', enabled: false },
        { category: 'sqli', action: 'block' },
        { category: 'ddos', sensitivity_level: 'low' },
      ],
    }),
  ],
  [
    'overrides of rules',
    overrides({
      rules: [
        { id: RULE, action: 'managed_challenge', score_threshold: 60 },
        { id: RULE, enabled: true },
        { id: RULE, sensitivity_level: 'default' },
      ],
    }),
  ],
  [
    'all overrides at once',
    overrides({
      action: 'log',
      enabled: true,
      categories: [{ category: 'xss', action: 'log', enabled: true }],
      rules: [{ id: RULE, action: 'block', enabled: false, score_threshold: 25 }],
    }),
  ],
  ['a null inside overrides', overrides({ enabled: true, action: null, unheard_of: null })],
  [
    'an exposed credential check',
    rule({
      action: 'log',
      exposed_credential_check: {
        username_expression: 'url_decode(http.request.body.form["user"][0])',
        password_expression: 'x',
      },
    }),
  ],
  ['text in form C', block({ description: 'caf\u00e9 \u00fc\u00df \u65e5\u672c\u8a9e \ud83d\ude80' })],
  [
    'quotes, backslashes and templates',
    block({ description: '"a" \\ ${b} %{c} $${d} \'', expression: 'http.host matches "\\\\d+\\."' }),
  ],
  ['line breaks and tabs', block({ description: 'a\r\nb\nc\td' })],
  ['control characters', block({ description: '\u0001\u007f\u009b\u2028' })],
  ['an expression of 4,096 characters', block({ expression: 'a'.repeat(4096) })],
  ['a ref that is no id', block({ ref: 'wafx__payments__webhook' })],
  ['keys that every JavaScript object inherits, as values', block({ description: '__proto__ constructor' })],
  ['the largest whole number', overrides({ rules: [{ id: RULE, score_threshold: 9223372036854775807n }] })],
];

/** Rules that do not, with effect and path of each loss. */
export const LOSSES: readonly (readonly [string, LiveObject, readonly string[]])[] = [
  ['an unknown key', rule({ action: 'block', cooldown: 5 }), ['lost cooldown']],
  [
    'an unknown key that JavaScript objects inherit',
    rule({ action: 'block', constructor: 'x' }),
    ['lost constructor'],
  ],
  ['an unknown parameter beside a known one', execute({ mode: 'fast' }), ['lost action_parameters.mode']],
  [
    'an unknown parameter of a block',
    rule({ action: 'block', action_parameters: { mode: 1 } }),
    ['lost action_parameters.mode'],
  ],
  ['an unknown key that needs quotes', execute({ 'a-b': true }), ['lost action_parameters["a-b"]']],
  [
    'an unknown key in overrides',
    execute({ overrides: { enabled: true, status: 'x' } }),
    ['lost action_parameters.overrides.status'],
  ],
  [
    'an unknown key in a rule override',
    execute({
      overrides: {
        rules: [
          { id: RULE, enabled: true },
          { id: RULE, enabled: true, weight: 1 },
        ],
      },
    }),
    ['lost action_parameters.overrides.rules[1].weight'],
  ],
  [
    'an unknown key in a response',
    rule({
      action: 'block',
      action_parameters: { response: { status_code: 403, content: 'x', content_type: 'text/html', ttl: 1 } },
    }),
    ['lost action_parameters.response.ttl'],
  ],
  [
    'an unknown key in logging',
    skip({ ruleset: 'current' }, { logging: { enabled: true, sampled: true } }),
    ['lost logging.sampled'],
  ],
  ['a pinned version', execute({ version: '41' }), ['lost action_parameters.version']],
  [
    'the current phase beside products',
    skip({ phase: 'current', products: ['waf'] }),
    ['lost action_parameters.phase'],
  ],
  ['the current phase alone', skip({ phase: 'current' }), ['refused action_parameters']],
  ['a skip rule without parameters', rule({ action: 'skip' }), ['refused action_parameters']],
  [
    'an execute rule with empty parameters',
    rule({ action: 'execute', action_parameters: {} }),
    ['refused action_parameters'],
  ],
  [
    'an execute rule with a version only',
    rule({ action: 'execute', action_parameters: { version: 'latest' } }),
    ['refused action_parameters'],
  ],
  ['a decomposed description', rule({ action: 'block', description: 'cafe\u0301' }), ['lost description']],
  [
    'a decomposed expression',
    rule({ action: 'block', expression: 'http.host eq "u\u0308"' }),
    ['lost expression'],
  ],
  ['a decomposed ref', rule({ action: 'block', ref: 'A\u030a' }), ['lost ref']],
  [
    'a character that form C replaces',
    rule({ action: 'block', description: '\u212b' }),
    ['lost description'],
  ],
  ['half a surrogate pair', rule({ action: 'block', description: 'a\ud800' }), ['lost description']],
  [
    'a decomposed map key',
    skip({ rules: { 'e\u0301': [RULE] } }),
    ['lost action_parameters.rules["e\u0301"]'],
  ],
  [
    'a fraction',
    execute({ overrides: { rules: [{ id: RULE, enabled: true, score_threshold: 40.5 }] } }),
    ['lost action_parameters.overrides.rules[0].score_threshold'],
  ],
  [
    'a number of more than 64 bits',
    execute({ overrides: { rules: [{ id: RULE, enabled: true, score_threshold: 9223372036854775808n }] } }),
    ['lost action_parameters.overrides.rules[0].score_threshold'],
  ],
  ['text where a flag belongs', rule({ action: 'block', enabled: 'yes' }), ['lost enabled']],
  ['logging without its flag', skip({ ruleset: 'current' }, { logging: {} }), ['refused logging']],
  [
    'an empty counting expression',
    block({
      ratelimit: {
        characteristics: ['ip.src'],
        counting_expression: '',
        period: 10,
        requests_per_period: 5,
        mitigation_timeout: 10,
      },
    }),
    ['refused ratelimit.counting_expression'],
  ],
  ['empty overrides', execute({ overrides: {} }), ['refused action_parameters.overrides']],
  [
    'overrides with unknown keys only',
    execute({ overrides: { status: 'x' } }),
    ['lost action_parameters.overrides.status', 'refused action_parameters.overrides'],
  ],
  [
    'an empty list of category overrides',
    execute({ overrides: { categories: [], enabled: true } }),
    ['refused action_parameters.overrides.categories'],
  ],
  [
    'an empty list of rule overrides',
    execute({ overrides: { rules: [] } }),
    ['refused action_parameters.overrides.rules'],
  ],
  [
    'a category override of nothing',
    execute({ overrides: { categories: [{ category: 'xss' }] } }),
    ['refused action_parameters.overrides.categories[0]'],
  ],
  [
    'a category override without category',
    execute({ overrides: { categories: [{ enabled: true }] } }),
    ['refused action_parameters.overrides.categories[0].category'],
  ],
  [
    'a rule override of nothing',
    execute({ overrides: { rules: [{ id: RULE }] } }),
    ['refused action_parameters.overrides.rules[0]'],
  ],
  [
    'an unknown sensitivity',
    execute({ overrides: { sensitivity_level: 'high' } }),
    ['refused action_parameters.overrides.sensitivity_level'],
  ],
  ['an unknown action', rule({ action: 'teleport' }), ['refused action']],
  ['an action in upper case', rule({ action: 'Block' }), ['refused action']],
  [
    'an unknown phase',
    skip({ phases: ['http_ratelimit', 'http_request_bots'] }),
    ['refused action_parameters.phases[1]'],
  ],
  ['an unknown product', skip({ products: ['botFight'] }), ['refused action_parameters.products[0]']],
  ['an empty list of phases', skip({ phases: [], ruleset: 'current' }), ['refused action_parameters.phases']],
  ['another ruleset than the current one', skip({ ruleset: 'next' }), ['refused action_parameters.ruleset']],
  ['a ruleset that is no id', skip({ rulesets: ['owasp'] }), ['refused action_parameters.rulesets[0]']],
  [
    'a skipped rule that is no id',
    skip({ rules: { [RULE]: ['949110'] } }),
    [`refused action_parameters.rules["${RULE}"][0]`],
  ],
  [
    'an empty response body',
    rule({
      action: 'block',
      action_parameters: { response: { status_code: 403, content: '', content_type: 'y' } },
    }),
    ['refused action_parameters.response.content'],
  ],
  [
    'a response status below 400',
    rule({
      action: 'block',
      action_parameters: { response: { status_code: 399, content: 'x', content_type: 'y' } },
    }),
    ['refused action_parameters.response.status_code'],
  ],
  [
    'a response status above 499',
    rule({
      action: 'block',
      action_parameters: { response: { status_code: 500, content: 'x', content_type: 'y' } },
    }),
    ['refused action_parameters.response.status_code'],
  ],
  [
    'a response of a log rule',
    rule({
      action: 'log',
      action_parameters: { response: { status_code: 403, content: 'x', content_type: 'y' } },
    }),
    ['refused action_parameters.response'],
  ],
  [
    'a response without a type',
    rule({ action: 'block', action_parameters: { response: { status_code: 403, content: 'x' } } }),
    ['refused action_parameters.response.content_type'],
  ],
  ['a rule without ref', rule({ action: 'block', ref: null }), ['refused ref']],
];
