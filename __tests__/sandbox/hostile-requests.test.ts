import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../lib/sandbox';

const directory = mkdtempSync(join(tmpdir(), 'waf-hostile-'));
let sandbox: Sandbox;
const written = jest.spyOn(process.stderr, 'write');

beforeAll(async () => {
  sandbox = await startSandbox({
    directory,
    terraform: { path: '/usr/bin/terraform', version: '1.11.4' },
    environment: {},
  });
});
beforeEach(() => {
  written.mockReset();
  written.mockReturnValue(true);
});
afterAll(async () => {
  written.mockRestore();
  await sandbox.close();
  rmSync(directory, { recursive: true, force: true });
});

const variable = (name: string): string => sandbox.environment[name] ?? '';
const apiPort = (): number => Number(new URL(variable('CLOUDFLARE_BASE_URL')).port);
const edgePort = (): number => Number(new URL(variable('WAF_SANDBOX_EDGE')).port);
const pluginPort = (): number =>
  Number(/127\.0\.0\.1:(\d+)/.exec(variable('TF_REATTACH_PROVIDERS'))?.[1] ?? 0);
const withToken = (): string => `authorization: Bearer ${variable('CLOUDFLARE_API_TOKEN')}\r\n`;

/** Sends bytes as they are, and gives what came back up to the end of the connection. */
function raw(port: number, text: string, leaves = false): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const got: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => got.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(Buffer.concat(got).toString('latin1'));
    });
    socket.write(Buffer.from(text, 'latin1'), () => {
      if (leaves) socket.destroy();
    });
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** A request that asks for the end of the connection. */
const request = (line: string, host: string, headers = '', body = ''): string =>
  `${line} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${headers}\r\n${body}`;

/** Every listener still answers. */
async function expectAlive(): Promise<void> {
  const host = `127.0.0.1:${apiPort()}`;
  expect(statusOf(await raw(apiPort(), request('GET /client/v4/zones', host, withToken())))).toBe(200);
  expect(statusOf(await raw(edgePort(), request('GET /', 'www.example.com')))).toBe(200);
  await new Promise<void>((resolve, reject) => {
    const session = connectHttp2(`http://127.0.0.1:${pluginPort()}`);
    session.on('error', reject);
    session.ping(() => {
      session.close(resolve);
    });
  });
}

type Case = readonly [title: string, line: string, headers: string, body: string, api: number, edge: number];

const chunked = 'transfer-encoding: chunked\r\n';
const CASES: readonly Case[] = [
  ['a path that looks like a broken host', 'GET //[', '', '', 404, 200],
  ['a whole URL with a broken host', 'GET http://[/', '', '', 400, 409],
  ['a whole URL with a broken port', 'GET http://a:b/', '', '', 400, 409],
  ['a target that is no path', 'OPTIONS *', '', '', 400, 200],
  ['broken percent-encoding', 'GET /%zz%ff%00?%zz', '', '', 404, 200],
  ['an unknown expectation', 'POST /', 'expect: x\r\ncontent-length: 0\r\n', '', 417, 417],
  ['an upgrade', 'GET /', 'upgrade: websocket\r\n', '', 404, 200],
  ['an upgrade to HTTP/2', 'GET /', 'upgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n', '', 404, 200],
  ['another method', 'PURGE /', '', '', 404, 200],
  ['two lengths', 'POST /', 'content-length: 1\r\ncontent-length: 2\r\n', 'ab', 400, 400],
  ['a length and chunks', 'POST /', `content-length: 1\r\n${chunked}`, '0\r\n\r\n', 400, 400],
  ['a broken chunk', 'POST /', chunked, 'z\r\n', 400, 400],
  ['trailers', 'POST /', `${chunked}trailer: a\r\n`, '1\r\n1\r\n0\r\na: b\r\n\r\n', 404, 200],
  ['headers of 20 kB', 'GET /', `x: ${'a'.repeat(20_000)}\r\n`, '', 431, 431],
  ['a bare line feed in a header', 'GET /', 'x: a\nb\r\n', '', 400, 400],
];

test.each(CASES)('%s ends with an answer', async (_, line, headers, body, api, edge) => {
  const toApi = request(line, `127.0.0.1:${apiPort()}`, headers + withToken(), body);
  expect(statusOf(await raw(apiPort(), toApi))).toBe(api);
  expect(statusOf(await raw(edgePort(), request(line, 'www.example.com', headers, body)))).toBe(edge);
  await raw(pluginPort(), request(line, 'localhost', headers, body));
  await expectAlive();
});

test('without a token the API refuses a broken path like any other', async () => {
  const host = `127.0.0.1:${apiPort()}`;
  expect(statusOf(await raw(apiPort(), request('GET //[', host)))).toBe(401);
  expect(statusOf(await raw(apiPort(), request('GET http://[/', host)))).toBe(401);
  await expectAlive();
});

test.each([
  ['a request for a tunnel', 'CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['bytes that are no HTTP', '\0\x01\x02garbage\r\n\r\n'],
  ['HTTP/0.9', 'GET /\r\n\r\n'],
  ['HTTP/1.0 without a host', 'GET / HTTP/1.0\r\n\r\n'],
  ['HTTP/1.1 without a host', 'GET / HTTP/1.1\r\n\r\n'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
])('%s ends no listener', async (_, text) => {
  for (const port of [apiPort(), edgePort(), pluginPort()]) {
    // What waits for more is left.
    await Promise.race([raw(port, text), raw(port, text, true)]);
  }
  await expectAlive();
});

test('a client that leaves in the middle of its body is no failure', async () => {
  const headers = 'content-length: 100\r\n';
  const host = `127.0.0.1:${apiPort()}`;
  await raw(apiPort(), request('POST /client/v4/graphql', host, headers + withToken(), '{'), true);
  await raw(edgePort(), request('POST /', 'www.example.com', headers, '{'), true);
  await expectAlive();
  expect(written).not.toHaveBeenCalled();
});

test('pipelined requests are answered in order', async () => {
  const first = 'GET /a HTTP/1.1\r\nhost: www.example.com\r\n\r\n';
  const answer = await raw(edgePort(), `${first}${request('GET /b', 'www.example.com')}`);
  expect(answer.match(/"url":"[^"]*"/g)).toEqual(['"url":"/a"', '"url":"/b"']);
});

test.each([
  ['lists in lists', '['.repeat(1_000_000), 400],
  ['objects in objects', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 400],
  ['brackets in a string', JSON.stringify({ query: '['.repeat(1000) }), 400],
  [
    'a long query',
    JSON.stringify({ query: `{viewer{${'a:zones(filter:{zoneTag:"x"}) '.repeat(10_000)}}}` }),
    400,
  ],
  ['a deep query', JSON.stringify({ query: '{a'.repeat(4000) }), 400],
  [
    'a string of a query that is no JSON',
    JSON.stringify({ query: '{viewer{zones(filter:{zoneTag:"\\q"})}}' }),
    400,
  ],
  ['a long string of a query', JSON.stringify({ query: `{a(b:"${'\\"'.repeat(2_000_000)}` }), 400],
])('the API answers a body with %s', async (_, body, status) => {
  const headers = `${withToken()}content-length: ${body.length}\r\n`;
  const sent = request('POST /client/v4/graphql', `127.0.0.1:${apiPort()}`, headers, body);
  const answer = await raw(apiPort(), sent);
  expect(statusOf(answer)).toBe(status);
  expect(answer).not.toContain('the sandbox failed');
  await expectAlive();
});

test.each([
  ['a form', 'application/x-www-form-urlencoded', '&a'],
  ['a list', 'application/json', '[],'],
])('the edge inspects %s of millions of values', async (_, type, unit) => {
  const body = unit.repeat(3_000_000);
  const headers = `content-type: ${type}\r\ncontent-length: ${body.length}\r\n`;
  const before = process.memoryUsage().heapUsed;
  expect(statusOf(await raw(edgePort(), request('POST /', 'www.example.com', headers, body)))).toBe(200);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
});

test('a web page changes nothing: neither by its own name nor across origins', async () => {
  const { api } = sandbox;
  const before = { requests: api.requests.length, state: api.state };
  const headers = 'origin: https://evil.example\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n';
  for (const path of ['/_sandbox/faults', '/client/v4/graphql', '/client/v4/zones']) {
    for (const host of [`127.0.0.1:${apiPort()}`, `evil.example:${apiPort()}`]) {
      const answer = await raw(apiPort(), request(`POST ${path}`, host, headers, '{}'));
      expect(statusOf(answer)).toBe(host.startsWith('evil') ? 421 : 401);
      expect(answer.toLowerCase()).not.toContain('access-control');
    }
  }
  for (const host of [`127.0.0.1:${edgePort()}`, `evil.example:${edgePort()}`]) {
    expect(statusOf(await raw(edgePort(), request('POST /?q=1+union+select+2', host, headers, '{}')))).toBe(
      409,
    );
  }
  expect({ requests: api.requests.length, state: api.state }).toEqual(before);
  expect(written).not.toHaveBeenCalled();
});

test('a fault whose headers cannot be sent is refused', async () => {
  for (const headers of [{ 'a b': 'c' }, { a: 'b\r\nc: d' }]) {
    const body = JSON.stringify({ operation: 'list-zones', headers });
    const sent = `${withToken()}content-length: ${body.length}\r\n`;
    const answer = await raw(
      apiPort(),
      request('POST /_sandbox/faults', `127.0.0.1:${apiPort()}`, sent, body),
    );
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('headers cannot be');
  }
  await expectAlive();
});
