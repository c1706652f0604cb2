import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { cloudflareReader, sendAsClient } from '../../lib/api-client';

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
const given = VARIABLES.map((name) => [name, process.env[name]] as const);

let api: Server;
let proxy: Server;
const tunnels: string[] = [];

beforeAll(async () => {
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
  api = createServer((_request, response) => {
    response.end(JSON.stringify({ success: true, result: [{ id: 'a-zone' }] }));
  });
  const port = await listen(api);
  // Whatever host is asked for, the API of the test answers.
  proxy = createServer().on('connect', (request, client) => {
    tunnels.push(request.url ?? '');
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  process.env['HTTP_PROXY'] = `http://127.0.0.1:${await listen(proxy)}`;
  process.env['NO_PROXY'] = 'direct.invalid';
});

afterAll(() => {
  for (const [name, value] of given) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  for (const server of [proxy, api]) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

beforeEach(() => {
  tunnels.length = 0;
});

const zoneIds = (baseUrl: string) =>
  cloudflareReader({ token: 'read-token', baseUrl, wait: () => Promise.resolve() }).zoneIds(
    'example.com',
    undefined,
  );

test('the API is asked through the proxy of the environment', async () => {
  const warn = jest.spyOn(process, 'emitWarning');
  expect(await zoneIds('http://api.invalid')).toEqual(['a-zone']);
  expect(tunnels).toEqual(['api.invalid:80']);
  // Of undici's own state, which no user can change.
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('a host in NO_PROXY is asked directly', async () => {
  await expect(zoneIds('http://direct.invalid')).rejects.toThrow('cannot be reached');
  expect(tunnels).toEqual([]);
});

test('this machine is asked directly, as Terraform does', async () => {
  expect(await zoneIds(`http://127.0.0.1:${(api.address() as AddressInfo).port}`)).toEqual(['a-zone']);
  expect(tunnels).toEqual([]);
});

test('a request to any host goes through it too', async () => {
  const request = { method: 'GET', target: '/a/../b', headers: [], body: undefined };
  expect(await sendAsClient({ ...request, origin: 'http://app.invalid' })).toMatchObject({ status: 200 });
  expect(tunnels).toEqual(['app.invalid:80']);
});
