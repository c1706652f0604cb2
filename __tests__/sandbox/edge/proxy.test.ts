import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { startEdge } from '../../../lib/sandbox/edge';
import { endToEnd } from '../../../lib/sandbox/edge/end-to-end';
import { start } from './edge';

/** Sends bytes as they are, and gives what came back up to the end of the connection. */
function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let got = '';
    socket.on('data', (chunk: Buffer) => (got += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(got);
    });
    socket.write(text);
  });
}

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}

/** What the origin got of a request to www.example.com. */
async function echo(line: string, headers: string, body = ''): Promise<Echo> {
  const { url } = await start([]);
  const sent = `${line} HTTP/1.1\r\nHost: www.example.com\r\n${headers}Connection: close\r\n\r\n${body}`;
  const answer = await raw(url, sent);
  expect(answer).toMatch(/^(?:HTTP\/1\.1 100 Continue\r\n\r\n)?HTTP\/1\.1 200 /);
  return JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? '{}') as Echo;
}

const CHUNKED = 'Transfer-Encoding: chunked\r\n';

test.each([
  ['Trailer', `${CHUNKED}Trailer: x-sum\r\n`, '3\r\nabc\r\n0\r\nx-sum: 1\r\n\r\n'],
  ['Trailer without chunks', 'Trailer: x-sum\r\nContent-Length: 3\r\n', 'abc'],
  ['TE', 'TE: trailers\r\nContent-Length: 3\r\n', 'abc'],
  ['Keep-Alive', 'Keep-Alive: timeout=5\r\nContent-Length: 3\r\n', 'abc'],
  ['Proxy-Connection', 'Proxy-Connection: keep-alive\r\nContent-Length: 3\r\n', 'abc'],
  ['Proxy-Authorization', 'Proxy-Authorization: Basic eDp5\r\nContent-Length: 3\r\n', 'abc'],
  ['Upgrade', 'Upgrade: websocket\r\nContent-Length: 3\r\n', 'abc'],
  [
    'what Connection names',
    'Connection: X-Mine, TE\r\nX-Mine: 1\r\nTE: gzip\r\nContent-Length: 3\r\n',
    'abc',
  ],
  ['Expect', 'Expect: 100-continue\r\nContent-Length: 3\r\n', 'abc'],
])('the origin gets no %s, and the rest of the request', async (_, headers, body) => {
  const got = await echo('POST /a', `X-Kept: 1\r\n${headers}`, body);
  expect(got).toMatchObject({ method: 'POST', url: '/a', bytes: 3 });
  expect(Object.keys(got.headers).sort()).toEqual([
    'cf-connecting-ip',
    'cf-ray',
    'connection',
    'content-length',
    'host',
    'x-forwarded-proto',
    'x-kept',
  ]);
});

test('a client cannot speak for the edge', async () => {
  const { headers } = await echo(
    'GET /',
    'CF-Connecting-IP: 6.6.6.6\r\ncf-ray: x\r\nX-Forwarded-Proto: x\r\n',
  );
  expect(headers).toMatchObject({ 'cf-connecting-ip': '127.0.0.1', 'x-forwarded-proto': 'https' });
  expect(headers['cf-ray']).toMatch(/^[0-9a-f]{16}-SBX$/);
});

test.each(['POST', 'PUT', 'DELETE'])('%s with an empty body keeps its length', async (method) => {
  const { headers } = await echo(`${method} /`, 'Content-Length: 0\r\n');
  expect(headers['content-length']).toBe('0');
  expect(headers).not.toHaveProperty('transfer-encoding');
});

test('the host of a whole URL counts, and the header does not', async () => {
  const rules = [
    { action: 'block', expression: 'http.host eq "www.example.com" and http.request.uri eq "/a?b"' },
  ];
  const { url, api, log } = await start([{ phase: 'http_request_firewall_custom', rules }]);
  const sent = (target: string) => `GET ${target} HTTP/1.1\r\nHost: x.example\r\nConnection: close\r\n\r\n`;
  expect(await raw(url, sent('http://www.example.com/a?b'))).toMatch(/^HTTP\/1\.1 403 /);
  expect(api.state.events[0]).toMatchObject({
    clientRequestHTTPHost: 'www.example.com',
    clientRequestPath: '/a',
    clientRequestQuery: '?b',
  });
  expect(await raw(url, sent('HTTPS://www.example.com'))).toMatch(/^HTTP\/1\.1 200 /);
  expect(log).toEqual(['GET www.example.com/']);
});

test('two hosts are refused', async () => {
  const { url } = await start([]);
  const sent = 'GET / HTTP/1.1\r\nHost: www.example.com\r\nHost: x.example\r\nConnection: close\r\n\r\n';
  expect(await raw(url, sent)).toMatch(/^HTTP\/1\.1 400 /);
});

test('HTTP/1.0 is answered without chunks', async () => {
  const { url } = await start([]);
  const answer = await raw(url, 'GET / HTTP/1.0\r\nHost: www.example.com\r\n\r\n');
  expect(answer).toMatch(/\r\n\r\n\{.*\}$/s);
  expect(answer.toLowerCase()).not.toContain('transfer-encoding');
});

describe('an origin', () => {
  async function answerOf(handle: (request: IncomingMessage, response: ServerResponse) => void) {
    const { api } = await start([]);
    const origin = createServer(handle);
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
    const originUrl = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
    const edge = await startEdge({ api, originUrl });
    try {
      return await raw(edge.url, 'GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n');
    } finally {
      await edge.close();
      origin.closeAllConnections();
      await new Promise((resolve) => origin.close(resolve));
    }
  }

  test('keeps its headers, but those of its connection and of the edge', async () => {
    const answer = await answerOf((_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.writeHead(200, [
        ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Server', 'mine', 'X-Kept', '1'],
        ...['Connection', 'X-Mine', 'X-Mine', '1', 'Trailer', 'X-Sum', 'Transfer-Encoding', 'chunked'],
      ]);
      response.addTrailers({ 'X-Sum': '1' });
      response.end('done');
    });
    const [head = '', body] = answer.toLowerCase().split('\r\n\r\n');
    expect(head).toMatch(/^http\/1\.1 200 /);
    for (const line of ['set-cookie: a=1', 'set-cookie: b=2', 'x-kept: 1', 'server: cloudflare']) {
      expect(head).toContain(line);
    }
    for (const text of ['x-mine', 'trailer', 'server: mine', 'x-sum']) expect(head).not.toContain(text);
    expect(body).toContain('done');
  });

  test.each([
    [
      'before it answers',
      (_: IncomingMessage, response: ServerResponse) => response.destroy(),
      /^HTTP\/1\.1 520 .*error code: 520/s,
    ],
    [
      'in the middle of its answer',
      (_: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
      /^HTTP\/1\.1 200 .*half$/s,
    ],
  ])('that leaves %s ends the connection', async (_, handle, expected) => {
    expect(await answerOf(handle)).toMatch(expected);
  });
});

test('Connection cannot name away what a message needs', () => {
  const headers = [
    ['Connection', 'host, Content-Length, a'],
    ['Host', 'x'],
    ['Content-Length', '1'],
    ['A', '1'],
  ] as const;
  expect(endToEnd(headers)).toEqual([headers[1], headers[2]]);
});
