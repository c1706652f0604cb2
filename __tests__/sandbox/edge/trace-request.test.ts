import { managedRuleset } from '../../../lib/sandbox/cloudflare-api';
import { start, type TestEdge, TOKEN, ZONE } from './edge';

const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const SKIP = { phases: ['http_request_firewall_managed'] };

const RULES = [
  {
    id: 'a'.repeat(32),
    phase: 'http_request_firewall_custom',
    rules: [
      {
        id: '1'.repeat(32),
        action: 'skip',
        expression: 'http.request.uri.path eq "/a"',
        action_parameters: SKIP,
      },
      { id: '2'.repeat(32), action: 'block', expression: 'http.request.method eq "PUT"' },
      { id: '3'.repeat(32), action: 'log', expression: 'true', enabled: false },
    ],
  },
  {
    id: 'b'.repeat(32),
    phase: 'http_request_firewall_managed',
    rules: [
      { id: '4'.repeat(32), action: 'execute', expression: 'true', action_parameters: { id: MANAGED } },
    ],
  },
];

async function trace(edge: TestEdge, body: unknown): Promise<{ status: number; body: Envelope }> {
  const response = await fetch(`${edge.api.baseUrl}/accounts/${ACCOUNT}/request-tracer/trace`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Envelope };
}

interface Envelope {
  readonly result: { readonly status_code: number; readonly trace: readonly object[] } | null;
  readonly errors: readonly { readonly message: string }[];
}

const url = (path: string) => `https://dashboard.example.com${path}`;

test('a trace tells which rules match, and leaves nothing', async () => {
  const edge = await start(RULES);
  const { body } = await trace(edge, { method: 'GET', url: url('/b') });
  const rule = { type: 'rule', matched: false };
  expect(body.result).toEqual({
    status_code: 200,
    trace: [
      {
        step_name: 'a'.repeat(32),
        type: 'ruleset',
        matched: false,
        name: 'default',
        kind: 'zone',
        description: '',
        trace: [
          {
            ...rule,
            step_name: '1'.repeat(32),
            action: 'skip',
            action_parameters: SKIP,
            expression: 'http.request.uri.path eq "/a"',
            description: '',
          },
          {
            ...rule,
            step_name: '2'.repeat(32),
            action: 'block',
            expression: 'http.request.method eq "PUT"',
            description: '',
          },
        ],
      },
      expect.objectContaining({
        step_name: 'b'.repeat(32),
        matched: true,
        trace: [
          expect.objectContaining({
            step_name: '4'.repeat(32),
            matched: true,
            action: 'execute',
            trace: [
              expect.objectContaining({
                step_name: MANAGED,
                kind: 'managed',
                name: managedRuleset(MANAGED)?.ruleset.name,
                trace: [],
              }),
            ],
          }),
        ],
      }),
    ],
  });
  expect([edge.log, edge.api.state.events, edge.api.state.requests]).toEqual([[], [], []]);
});

test('what is skipped is no step', async () => {
  const edge = await start(RULES);
  const { body } = await trace(edge, { method: 'GET', url: url('/a') });
  expect(body.result).toMatchObject({
    status_code: 200,
    trace: [{ step_name: 'a'.repeat(32), matched: true }],
  });
});

test('a block is the last step, with its status', async () => {
  const edge = await start(RULES);
  const { body } = await trace(edge, { method: 'PUT', url: url('/b'), body: { json: { a: 1 } } });
  expect(body.result).toMatchObject({
    status_code: 403,
    trace: [{ step_name: 'a'.repeat(32), matched: true }],
  });
});

test.each([
  [{ method: 'GET', url: 'https://example.org/' }, 'no zone of the account has this host'],
  [{ method: 'GET', url: '/a' }, 'it must be a full URL'],
  [{ method: 'G T', url: url('/') }, 'is not a valid value for method'],
  [{ method: 'GET', url: url('/'), context: {} }, 'the sandbox knows method, url'],
  [{ method: 'GET', url: url('/'), headers: { a: 1 } }, 'it must be an object of texts'],
  [[], 'an object with method and url'],
])('refuses %j', async (given, message) => {
  const edge = await start(RULES);
  const { status, body } = await trace(edge, given);
  expect([status, body.errors[0]?.message]).toEqual([400, expect.stringContaining(message)]);
});

test('the managed rulesets of a zone can be read with their rules, whatever the level', async () => {
  const edge = await start(RULES);
  for (const scope of [`zones/${ZONE}`, `accounts/${ACCOUNT}`]) {
    const response = await fetch(`${edge.api.baseUrl}/${scope}/rulesets/${MANAGED}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const { result } = (await response.json()) as { result: { kind: string; rules: readonly object[] } };
    expect(result.kind).toBe('managed');
    expect(result.rules).toContainEqual({
      id: 'b57df4f17f7f4ea4b8db33e20a6dbbd3',
      version: '1',
      action: 'managed_challenge',
      categories: ['bot'],
      description: 'Empty User-Agent',
      ref: expect.any(String) as string,
      enabled: false,
      last_updated: expect.any(String) as string,
    });
  }
});
