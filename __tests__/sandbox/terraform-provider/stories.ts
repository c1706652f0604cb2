import { coexistence, type Coexistence, type TestException } from './coexistence-configuration';

/** One command of a story, and what it is expected to say. */
export interface Step {
  /** The recorded step it is compared with; `null` for one that makes no request. */
  readonly recorded: string | null;
  readonly args: readonly string[];
  /** New configuration of the workspace. */
  readonly configuration?: object;
  /** Another working directory than the one before, with a state of its own. */
  readonly workspace?: string;
  /** Default 0. */
  readonly exitCode?: number;
  /** Texts that the output contains. */
  readonly says?: readonly string[];
  /** The story that the recorded step is part of, if it is another one: the command prepares this story. */
  readonly story?: string;
}

const ZONE = '0123456789abcdef0123456789abcdef';
const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const RULESET = 'fafe1b60c24107ccd8f4562213e44849';
const MISSING = 'b'.repeat(32);

const PLAN = ['plan'];
const APPLY = ['apply', '-auto-approve'];
const DESTROY = ['destroy', '-auto-approve'];
const NO_CHANGES = ['No changes. Your infrastructure matches the configuration.'];

function configuration(parts: object): object {
  return {
    terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } } },
    // The provider is sealed: it must not follow these.
    provider: { cloudflare: { base_url: 'http://127.0.0.1:1/elsewhere', api_token: 'e'.repeat(40) } },
    ...parts,
  };
}

function resource(type: string, attributes: object, others: object = {}): object {
  return configuration({ resource: { [type]: { it: attributes } }, ...others });
}

const blockTor = {
  action: 'block',
  description: 'block tor',
  expression: '(ip.src.country eq "T1")',
  ref: 'block_tor',
};
const blockTorWider = { ...blockTor, expression: '(ip.src.country in {"T1" "XX"})' };
const skipExport = {
  action: 'skip',
  action_parameters: { phases: ['http_request_firewall_managed'] },
  description: 'wafx__teama__x',
  expression: '(http.host eq "app.example.com" and http.request.uri.path eq "/export")',
  logging: { enabled: true },
  ref: 'wafx__teama__x',
};

function entryPoint(rules: readonly object[], more: object = {}): object {
  return {
    zone_id: ZONE,
    kind: 'zone',
    name: 'default',
    phase: 'http_request_firewall_custom',
    rules,
    ...more,
  };
}

function ruleset(...rules: readonly object[]): object {
  return resource('cloudflare_ruleset', entryPoint(rules));
}

const importBlock = (id: string) => ({
  import: [{ to: 'cloudflare_ruleset.it', id: `zones/${ZONE}/${id}` }],
});
const imported = { ...blockTor, ref: 'a'.repeat(32) };

const exportException: TestException = {
  ref: 'wafx__teama__x',
  expression: '(http.host eq "app.example.com" and http.request.uri.path eq "/export")',
};
const hostException = (ref: string): TestException => ({
  ref,
  expression: '(http.host eq "app.example.com")',
});

function shared(exceptions: readonly TestException[], more: Partial<Coexistence> = {}): object {
  return coexistence({
    zoneId: ZONE,
    phase: 'http_request_firewall_custom',
    prefix: 'wafx__teama__',
    exceptions,
    ...more,
  });
}

const sharedExport = shared([exportException]);

const list = { account_id: ACCOUNT, kind: 'ip', name: 'office_egress' };
const listWith = (more: object) => resource('cloudflare_list', { ...list, ...more });
const items = (second: string) => ({ items: [{ ip: '192.0.2.1', comment: 'vpn' }, { ip: second }] });

function listAndItem(comment: string | null): object {
  const item = { account_id: ACCOUNT, list_id: '${cloudflare_list.it.id}', ip: '192.0.2.7', comment };
  return configuration({
    resource: {
      cloudflare_list: { it: { ...list, description: 'office' } },
      ...(comment !== null && { cloudflare_list_item: { it: item } }),
    },
  });
}

const LATER_ITEM = '8ef666cf0e8c7e06fddf346291035207';

const data = (type: string, attributes: object) => configuration({ data: { [type]: { it: attributes } } });

const zoneNamed = (name: string, more: object = {}) => data('cloudflare_zone', { filter: { name, ...more } });

const failedApply = (...says: readonly string[]): readonly Step[] => [
  { recorded: '1 apply', configuration: sharedExport, args: APPLY, exitCode: 1, says },
];
const apply = (...says: readonly string[]): readonly Step[] => [
  { recorded: '1 apply', configuration: sharedExport, args: APPLY, says },
];

const REQUEST_FAILED = 'Error: failed to make http request';
const NO_RULESET_ID = 'missing required ruleset_id parameter';
const INCONSISTENT = 'Error: Provider produced inconsistent result after apply';

/** What Terraform was made to do when the real provider was recorded. */
export const stories: Readonly<Record<string, readonly Step[]>> = {
  'ruleset-lifecycle': [
    {
      recorded: null,
      configuration: ruleset(blockTor, skipExport),
      args: PLAN,
      says: ['1 to add, 0 to change'],
    },
    { recorded: '2 apply (create)', args: APPLY },
    { recorded: '3 plan (no change)', args: PLAN, says: NO_CHANGES },
    {
      recorded: '4 plan (update)',
      configuration: ruleset(
        blockTorWider,
        { action: 'managed_challenge', expression: '(cf.threat_score gt 10)' },
        skipExport,
      ),
      args: ['plan', '-out=saved'],
      says: ['0 to add, 1 to change'],
    },
    { recorded: '5 apply (update)', args: ['apply', 'saved'] },
    {
      recorded: '6 apply (reorder, drop one rule, describe)',
      configuration: resource(
        'cloudflare_ruleset',
        entryPoint([skipExport, blockTorWider], { description: 'edited' }),
      ),
      args: APPLY,
    },
    { recorded: '7 destroy', args: DESTROY, says: ['1 destroyed'] },
  ],
  'ruleset-import': [
    {
      recorded: '1 import (command line)',
      configuration: ruleset(imported),
      args: ['import', 'cloudflare_ruleset.it', `zones/${ZONE}/${RULESET}`],
      says: ['Import successful!'],
    },
    { recorded: '2 plan after the import', args: PLAN, says: NO_CHANGES },
    {
      recorded: '3 plan (import block)',
      workspace: 'block',
      configuration: resource('cloudflare_ruleset', entryPoint([imported]), importBlock(RULESET)),
      args: PLAN,
      says: ['1 to import, 0 to add, 0 to change, 0 to destroy'],
    },
    {
      recorded: '5 plan (import block, id does not exist)',
      workspace: 'missing',
      configuration: resource('cloudflare_ruleset', entryPoint([imported]), importBlock(MISSING)),
      args: PLAN,
      exitCode: 1,
      says: [REQUEST_FAILED, '404 Not Found', '"code":10003'],
    },
  ],
  'ruleset-read-404': [
    {
      story: 'ruleset-lifecycle',
      recorded: '2 apply (create)',
      configuration: ruleset(blockTor, skipExport),
      args: APPLY,
    },
    {
      recorded: '1 plan after a removal behind Terraform',
      configuration: ruleset(blockTor),
      args: PLAN,
      says: ['Warning: Resource not found', '1 to add'],
    },
    { recorded: '2 apply', args: APPLY, says: ['1 added'] },
  ],
  'ruleset-create-conflict': [
    {
      recorded: '1 apply',
      configuration: ruleset(skipExport),
      args: APPLY,
      exitCode: 1,
      says: [REQUEST_FAILED, `400 Bad Request`, '20217', 'exceeded maximum number of zone rulesets'],
    },
  ],
  'coexistence-adopt': [
    {
      recorded: '1 plan (import and write)',
      configuration: sharedExport,
      args: ['plan', '-out=saved'],
      says: ['1 to import, 0 to add, 1 to change, 0 to destroy'],
    },
    { recorded: '2 apply', args: ['apply', 'saved'], says: ['1 imported, 0 added, 1 changed, 0 destroyed'] },
    { recorded: '3 plan (in sync)', args: PLAN, says: NO_CHANGES },
    {
      recorded: '4 apply (one exception more)',
      configuration: shared([exportException, hostException('wafx__teama__y')]),
      args: APPLY,
    },
    { recorded: '6 apply again', configuration: sharedExport, args: APPLY },
    { recorded: '7 apply (no exception left)', configuration: shared([]), args: APPLY },
  ],
  'coexistence-empty-zone': [
    { recorded: '1 plan', configuration: sharedExport, args: ['plan', '-out=saved'], says: ['1 to add'] },
    { recorded: '2 apply (creates the entry point)', args: ['apply', 'saved'], says: ['1 added'] },
    { recorded: '3 plan', args: PLAN, says: NO_CHANGES },
  ],
  'coexistence-managed': [
    {
      recorded: '1 plan',
      configuration: shared(
        [
          {
            ...hostException('wafx__teama__x'),
            action_parameters: {
              rules: { '4814384a9e5d4991b9815dcfc25d2f1f': ['6179ae15870a4bb7b2d480d4843b323c'] },
            },
          },
        ],
        { phase: 'http_request_firewall_managed' },
      ),
      args: ['plan', '-out=saved'],
    },
    { recorded: '2 apply', args: ['apply', 'saved'] },
    { recorded: '3 plan', args: PLAN, says: NO_CHANGES },
  ],
  'coexistence-two-owners': [
    {
      recorded: '1 apply of team b',
      workspace: 'b',
      configuration: shared([hostException('wafx__teamb__x')], { prefix: 'wafx__teamb__' }),
      args: APPLY,
    },
    {
      recorded: '2 apply of team a',
      workspace: 'a',
      configuration: shared([hostException('wafx__teama__x')]),
      args: APPLY,
    },
    { recorded: '3 plan of team b (no change)', workspace: 'b', args: PLAN, says: NO_CHANGES },
  ],
  'data-rulesets-pages-result_info.cursor': [
    { recorded: '1 plan', configuration: data('cloudflare_rulesets', { zone_id: ZONE }), args: PLAN },
  ],
  'data-rulesets-pages-result_info.cursors.after': [
    { recorded: '1 plan', configuration: data('cloudflare_rulesets', { zone_id: ZONE }), args: PLAN },
  ],
  'data-ruleset': [
    {
      recorded: '1 plan',
      configuration: data('cloudflare_ruleset', { zone_id: ZONE, id: RULESET }),
      args: PLAN,
    },
    {
      recorded: '2 plan (missing id, 404 code 10003)',
      configuration: data('cloudflare_ruleset', { zone_id: ZONE, id: MISSING }),
      args: PLAN,
      exitCode: 1,
      says: [REQUEST_FAILED, '404 Not Found', 'could not find ruleset'],
    },
  ],
  'list-with-items': [
    {
      recorded: '2 apply (create)',
      configuration: listWith({ description: 'office', ...items('198.51.100.0/24') }),
      args: APPLY,
    },
    { recorded: '3 plan (no change)', args: PLAN, says: NO_CHANGES },
    {
      recorded: '4 apply (items change)',
      configuration: listWith({ description: 'office', ...items('203.0.113.9') }),
      args: APPLY,
    },
    {
      recorded: '5 apply (description change)',
      configuration: listWith({ description: 'office and home', ...items('203.0.113.9') }),
      args: APPLY,
    },
    {
      recorded: '6 apply (import)',
      workspace: 'import',
      configuration: resource(
        'cloudflare_list',
        { ...list, description: 'office and home', ...items('203.0.113.9') },
        { import: [{ to: 'cloudflare_list.it', id: `${ACCOUNT}/${RULESET}` }] },
      ),
      args: APPLY,
      says: ['1 imported, 0 added, 0 changed, 0 destroyed'],
    },
    { recorded: '7 destroy', args: DESTROY, says: ['1 destroyed'] },
  ],
  'list-without-items': [
    { recorded: '1 apply (create, no description)', configuration: listWith({}), args: APPLY },
    { recorded: '2 plan', args: PLAN, says: ['0 to add, 1 to change'] },
    {
      recorded: '3 apply (with a description)',
      configuration: listWith({ description: 'office' }),
      args: APPLY,
    },
    { recorded: '4 plan', args: PLAN, says: NO_CHANGES },
    { recorded: '5 destroy', args: DESTROY },
  ],
  'list-items-paged': [
    {
      recorded: '1 apply (create, answers in pages of 3)',
      configuration: listWith({ items: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ ip: `192.0.2.${n}` })) }),
      args: APPLY,
    },
  ],
  'list-in-use': [
    {
      recorded: '2 apply (create)',
      story: 'list-with-items',
      configuration: listWith({ description: 'office', ...items('198.51.100.0/24') }),
      args: APPLY,
    },
    {
      recorded: '1 destroy while a rule references the list',
      args: DESTROY,
      exitCode: 1,
      says: [REQUEST_FAILED, '{"code":10031,"message":"filters.api.ip_list_in_use"}'],
    },
  ],
  'list-operation-failed': [
    {
      recorded: '1 apply',
      configuration: listWith({ items: [{ ip: '192.0.2.1', comment: 'vpn' }] }),
      args: APPLY,
      exitCode: 1,
      says: ['Error: list item bulk operation failed', 'failed to create list item: '],
    },
    {
      recorded: '2 apply again (the list was made but is not in the state)',
      args: APPLY,
      exitCode: 1,
      says: [REQUEST_FAILED, 'list_name_in_use'],
    },
  ],
  'list-item': [
    { recorded: '1 apply (create list and item)', configuration: listAndItem('home'), args: APPLY },
    { recorded: '2 plan', args: PLAN, says: NO_CHANGES },
    {
      recorded: '3 apply (comment change replaces the item)',
      configuration: listAndItem('home office'),
      args: APPLY,
      says: ['1 added, 0 changed, 1 destroyed'],
    },
    {
      recorded: '4 apply (import of the item)',
      workspace: 'import',
      configuration: resource(
        'cloudflare_list_item',
        { account_id: ACCOUNT, list_id: RULESET, ip: '192.0.2.7', comment: 'home office' },
        { import: [{ to: 'cloudflare_list_item.it', id: `${ACCOUNT}/${RULESET}/${LATER_ITEM}` }] },
      ),
      args: APPLY,
      says: ['1 imported, 0 added, 0 changed, 0 destroyed'],
    },
    {
      recorded: '5 apply (delete the item)',
      workspace: 'main',
      configuration: listAndItem(null),
      args: APPLY,
      says: ['1 destroyed'],
    },
  ],
  'data-zone-by-name': [
    { recorded: '1 plan', configuration: zoneNamed('example.com'), args: PLAN },
    {
      recorded: '2 plan (name, account and status)',
      configuration: zoneNamed('example.com', { account: { id: ACCOUNT }, status: 'active' }),
      args: PLAN,
    },
    {
      recorded: '3 plan (no such zone)',
      configuration: zoneNamed('nowhere.example'),
      args: PLAN,
      exitCode: 1,
      says: ['Error: failed to find exactly one result', '0 found'],
    },
    { recorded: '4 plan (by id)', configuration: data('cloudflare_zone', { zone_id: ZONE }), args: PLAN },
  ],
  'data-lists': [
    {
      recorded: '1 plan (lists, and one list with its items)',
      configuration: configuration({
        data: {
          cloudflare_lists: { it: { account_id: ACCOUNT } },
          cloudflare_list: { it: { account_id: ACCOUNT, list_id: RULESET } },
        },
      }),
      args: PLAN,
    },
  ],
  'error-401': failedApply(REQUEST_FAILED, '401 Unauthorized'),
  'error-403-on-list': failedApply(REQUEST_FAILED, '403 Forbidden'),
  'error-403-on-write': failedApply(REQUEST_FAILED, 'PUT "http', '403 Forbidden'),
  'error-404-live-read': failedApply(REQUEST_FAILED, '404 Not Found'),
  'error-400-on-write': [
    ...failedApply(REQUEST_FAILED, '400 Bad Request', '20127'),
    { recorded: '2 plan afterwards', args: PLAN, says: ['0 to add, 1 to change'] },
  ],
  'error-200-malformed-json-on-list': failedApply(
    REQUEST_FAILED,
    'error parsing response json: unexpected EOF',
  ),
  'error-200-malformed-json-on-read': failedApply(NO_RULESET_ID),
  'error-200-malformed-json-on-write': [
    ...failedApply(INCONSISTENT),
    { recorded: '2 plan afterwards', args: PLAN, exitCode: 1, says: [NO_RULESET_ID] },
  ],
  'error-200-malformed-json-on-create': [
    { recorded: '1 apply', configuration: sharedExport, args: APPLY, exitCode: 1 },
    { recorded: '2 plan afterwards', args: PLAN, exitCode: 1, says: [NO_RULESET_ID] },
  ],
  'error-200-success-false-on-list': failedApply(REQUEST_FAILED, '20217'),
  'error-502-html': failedApply(REQUEST_FAILED, '502 Bad Gateway'),
  'retry-429-retry-after-2': apply('1 changed'),
  'retry-500-twice-put': apply('1 changed'),
  'retry-500-x-should-retry-false': failedApply(REQUEST_FAILED, '500 Internal Server Error'),
  'retry-put-done-answer-lost': [
    ...failedApply('LOST UPDATE?'),
    { recorded: '2 plan afterwards', args: PLAN, says: NO_CHANGES },
  ],
  'retry-post-done-answer-lost': [
    ...failedApply(REQUEST_FAILED, '20217'),
    { recorded: '2 plan afterwards', args: PLAN, says: ['1 to import, 0 to add, 0 to change'] },
  ],
  'retry-connection-drop-put': failedApply(REQUEST_FAILED, 'Put "http', 'EOF'),
};
