import { readDocument, readLists } from '../../lib/rulesets';
import { refusalOf } from '../support/refusal';

const ZONE = '0123456789abcdef0123456789abcdef';
const MANAGED = 'http_request_firewall_managed';
const RULESET_ID = 'efb7b8c949ac4650a09736fc376e9aee';
const RULES = [
  {
    action: 'skip',
    action_parameters: { rules: { [RULESET_ID]: ['a', 'b'] } },
    enabled: true,
    expression: 'ssl',
  },
];
const ENTRY_POINT = { kind: 'zone', name: 'default', phase: MANAGED, zone_id: ZONE, rules: RULES };
const LIST = { name: 'office', kind: 'ip', items: [{ ip: '203.0.113.7' }] };

const pulumi = {
  version: 3,
  deployment: {
    manifest: { version: 'v3.92.0' },
    resources: [
      { urn: 'urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev', type: 'pulumi:pulumi:Stack' },
      {
        urn: 'urn:pulumi:dev::p::cloudflare:index/ruleset:Ruleset::edge',
        type: 'cloudflare:index/ruleset:Ruleset',
        outputs: {
          kind: 'zone',
          name: 'default',
          phase: MANAGED,
          zoneId: ZONE,
          rules: [
            {
              action: 'skip',
              actionParameters: { rules: { [RULESET_ID]: 'a, b' } },
              enabled: true,
              expression: 'ssl',
            },
          ],
        },
      },
      { urn: 'x::office', type: 'cloudflare:index/list:List', outputs: LIST },
    ],
  },
};
const instance = (attributes: object, index_key?: string | number) => ({
  schema_version: 1,
  attributes,
  ...(index_key !== undefined && { index_key }),
});
const rawState = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 3,
  lineage: '6e8b2a0e-0000-0000-0000-000000000000',
  outputs: {},
  resources: [
    { mode: 'data', type: 'cloudflare_ruleset', name: 'read', instances: [instance(ENTRY_POINT)] },
    {
      module: 'module.waf',
      mode: 'managed',
      type: 'cloudflare_ruleset',
      name: 'edge',
      instances: [instance(ENTRY_POINT, 'entry_point')],
    },
    { mode: 'managed', type: 'cloudflare_list', name: 'office', instances: [instance(LIST)] },
  ],
};

test.each<[string, object, string]>([
  ['an export of Pulumi', pulumi, 'cloudflare_ruleset.edge'],
  ['a raw state of Terraform', rawState, 'module.waf.cloudflare_ruleset.edge["entry_point"]'],
  ['rulesets under a key', { rulesets: [ENTRY_POINT] }, `zone ${MANAGED}`],
  ['an answer of the API', { success: true, result: ENTRY_POINT }, `zone ${MANAGED}`],
])('reads %s', (_title, content, place) => {
  const lists = readDocument('x.json', content);
  expect(lists.map((one) => one.place)).toEqual([place]);
  expect(lists[0]?.list).toMatchObject({ phase: MANAGED, kind: 'zone', zoneId: ZONE, isWhole: true });
  expect(lists[0]?.list.rules).toMatchObject([{ action: 'skip', expression: 'ssl', enabled: true }]);
});

test.each([
  ['Pulumi', pulumi],
  ['Terraform', rawState],
])('reads the lists of a state of %s', (_title, content) => {
  expect(readLists(content)).toEqual({ office: ['203.0.113.7'] });
});

const KIND = 'is of a kind that is not read, so nothing is known of the rules in it';
test.each<[string, unknown, string, string]>([
  [
    'a list of rulesets',
    { success: true, result: [{ id: 'x', kind: 'zone', phase: MANAGED }] },
    'lists rulesets without their rules',
    'get each one by its id: GET /zones/{zone_id}/rulesets/{ruleset_id}',
  ],
  [
    'a refusal of the API',
    { success: false, result: null, errors: [{ code: 10000, message: 'Authentication\u001b error' }] },
    'is an answer of the API that holds an error and no rules: `Authentication\\u{1b} error`',
    'correct the request, such as its token or its id, and save the answer again',
  ],
  [
    'a state of an old Terraform',
    { version: 3, lineage: 'x', modules: [{ resources: {} }] },
    'is a state of Terraform 0.11 or older, which is not read',
    'give the output of `terraform show -json`, with Terraform 0.12 or newer',
  ],
  [
    'a line of a log',
    { '@level': 'info', '@message': 'x' },
    "is a line of Terraform's log in JSON, which holds no rules",
    'save the plan, and give the output of `terraform show -json <plan file>`',
  ],
  [
    'a preview of Pulumi',
    { steps: [], changeSummary: {} },
    'is a preview of Pulumi, which is not read',
    'give the output of `pulumi stack export`',
  ],
  [
    'outputs',
    { zone: { sensitive: false, type: 'string', value: 'x' } },
    'holds outputs of Terraform, and no rules',
    'give the output of `terraform show -json`',
  ],
  [
    'anything else',
    { a: 1 },
    KIND,
    'give a synthesised stack (cdk.tf.json), the output of `terraform show -json` or `pulumi stack export`, or a ruleset of the API',
  ],
])('says what it is, of %s', (_title, content, what, help) => {
  expect(refusalOf(() => readDocument('x.json', content))).toEqual({
    code: 'rulesets/document',
    message: `\`x.json\` ${what}`,
    help,
  });
});
