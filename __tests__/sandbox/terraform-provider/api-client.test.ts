import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient } from '../../../lib/sandbox/terraform-provider/api/api-client';
import { goJson, goJsonError } from '../../../lib/sandbox/terraform-provider/api/go-json';
import { goQuery } from '../../../lib/sandbox/terraform-provider/api/go-url';
import { isTransient, retryDelay } from '../../../lib/sandbox/terraform-provider/api/retry';

async function withServer<T>(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (baseUrl: string) => Promise<T>,
): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const client = (baseUrl: string) => new ApiClient(baseUrl, 'token', { terraformVersion: '1.11.4' });

describe('request', () => {
  test('carries the headers of the real provider', async () => {
    const headers = await withServer(
      (request, response) => response.end(JSON.stringify({ result: request.headers })),
      (baseUrl) =>
        client(baseUrl).result({ method: 'POST', path: '/x', body: { a: '<' }, timeoutSeconds: 10 }),
    );
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer token',
      'content-length': '14',
      'content-type': 'application/json',
      'user-agent': 'terraform-provider-cloudflare/5.14.0 terraform-plugin-framework/1.15.0 terraform/1.11.4',
      'x-stainless-retry-count': '0',
      'x-stainless-timeout': '10',
    });
    expect(headers).not.toHaveProperty('connection');
  });

  test('reads integers that a JavaScript number cannot hold', async () => {
    const [result, envelope] = await withServer(
      (_request, response) => response.end('{"result":{"count":9007199254740993,"size":1.5}}'),
      async (baseUrl) => [
        await client(baseUrl).result({ method: 'GET', path: '/x' }),
        await client(baseUrl).envelope({ method: 'GET', path: '/x' }),
      ],
    );
    expect(result).toEqual({ count: 9007199254740993n, size: 1.5 });
    expect(envelope).toEqual({ result });
  });

  test('counts its retries and gives up after three attempts', async () => {
    const counts: unknown[] = [];
    const failure = withServer(
      (request, response) => {
        counts.push(request.headers['x-stainless-retry-count']);
        response.writeHead(503, { 'retry-after-ms': '1' }).end('{"errors":[]}');
      },
      (baseUrl) => client(baseUrl).send({ method: 'PUT', path: '/x', body: {} }),
    );
    await expect(failure).rejects.toThrow(
      /^PUT "http.*\/client\/v4\/x": 503 Service Unavailable \{"errors":\[\]\}$/,
    );
    expect(counts).toEqual(['0', '1', '2']);
  });

  test('that runs out of time is an error at once', async () => {
    let attempts = 0;
    const failure = withServer(
      () => {
        attempts++;
      },
      (baseUrl) => client(baseUrl).send({ method: 'GET', path: '/x', timeoutSeconds: 0.05 }),
    );
    await expect(failure).rejects.toThrow('context deadline exceeded');
    expect(attempts).toBe(1);
  });
});

describe('retry', () => {
  test.each([
    [400, {}, false],
    [404, {}, false],
    [408, {}, true],
    [409, {}, true],
    [429, {}, true],
    [500, {}, true],
    [599, {}, true],
    [500, { 'x-should-retry': 'false' }, false],
    [400, { 'x-should-retry': 'true' }, true],
  ])('status %d with %j: %s', (status, headers, expected) => {
    expect(isTransient(status, headers)).toBe(expected);
  });

  test.each([
    [0, {}, 375, 500],
    [1, {}, 750, 1000],
    [0, { 'retry-after': '2' }, 2000, 2000],
    [0, { 'retry-after': '65' }, 375, 500],
    [0, { 'retry-after-ms': '7' }, 7, 7],
  ])('after attempt %d with %j it waits %d to %d ms', (attempt, headers, min, max) => {
    const delay = retryDelay(attempt, headers);
    expect(delay).toBeGreaterThanOrEqual(min);
    expect(delay).toBeLessThanOrEqual(max);
  });
});

describe('spelling of Go', () => {
  test('JSON has sorted keys and escaped angle brackets', () => {
    expect(goJson({ b: '<a> & "c"', a: [1, true, null, { z: {}, y: [] }] })).toBe(
      '{"a":[1,true,null,{"y":[],"z":{}}],"b":"\\u003ca\\u003e \\u0026 \\"c\\""}',
    );
  });

  test.each([
    ['{"result":[{"id":', 'unexpected EOF'],
    ['', 'EOF'],
    ['<html>', "invalid character '<' looking for beginning of value"],
    ['{"result":null}', null],
  ])('%j is no JSON: %s', (text, expected) => {
    expect(goJsonError(text)).toBe(expected);
  });

  test('queries are sorted and escaped', () => {
    expect(goQuery({ search: '', per_page: '500', name: "a b*'" })).toBe(
      'name=a+b%2A%27&per_page=500&search=',
    );
  });
});
