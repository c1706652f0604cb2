import { foundBy } from '../../support/lint';

const CUSTOM = { kind: 'zone', phase: 'http_request_firewall_custom' };
const GOOD = { ref: 'a', action: 'block', expression: 'ssl' };
const place = 'zone http_request_firewall_custom';

test.each<[string, unknown, string, string]>([
  ['no expression', { action: 'block' }, '`expression` is missing', 'add `expression`'],
  [
    'a number for an expression',
    { action: 'block', expression: 5 },
    '`expression` must be text, got: `5`',
    'write a text in quotes',
  ],
  [
    'an expression in parts',
    { action: 'block', expression: ['ssl'] },
    '`expression` must be text, got: a list',
    'write a text in quotes',
  ],
  ['no object', 'block', 'a rule must be an object, got: `"block"`', 'write an object'],
  ['nothing', null, 'a rule must be an object, got: `null`', 'write an object'],
  ['a list', [GOOD], 'a rule must be an object, got: a list', 'write an object'],
])('finds a rule with %s, among others', (_title, rule, message, help) => {
  expect(foundBy('unreadable-rule', { result: { ...CUSTOM, rules: [GOOD, rule] } })).toEqual([
    { message, help, place, rule: 1 },
  ]);
});

test.each<[string, unknown, string]>([
  ['an object', { 0: GOOD }, '`rules` must be a list, got: an object'],
  ['a text', 'ssl', '`rules` must be a list, got: `"ssl"`'],
])('finds rules that are %s', (_title, rules, message) => {
  expect(foundBy('unreadable-rule', { result: { ...CUSTOM, rules } })).toEqual([
    { message, help: 'write a list of rules', place },
  ]);
});

test.each<[key: string, value: unknown, says: string, help: string]>([
  [
    'errored',
    true,
    'is a plan that Terraform could not finish',
    'correct what `terraform plan` reported, and plan again',
  ],
  [
    'complete',
    false,
    'is a plan of a part of the stack only',
    'plan without `-target`: what it leaves out is not known',
  ],
  [
    'deferred_changes',
    [{ reason: 'unknown' }],
    'leaves changes to a later plan',
    'plan without `-allow-deferral`: what is deferred is not known',
  ],
])('finds a plan in which rules may be missing: %s', (key, value, says, help) => {
  const plan = { format_version: '1.2', planned_values: { root_module: {} }, errored: false, complete: true };
  expect(foundBy('unreadable-rule', plan)).toEqual([]);
  expect(foundBy('unreadable-rule', { ...plan, [key]: value })).toEqual([
    { message: `the file ${says}: rules may be missing`, help, place: 'the plan' },
  ]);
});

test('finds a phase and a kind that Cloudflare does not have', () => {
  const ruleset = { kind: 'zones', phase: 'http_request_firewal_custom', rules: [GOOD] };
  expect(foundBy('unreadable-rule', { result: ruleset })).toEqual([
    {
      message: '`kind` must be one of managed, custom, root, zone, got: `zones`',
      help: 'did you mean `zone`?',
      place: 'zones http_request_firewal_custom',
    },
    {
      message: '`phase` must be a name that Cloudflare knows, got: `http_request_firewal_custom`',
      help: 'did you mean `http_request_firewall_custom`?',
      place: 'zones http_request_firewal_custom',
    },
  ]);
});

test('is silent about rules that Cloudflare shows without their expressions', () => {
  const managed = {
    kind: 'managed',
    phase: 'http_request_firewall_managed',
    rules: [{ id: 'x', action: 'block' }],
  };
  expect(foundBy('unreadable-rule', { result: managed })).toEqual([]);
});

test('is silent about the cure', () => {
  expect(foundBy('unreadable-rule', { result: { ...CUSTOM, rules: [GOOD] } })).toEqual([]);
  expect(foundBy('unreadable-rule', { result: { ...CUSTOM, rules: null } })).toEqual([]);
});
