import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../lib/sandbox';
import { startHttpServer } from '../../lib/sandbox/http-server';
import { ownOrigin } from '../../lib/sandbox/own-origin';
import { send } from './edge/edge';

test.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('%s is taken', (text, url) => {
  expect(ownOrigin(text)).toBe(url);
});

test.each([
  ['127.0.0.1:8080', 'must be an http URL'],
  ['https://127.0.0.1:8080', 'must be an http URL'],
  ['http://127.0.0.1.example.com', 'must be on this machine'],
  ['http://shop.example.com', 'must be on this machine'],
  ['http://192.168.0.1', 'must be on this machine'],
  ['http://127.0.0.1:8080/app', 'must be only a host and a port'],
  ['http://user@127.0.0.1:8080', 'must be only a host and a port'],
])('%s is refused', (text, problem) => {
  expect(() => ownOrigin(text)).toThrow(problem);
});

test('the edge passes requests on to it, and says so when nothing listens there', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'waf-exceptions-origin-'));
  const origin = await startHttpServer(
    async ({ url }, response) => {
      await Promise.resolve();
      response.writeHead(418).end(`mine: ${url ?? ''}`);
    },
    { name: 'the origin of this test' },
  );
  const sandbox = await startSandbox({
    directory,
    terraform: { path: '/usr/bin/terraform', version: '1.11.4' },
    environment: {},
    origin: origin.url,
  });
  try {
    const ask = () => send(sandbox.environment['WAF_SANDBOX_EDGE'] ?? '', { path: '/a?b=1' });
    expect(await ask()).toMatchObject({ status: 418, text: 'mine: /a?b=1' });
    await origin.close();
    expect(await ask()).toMatchObject({
      status: 521,
      text: expect.stringContaining('error code: 521') as string,
    });
  } finally {
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
