import { type Sent, start, ZONE } from './edge';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const CLOUDFLARE_MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';

const rule = (action: string, parameters: unknown, more: object = {}): object => ({
  action,
  expression: 'true',
  action_parameters: parameters,
  ...more,
});
const parsed = (text: string): unknown => JSON.parse(text);
const ATTACK: Sent = { path: '/?q=1+union+select+2' };

// A zone file may hold what the API would refuse to write today.
test.each<[title: string, phase: string, rule: object, status: number]>([
  ['parameters that are a list', CUSTOM, rule('skip', []), 403],
  ['phases that are no list', CUSTOM, rule('skip', { phases: MANAGED }), 403],
  ['phases that hold something else', CUSTOM, rule('skip', { phases: [null, 1, {}] }), 403],
  ['products that are an object', CUSTOM, rule('skip', { products: {} }), 403],
  ['a ruleset that is not current', CUSTOM, rule('skip', { ruleset: 7 }), 403],
  ['an answer that is a number', CUSTOM, rule('block', { response: 1 }), 403],
  ['an answer without anything', CUSTOM, rule('block', { response: {} }), 403],
  ['an answer with a status of no answer', CUSTOM, rule('block', { response: { status_code: 99 } }), 403],
  ['an answer with a huge status', CUSTOM, rule('block', { response: { status_code: 1e308 } }), 403],
  [
    'an answer with a type that no header can hold',
    CUSTOM,
    rule('block', { response: { status_code: 403, content: 'x', content_type: 'a\r\nb: c' } }),
    403,
  ],
  ['an action that nobody knows', CUSTOM, rule('explode', {}), 403],
  ['an execute rule without an id', CUSTOM, rule('execute', {}), 403],
  ['an execute rule of a ruleset that is nowhere', CUSTOM, rule('execute', { id: 'a'.repeat(32) }), 403],
  ['a text that is no expression', CUSTOM, rule('block', {}, { expression: '(((' }), 403],
  ['logging that is a text', CUSTOM, rule('skip', { phases: [MANAGED] }, { logging: 'yes' }), 200],
  ['the prototype as a key', MANAGED, rule('skip', { rules: parsed('{"__proto__":["a"]}') }), 403],
  ['rules that are no list', MANAGED, rule('skip', { rules: { [CLOUDFLARE_MANAGED]: 7 } }), 403],
  ['rulesets that hold numbers', MANAGED, rule('skip', { rulesets: [1, CLOUDFLARE_MANAGED] }), 403],
  ['overrides that are a list', MANAGED, rule('execute', { id: OWASP, overrides: [1] }), 403],
  [
    'overrides of strange members',
    MANAGED,
    rule('execute', {
      id: OWASP,
      overrides: { enabled: 'no', action: 5, rules: [null, { id: 1, enabled: 1 }], categories: 'x' },
    }),
    403,
  ],
  ['an id that is an object', MANAGED, rule('execute', { id: {} }), 403],
])('%s breaks neither the API nor the edge', async (_title, phase, strange, status) => {
  const execute = rule('execute', { id: CLOUDFLARE_MANAGED });
  const lists = new Map([[MANAGED, [execute]]]);
  lists.set(phase, [strange, ...(lists.get(phase) ?? [])]);
  const edge = await start([...lists].map(([name, rules]) => ({ phase: name, rules })) as never);
  expect((await edge.send(ATTACK)).status).toBe(status);
  expect((await edge.send({ method: 'GET', path: '/' })).status).toBeLessThan(500);
  expect(edge.warnings.filter((text) => text.includes('failed'))).toEqual([]);
  for (const { id } of edge.api.state.rulesets.map(({ current }) => current)) {
    const { status: read } = await fetch(`${edge.api.baseUrl}/zones/${ZONE}/rulesets/${id}`, {
      headers: { authorization: 'Bearer write-token' },
    });
    expect(read).toBe(200);
  }
});
