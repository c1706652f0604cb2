import { type Evidence, readEvidence, type ReadOptions, textInput } from '../../lib/evidence';

const read = (text: string, options?: ReadOptions): Promise<Evidence> =>
  readEvidence([textInput('log', text)], options);

const COMBINED =
  '203.0.113.7 - - [01/Jun/2026:14:00:00 +0200] "POST /a?b=1 HTTP/1.1" 403 12 "-" "curl/8 \\x22x\\x22"';

const REQUEST = { method: 'POST', path: '/a', query: 'b=1', clientIp: '203.0.113.7' };

test.each<[string, string, string | undefined, ReadOptions]>([
  ['combined', COMBINED, undefined, {}],
  ['combined with a ray at its end', `${COMBINED} "8a1b2c3d4e5f6071-FRA" 0.003`, '8a1b2c3d4e5f6071', {}],
  [
    'JSON',
    JSON.stringify({
      time_iso8601: '2026-06-01T14:00:00+02:00',
      remote_addr: '203.0.113.7',
      request: 'POST /a?b=1 HTTP/1.1',
      status: '403',
      http_cf_ray: '8a1b2c3d4e5f6071-FRA',
    }),
    '8a1b2c3d4e5f6071',
    {},
  ],
  [
    'JSON of Caddy',
    JSON.stringify({
      ts: 1780315200.5,
      request: {
        remote_ip: '203.0.113.7',
        method: 'POST',
        uri: '/a?b=1',
        headers: { 'Cf-Ray': ['8a1b2c3d4e5f6071-FRA'] },
      },
      status: 403,
    }),
    '8a1b2c3d4e5f6071',
    {},
  ],
  [
    'a format of its own',
    '[01/Jun/2026:14:00:00 +0200] 403 | 502, 403 | "POST /a?b=1 HTTP/1.1" ray=8a1b2c3d4e5f6071-FRA 203.0.113.7;',
    '8a1b2c3d4e5f6071',
    {
      logFormat: `log_format main '[$time_local] $status | $upstream_status | "$request" '\n  'ray=\${http_cf_ray} $remote_addr;';`,
    },
  ],
  [
    'JSON with names of its own',
    '{"s":403,"r":"POST /a?b=1 HTTP/1.1","t":"2026-06-01T14:00:00+02:00","ip":"203.0.113.7"}',
    undefined,
    { logFormat: '{"s":$status,"r":"$request","t":"$time_iso8601","ip":"$remote_addr"}' },
  ],
])("the origin's access log: %s", async (_, line, ray, options) => {
  const { originEntries, skipped } = await read(`${line}\n`, options);
  expect(skipped.lines).toBe(0);
  expect(originEntries).toMatchObject([{ status: 403, ray, request: REQUEST }]);
  expect(Math.floor((originEntries[0]?.time ?? 0) / 1000)).toBe(Date.UTC(2026, 5, 1, 12) / 1000);
});

test('a user agent cannot invent a ray', async () => {
  const { originEntries } = await read(
    COMBINED.replace('\\x22x\\x22', '\\" \\"8a1b2c3d4e5f6071\\" 8a1b2c3d4e5f6071-FRA'),
  );
  expect(originEntries).toMatchObject([
    { ray: undefined, request: { userAgent: expect.any(String) as string } },
  ]);
});

test('an empty user agent, and what the application answered', async () => {
  const { originEntries } = await read(
    '203.0.113.7 "GET / HTTP/1.1" 502 - 504 : 502 "-"\n203.0.113.7 "GET / HTTP/1.1" 403 - - "-"\n',
    { logFormat: '$remote_addr "$request" $status - $upstream_status "$http_user_agent"' },
  );
  expect(
    originEntries.map(({ status, upstreamStatus, request }) => [status, upstreamStatus, request.userAgent]),
  ).toEqual([
    [502, 502, ''],
    [403, undefined, ''],
  ]);
});

test('the error logs of nginx and gunicorn, beside access lines', async () => {
  const { originErrors, originEntries, skipped } = await read(
    [
      '2026/06/01 12:00:00 [error] 7#7: *1 limiting requests, excess: 5.6 by zone "api", client: 203.0.113.7, server: shop.example.com, request: "POST /a?b=1 HTTP/1.1", host: "shop.example.com"',
      COMBINED,
      '[2026-06-01 14:00:01 +0200] [12] [CRITICAL] WORKER TIMEOUT (pid:34)',
      'Traceback (most recent call last):',
      '  File "x.py", line 1, in <module>',
      'SystemExit: 1',
      'what is this',
    ].join('\n'),
  );
  expect(originErrors).toMatchObject([
    {
      program: 'nginx',
      time: Date.UTC(2026, 5, 1, 12),
      message: 'limiting requests, excess: 5.6 by zone "api"',
      request: { ...REQUEST, host: 'shop.example.com' },
    },
    { program: 'gunicorn', time: Date.UTC(2026, 5, 1, 12, 0, 1), message: 'WORKER TIMEOUT (pid:34)' },
  ]);
  expect(originEntries).toHaveLength(1);
  expect(skipped.first.map(({ place }) => place.line)).toEqual([7]);
});

test.each([
  ['$remote_addr', 'it has no $status'],
  ['plain', 'it names no variable'],
  ['$status$request', 'nothing separates $status from the next variable'],
])('the format %j is refused', async (logFormat, why) => {
  await expect(read(COMBINED, { logFormat })).rejects.toThrow(`\`--log-format\` cannot be used: ${why}`);
});

test('a text that is nothing is refused, with what may be missing', async () => {
  await expect(read('a,b\nc,d\n')).rejects.toThrow(
    '`log` cannot be read: its format is unknown; CSV needs `--columns`, and other logs need `--log-format` [evidence/unreadable]',
  );
});

const CSV = [
  '8a1b2c3d4e5f6071,1780315200123456789,block,firewallmanaged,"x ""y"", z","{""version"":""1""}",403',
  'too,short',
  '8a1b2c3d4e5f6072,1780315200,log,firewallcustom,,{},200',
].join('\n');
const COLUMNS = ['RayID', 'Datetime', 'Action', 'Source', 'Description', 'Metadata', 'EdgeResponseStatus'];

test.each<[string, string, ReadOptions]>([
  ['without a header', CSV, { columns: COLUMNS }],
  ['with a header', `${COLUMNS.join(',')}\n${CSV}`, {}],
  ['with tabs', CSV.replace(/,(?! z)/g, '\t'), { columns: COLUMNS, delimiter: '\t' }],
])('CSV %s', async (_, text, options) => {
  const { events, skipped } = await read(text, options);
  expect(events).toMatchObject([
    { action: 'block', description: 'x "y", z', edgeStatus: 403, metadata: new Map([['version', '1']]) },
    { action: 'log', source: 'firewallCustom', description: undefined, edgeStatus: 200 },
  ]);
  expect(skipped.first[0]?.why).toBe('it has 2 fields, but `--columns` names 7');
});

test("beside CSV, an origin's log is known by its lines", async () => {
  const { events, originEntries } = await readEvidence([textInput('a', CSV), textInput('b', COMBINED)], {
    columns: COLUMNS,
  });
  expect([events.length, originEntries.length]).toEqual([2, 1]);
});
