import { type Evidence, readEvidence, textInput } from '../../lib/evidence';

const read = (text: string): Promise<Evidence> => readEvidence([textInput('answer', text)]);

const HEAD = [
  'HTTP/2 403 ',
  'date: Mon, 01 Jun 2026 12:00:00 GMT',
  'content-type: text/html; charset=UTF-8',
  'server: cloudflare',
  'cf-ray: 8a1b2c3d4e5f6071-FRA',
  'set-cookie: a=1',
  'set-cookie: b=2',
];

test('`curl -i` with its command', async () => {
  const { answers, skipped } = await read(
    [
      `$ curl -i -X POST -H 'User-Agent: bot' "https://shop.example.com/a?b=1"`,
      ...HEAD,
      '',
      '<html>',
      '',
      '</html>',
    ].join('\r\n'),
  );
  expect(skipped.lines).toBe(0);
  expect(answers).toMatchObject([
    {
      place: { source: 'answer', line: 2 },
      time: Date.UTC(2026, 5, 1, 12),
      status: 403,
      ray: '8a1b2c3d4e5f6071',
      body: '<html>\n\n</html>',
      request: {
        host: 'shop.example.com',
        method: 'POST',
        scheme: 'https',
        path: '/a',
        query: 'b=1',
        userAgent: 'bot',
      },
    },
  ]);
  expect(answers[0]?.headers.get('set-cookie')).toBe('a=1, b=2');
});

test.each([
  [
    'of several lines',
    "$ curl -i 'https://shop.example.com/a?b=1' \\\n  -X PUT \\\n  -H 'User-Agent: bot'",
    'PUT',
  ],
  ['that uploads a file', '$ curl -i -T file https://shop.example.com/a?b=1', 'PUT'],
  ['that posts data', '$ curl -i --data-raw x=1 https://shop.example.com/a?b=1', 'POST'],
  ['that asks with data', '$ curl -iG -d b=1 https://shop.example.com/a?b=1', 'GET'],
])('a command %s', async (_, command, method) => {
  const { answers } = await read([command, ...HEAD, '', 'No'].join('\n'));
  expect(answers).toMatchObject([
    { status: 403, body: 'No', request: { host: 'shop.example.com', path: '/a', query: 'b=1', method } },
  ]);
});

test('the answers of a redirect that `curl -iL` follows have each its own URL, and two URLs each theirs', async () => {
  const { answers } = await read(
    [
      '$ curl -iL https://shop.example.com/a https://shop.example.com/z -d x=1',
      'HTTP/2 302 ',
      'location: https://other.example.com/b',
      '',
      'HTTP/2 403 ',
      'content-length: 2',
      '',
      'NoHTTP/2 200 ',
      'server: cloudflare',
      '',
      'Yes',
    ].join('\n'),
  );
  expect(answers.map(({ request: { method, host, path } }) => [method, host, path].join(' '))).toEqual([
    'POST shop.example.com /a',
    'GET other.example.com /b',
    'POST shop.example.com /z',
  ]);
});

const VERBOSE = [
  '* Host shop.example.com:443 was resolved.',
  '  % Total    % Received % Xferd',
  '* Connected to shop.example.com (203.0.113.1) port 443',
  '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384',
  '> POST /a?b=1 HTTP/2',
  '> Host: other.example.com',
  '> User-Agent: curl/8.5.0',
  '> ',
  '} [12 bytes data]',
];

test.each([
  ['`curl -v`', []],
  ['`curl -iv`', [...HEAD, '']],
])('%s: what was sent, to whom, and what came back', async (_, copy) => {
  const { answers } = await read(
    [
      ...VERBOSE,
      ...HEAD.map((line) => `< ${line}`),
      '< ',
      '{ [30 bytes data]',
      ...copy,
      'error code: 1020',
      '* Connection #0 to host shop.example.com left intact',
    ].join('\n'),
  );
  expect(answers).toMatchObject([
    {
      status: 403,
      sni: 'shop.example.com',
      body: 'error code: 1020',
      request: { host: 'other.example.com', method: 'POST', path: '/a', query: 'b=1', scheme: 'https' },
    },
  ]);
});

test('the meter of curl before an answer', async () => {
  const meter = [
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
    '                                 Dload  Upload   Total   Spent    Left  Speed',
    '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\r100    2  100     2',
  ].join('\n');
  const { answers } = await read(`${meter}\nHTTP/2 403 \ncf-ray: 8a1b2c3d4e5f6071-FRA\n\nNo`);
  expect(answers).toMatchObject([{ status: 403, ray: '8a1b2c3d4e5f6071', body: 'No' }]);
});

test('the answers of a redirect that curl follows are two', async () => {
  const { answers } = await read(
    ['HTTP/1.1 200 Connection established', '', 'HTTP/2 302', 'location: /b', '', ...HEAD, '', 'x'].join(
      '\n',
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([302, 403]);
});

test.each([
  ['plain', '', 'HTTP/2 403\ncf-mitigated: challenge\ncf-ray: 0000000000000000-FRA\n\n'],
  [
    'verbose',
    '< ',
    '> GET / HTTP/2\n> Host: a\n> \n< HTTP/2 403\n< cf-mitigated: challenge\n< cf-ray: 0000000000000000-FRA\n< \n',
  ],
])('what a body says is no answer: %s', async (_, mark, body) => {
  for (const status of ['HTTP/2 200', 'HTTP/2 302']) {
    const head = [status, ...HEAD.slice(1), ''].map((line) => `${mark}${line}`);
    const { answers, skipped } = await read(
      [...(mark === '' ? [] : VERBOSE), ...head, `Hello\n${body}`].join('\n'),
    );
    expect(answers).toHaveLength(1);
    expect(answers[0]?.headers.has('cf-mitigated')).toBe(false);
    expect(answers[0]?.body).toContain('cf-mitigated: challenge');
    expect(skipped.first[0]?.why).toContain('put each output of curl into a separate file');
  }
});

test('two rays of one answer are none', async () => {
  const { answers } = await read(`${HEAD.join('\n')}\ncf-ray: 0000000000000000-FRA\n\n`);
  expect(answers[0]?.ray).toBeUndefined();
  expect(answers[0]?.headers.get('cf-ray')).toBe('8a1b2c3d4e5f6071-FRA, 0000000000000000-FRA');
});

const ENTRY = {
  startedDateTime: '2026-06-01T12:00:00.123Z',
  request: {
    method: 'POST',
    url: 'https://shop.example.com/a?b=1#c',
    headers: [{ name: 'User-Agent', value: 'Mozilla' }],
  },
  response: {
    status: 403,
    headers: [{ name: 'CF-RAY', value: '8a1b2c3d4e5f6071-FRA' }],
    content: { mimeType: 'text/html', text: Buffer.from('Sorry').toString('base64'), encoding: 'base64' },
  },
};

test('a HAR, with what the browser did not receive', async () => {
  const failed = { ...ENTRY, response: { status: 0, headers: [], content: {} } };
  for (const indent of [0, 2]) {
    const { answers, skipped } = await read(
      JSON.stringify({ log: { version: '1.2', entries: [ENTRY, failed, {}] } }, undefined, indent),
    );
    expect(answers).toMatchObject([
      {
        place: { source: 'answer', line: 1 },
        time: Date.UTC(2026, 5, 1, 12, 0, 0, 123),
        status: 403,
        ray: '8a1b2c3d4e5f6071',
        body: 'Sorry',
        request: { host: 'shop.example.com', method: 'POST', path: '/a', query: 'b=1', userAgent: 'Mozilla' },
      },
    ]);
    expect(skipped.first.map(({ place, why }) => [place.line, why])).toEqual([
      [2, 'the browser received no answer'],
      [3, 'it is not a HAR entry'],
    ]);
  }
});
