import { stackZones } from '../../lib/sandbox/stack-zones';

const execute = (id: string) => ({
  action: 'execute',
  expression: 'true',
  action_parameters: { id, version: 'latest' },
});
const DEFAULTS = ['efb7b8c949ac4650a09736fc376e9aee', '4814384a9e5d4991b9815dcfc25d2f1f'];
const FREE = '77454fe2d30c4220b5701f6fdfb893ba';
const declared = (...zones: object[]) => ({ '//': { 'waf-exceptions': zones } });
const managed = (...ids: string[]) => [
  { phase: 'http_request_firewall_managed', rules: [...DEFAULTS, ...ids].map(execute) },
];

test('each zone of the stack is there, with the rulesets that its exceptions name', () => {
  const id = '0'.repeat(32);
  const rule = { action_parameters: { rules: { [FREE]: ['a'] }, rulesets: [DEFAULTS[0]] } };
  const stack = declared(
    { zone: { name: 'example.com', accountId: id }, exceptions: [{ rule }] },
    { zone: { id }, exceptions: [{ rule: { action_parameters: { phases: ['x'] } } }] },
  );
  expect(stackZones(stack)).toEqual({
    accounts: [{ id, name: id }, { name: 'Sandbox' }],
    zones: [
      { name: 'example.com', account: id, plan: 'enterprise', rulesets: managed(FREE) },
      { id, name: `${id}.example`, account: 'Sandbox', plan: 'enterprise', rulesets: managed() },
    ],
  });
});

test.each([[{}], [null], [declared()]])(
  'a stack that lets go of its zones still has an account: %j',
  (stack) => {
    expect(stackZones(stack)).toEqual({ accounts: [{ name: 'Sandbox' }], zones: [] });
  },
);

test('zones without an account are in the account of the lists, where their rules can use them', () => {
  const id = '1'.repeat(32);
  const lists = { a: { account_id: id }, b: { account_id: '${var.account}' } };
  const stack = { ...declared({ zone: { name: 'example.com' } }), resource: { cloudflare_list: lists } };
  expect(stackZones(stack)).toMatchObject({
    accounts: [{ id, name: id }],
    zones: [{ name: 'example.com', account: id }],
  });
});
