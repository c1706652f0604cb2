import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { cloudflareReader } from '../../lib/api-client';

const TOKEN = 'q7Zk9xWb2LmPq4TnR8sYd6UfHgJ3cKe5Aa0_-tVu';

/** What a proxy makes of the header that carries the token. */
const ECHOES: readonly (readonly [title: string, echo: (header: string) => string])[] = [
  ['as it is', (header) => header],
  ['as Base64', (header) => Buffer.from(header).toString('base64')],
  ['in a URL', (header) => encodeURIComponent(header)],
  ['in part', (header) => header.slice(0, 20)],
];

let server: Server;
let echo: (header: string) => string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const said = echo(request.headers.authorization ?? '');
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ success: false, errors: [{ code: 9109, message: `refused: ${said}` }], result: said }),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`;

/** Nothing of the token, in the forms of the echoes. */
function expectHidden(text: string): void {
  expect(text).toContain('[redacted]');
  for (const form of [TOKEN, Buffer.from(`Bearer ${TOKEN}`).toString('base64').slice(10, -4)]) {
    for (let start = 0; start + 8 <= form.length; start++) {
      expect(text).not.toContain(form.slice(start, start + 8));
    }
  }
}

test.each(ECHOES)('an API that repeats the token %s does not get it into an error', async (_, how) => {
  echo = how;
  const reader = cloudflareReader({ token: TOKEN, baseUrl: baseUrl(), wait: () => Promise.resolve() });
  const error = await reader.rulesets('0'.repeat(32)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expectHidden((error as Error).message);
});

test('nor into what a command prints', async () => {
  echo = (header) => header;
  const words = ['trace', '--live', 'example.com', '--request', 'GET https://www.example.com/'];
  const printed = await new Promise<string>((done) => {
    execFile(
      process.execPath,
      ['-r', 'ts-node/register', 'lib/cli/main.ts', ...words],
      {
        cwd: resolve(__dirname, '../..'),
        env: { ...process.env, CLOUDFLARE_API_TOKEN: TOKEN, CLOUDFLARE_BASE_URL: baseUrl() },
      },
      (_error, stdout, stderr) => {
        done(stdout + stderr);
      },
    );
  });
  expectHidden(printed);
});
