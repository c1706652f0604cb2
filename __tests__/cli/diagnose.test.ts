import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { diagnoseCommand } from '../../lib/cli/commands/diagnose';
import { BLOCK_PAGE, curl, event, events, OTHER_RAY, RAY, row } from '../diagnosis/cases/evidence';
import { folderWith, run } from './stack-folder';

const TOKEN = 'a-token-that-is-not-shown';
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
  for (const name of ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_BASE_URL', 'CI'])
    Reflect.deleteProperty(process.env, name);
});
beforeEach(() => {
  Reflect.deleteProperty(process.env, 'CI');
});

const diagnose = (...words: readonly string[]) => run(diagnoseCommand(), ...words);

function files(content: Readonly<Record<string, string>>): readonly string[] {
  const folder = folderWith(content);
  return Object.keys(content).map((name) => join(folder, name));
}

/** The requests of the JSON. */
async function requests(...words: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { stdout, exitCode } = await diagnose(...words, '--format', 'json');
  expect(exitCode).toBeUndefined();
  return (JSON.parse(stdout) as { readonly requests: readonly Readonly<Record<string, unknown>>[] }).requests;
}

test('an answer and its event, in sentences', async () => {
  const { stdout, exitCode } = await diagnose(
    ...files({ 'answer.txt': curl(403, {}, BLOCK_PAGE), 'events.json': events(event()) }),
  );
  expect(exitCode).toBeUndefined();
  expect(stdout).toContain("Cloudflare's edge answered (proven): managed rules, action block.");
  expect(stdout).toContain('If these requests are legitimate, an exception helps');
  expect(stdout).toContain('SQLi - Comment');
});

test('that it cannot be told is an answer', async () => {
  const { stdout, exitCode } = await diagnose(...files({ 'answer.txt': curl(403) }), '--format', 'markdown');
  expect(exitCode).toBeUndefined();
  expect(stdout).toContain('**It is not clear who answered.**');
  expect(stdout).toContain('To know more:');
});

const LOG = {
  'requests.ndjson': [row(), row({ RayID: OTHER_RAY, ClientRequestPath: '/other' }), ''].join('\n'),
};

test.each([
  ['a ray', `${OTHER_RAY}-FRA`],
  ['a ray in upper case', OTHER_RAY.toUpperCase()],
  ['a URL', 'https://shop.example.com/other?x=1'],
])('%s selects', async (_, word) => {
  expect(await requests(word, ...files(LOG))).toMatchObject([{ ray: OTHER_RAY, answeredBy: 'edge' }]);
});

test('a URL goes with an answer that does not say its own', async () => {
  const [file = ''] = files({ 'answer.txt': curl(403, {}, BLOCK_PAGE).replace(/^\$ curl.*\n/, '') });
  expect(await requests('https://shop.example.com/other', file)).toMatchObject([
    { ray: RAY, answeredBy: 'edge' },
  ]);
});

test('a ray that is not there is answered too', async () => {
  expect(await requests('ffffffffffffffff', ...files(LOG))).toMatchObject([
    { ray: 'ffffffffffffffff', answeredBy: 'unknown', certainty: 'none', remedy: 'unknown' },
  ]);
});

test('columns and formats of logs that do not say them', async () => {
  const [csv = '', log = ''] = files({
    'events.csv': `${RAY};block;firewallcustom;403\n`,
    'access.log': `403 ${RAY}-FRA "POST /a HTTP/1.1"\n`,
  });
  const columns = ['--columns', 'RayID, Action, Source, EdgeResponseStatus', '--delimiter', ';'];
  expect(await requests(csv, ...columns)).toMatchObject([{ ray: RAY, remedy: 'custom-rule' }]);
  expect(await requests(log, '--log-format', '$status $http_cf_ray "$request"')).toMatchObject([
    { ray: RAY, answeredBy: 'origin', certainty: 'proof' },
  ]);
});

test('`--group` counts every row by what answered it', async () => {
  const log = [
    ...Array.from({ length: 3 }, () =>
      row({ SecurityAction: 'block', SecurityRuleID: 'x', SampleInterval: 10 }),
    ),
    row({ SecurityAction: '', EdgeResponseStatus: 200, OriginResponseStatus: 200, SampleInterval: 7 }),
    row({ SecurityAction: 'log', SecurityRuleID: 'y', EdgeResponseStatus: 403, OriginResponseStatus: 403 }),
    row({ SecurityAction: '', EdgeResponseStatus: 200, OriginResponseStatus: 0, CacheCacheStatus: 'hit' }),
    row({ SecurityAction: 'block', SecurityRuleID: 'x' }).slice(0, 100),
  ].join('\n');
  const [file = ''] = files({ 'requests.ndjson': log });
  const { stdout } = await diagnose('--group', file, '--format', 'json');
  const place = { host: 'shop.example.com', path: '/admin/export' };
  expect(JSON.parse(stdout)).toMatchObject({
    isSampled: true,
    groups: [
      { ...place, count: 30, answeredBy: 'edge', action: 'block', rule: 'x', status: null },
      { ...place, count: 7, answeredBy: 'origin', action: null, status: 200, remedy: 'none' },
      { ...place, count: 1, answeredBy: 'origin', status: 403, remedy: 'origin' },
      { ...place, count: 1, answeredBy: 'edge', product: 'cache', status: 200 },
    ],
    skipped: { lines: 1 },
  });
  // Events tell of the same requests.
  const [more = ''] = files({ 'events.json': events(event()) });
  const text = (await diagnose('--group', file, more)).stdout;
  expect(text).toContain(
    '30 requests were ended by rules and products of the edge:\n30 requests: shop.example.com/admin/export, block',
  );
  expect(text).toContain('1 request was answered with an error by others:\n');
  expect(text).toContain('7 requests: shop.example.com/admin/export, 200 from the origin\n');
  expect(text).toContain('1 request: shop.example.com/admin/export, 200 from the edge (cache)\n');
  expect(text).toContain('the numbers are estimates');
  await expect(diagnose('--group', file, RAY)).rejects.toThrow('cannot be combined with a ray id or URL');
});

test.each([
  [[], 'no input to diagnose'],
  [['/no/such/file'], 'there is no file with this name'],
  [['/'], 'it is a folder'],
  [[`${__filename}/x`], 'there is no file with this name'],
  [['x'.repeat(5000)], 'its name is too long'],
  [['--delimiter', '', 'x'], 'must be a text other than quotes'],
  [['--delimiter', '"', 'x'], 'must be a text other than quotes'],
  [['--columns', 'RayID,,Action', 'x'], 'has a column without a name'],
])('%j is not read', async (words, message) => {
  await expect(diagnose(...words)).rejects.toThrow(message);
});

const ENCRYPTED =
  'AzTY6FHajXYXuDMUte82wrd+1n5CEHPoydYiyd3FMg5IEQAAAAAAAAA0lOhGXBclw8pWU5jbbYuepSIJN5JohTtZekLliJBlVWk=';
const PAYLOAD = {
  'key.txt': 'uBS5eBttHrqkdY41kbZPdvYnNz8Vj0TvKIUpjB1y/GA=\n',
  'events.json': events(event({ metadata: [{ key: 'encrypted_matched_data', value: ENCRYPTED }] })),
};

test('a matched payload is shown only where it is asked for, and in CI only twice', async () => {
  const [key = '', file = ''] = files(PAYLOAD);
  expect((await diagnose(file)).stdout).not.toContain('test matched data');
  const asked = ['--matched-payloads', key];
  expect((await diagnose(file, ...asked)).stdout).toContain('it matched test matched data');
  expect(await requests(file, ...asked)).toMatchObject([
    { rules: [{ matchedPayload: 'test matched data' }] },
  ]);
  process.env['CI'] = 'true';
  await expect(diagnose(file, ...asked)).rejects.toThrow('CI logs keep it');
  expect((await diagnose(file, ...asked, '--payloads-in-ci')).stdout).toContain('test matched data');
});

/** An API that has one zone and these events, and keeps the queries. */
async function api(rows: readonly object[]): Promise<readonly { readonly variables: object }[]> {
  const queries: { readonly variables: object }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      expect(request.headers.authorization).toBe(`Bearer ${TOKEN}`);
      response.setHeader('content-type', 'application/json');
      response.setHeader('date', new Date().toUTCString());
      if (request.method === 'GET') {
        const isZone = request.url?.includes('name=example.com') === true;
        const result = isZone ? [{ id: 'a'.repeat(32), name: 'example.com' }] : [];
        response.end(
          JSON.stringify({
            success: true,
            errors: [],
            messages: [],
            result,
            result_info: {
              page: 1,
              per_page: 50,
              total_pages: 1,
              count: result.length,
              total_count: result.length,
            },
          }),
        );
        return;
      }
      const query = JSON.parse(body) as { readonly query: string; readonly variables: object };
      const isSettings = query.query.includes('settings');
      if (!isSettings) queries.push(query);
      const zone = isSettings
        ? {
            settings: {
              firewallEventsAdaptive: {
                maxDuration: 10_000_000,
                maxNumberOfFields: 30,
                maxPageSize: 10_000,
                notOlderThan: 2_678_400,
                availableFields: null,
              },
            },
          }
        : { firewallEventsAdaptive: rows };
      response.end(JSON.stringify({ data: { viewer: { zones: [zone] } }, errors: null }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  process.env['CLOUDFLARE_BASE_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['CLOUDFLARE_API_TOKEN'] = TOKEN;
  return queries;
}

test('a ray is looked up in the zone', async () => {
  const queries = await api([event({ datetime: new Date().toISOString() })]);
  expect(await requests(RAY, '--live', 'example.com')).toMatchObject([
    { ray: RAY, answeredBy: 'edge', certainty: 'proof' },
  ]);
  expect(queries).toMatchObject([{ variables: { zone: 'a'.repeat(32), ray: RAY } }]);
});

test('the zone of a URL is found by its host', async () => {
  const queries = await api([event({ datetime: new Date().toISOString() })]);
  expect(await requests('https://shop.example.com/admin/export')).toMatchObject([
    { ray: RAY, certainty: 'proof' },
  ]);
  expect(queries).toMatchObject([{ variables: { host: 'shop.example.com', path: '/admin/export' } }]);
});

test('an answer is completed by the events of its ray', async () => {
  await api([event({ source: 'rateLimit' })]);
  expect(await requests('--live', 'example.com', ...files({ 'answer.txt': curl(429) }))).toMatchObject([
    { ray: RAY, answeredBy: 'edge', remedy: 'rate-limiting' },
  ]);
});

test('a ray without an event cannot be told, and that it was asked for is said', async () => {
  await api([]);
  const { stdout } = await diagnose(RAY, '--live', 'example.com');
  expect(stdout).toContain('It is not clear who answered.');
  expect(stdout).toContain('The zone has no Security Event for this request since ');
  expect(stdout).not.toContain(TOKEN);
  expect(stdout).not.toContain('--live <zone>');
});

test.each(['text', 'markdown'])(
  'a URL without an event says how far back was asked, in %s',
  async (format) => {
    const queries = await api([]);
    const { stdout } = await diagnose('https://shop.example.com/admin/export', '--format', format);
    expect(stdout).toContain('a URL is looked up in the last day only');
    const [asked] = queries as readonly {
      readonly variables: { readonly from: string; readonly to: string };
    }[];
    const { from = '', to = '' } = asked?.variables ?? {};
    // The end is rounded up to a whole second.
    expect(Math.floor((Date.parse(to) - Date.parse(from)) / 3_600_000)).toBe(24);
  },
);

test('a ray alone does not say its zone', async () => {
  await api([]);
  await expect(diagnose(RAY)).rejects.toThrow('the zone of a ray id is not known');
  await expect(diagnose('https://shop.example.org/a')).rejects.toThrow('no zone, or more than one');
});
