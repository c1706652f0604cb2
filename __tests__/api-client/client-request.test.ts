import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendAsClient } from '../../lib/api-client';

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let origin = '';
let seen: Seen[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
      if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' });
      if (request.url === '/twice') response.setHeader('X-Twice', ['a', 'b']);
      response.end(request.url === '/long' ? 'x'.repeat(1_000_000) : 'short');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen = [];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const send = (target: string, more: object = {}) =>
  sendAsClient({ origin, method: 'GET', target, headers: [], body: undefined, ...more });

test.each(['/a/../b', '//a', '/a%2e%2e/b', '/a\\..\\b', '/a?b=/../c', '/x;/../a'])(
  'sends %s as it is, once and without a token',
  async (target) => {
    const headers = [['Host', 'app.example.com']] as const;
    expect(await send(target, { method: 'POST', headers, body: 'payload' })).toMatchObject({
      status: 200,
      body: 'short',
    });
    expect(seen).toMatchObject([
      { line: `POST ${target}`, headers: { host: 'app.example.com' }, body: 'payload' },
    ]);
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  },
);

test('follows no redirect, reads the beginning of a body, and every value of a header', async () => {
  expect(await send('/moved')).toMatchObject({ status: 302 });
  expect(seen).toHaveLength(1);
  const long = await send('/long');
  expect('body' in long && long.body.length).toBe(64 * 1024);
  const twice = await send('/twice');
  expect('headers' in twice && twice.headers.filter(([name]) => name === 'x-twice')).toEqual([
    ['x-twice', 'a'],
    ['x-twice', 'b'],
  ]);
});

test('a host that nobody listens on, and what no request can be, are a code', async () => {
  expect(await send('/', { origin: 'http://127.0.0.1:1' })).toEqual({ failure: 'ECONNREFUSED' });
  expect(await send('/a b')).toEqual({ failure: 'UND_ERR_INVALID_ARG' });
  expect(await send('/', { headers: [['x', 'secret\n']] })).toEqual({ failure: 'UND_ERR_INVALID_ARG' });
});
