import { explainCommand } from '../../lib/cli/commands/explain';
import { folderWith, run } from './stack-folder';

const REQUEST = ['--request', 'POST https://app.example.com/export?a=%C3%A9'];
const explain = (...words: readonly string[]) => run(explainCommand(), ...words);

test('tells the verdict, and marks the part that decides', async () => {
  const { stdout, exitCode } = await explain(
    'http.host eq "app.example.com" and (ip.src in {203.0.113.0/24} or http.user_agent eq "")',
    ...REQUEST,
    '--ip',
    '198.51.100.7',
    '--header',
    'User-Agent: curl/8',
  );
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    [
      'It does not match.',
      '',
      '  false    and',
      '  true       http.host eq "app.example.com"   (http.host is "app.example.com")',
      '  false      or',
      '> false        ip.src in {203.0.113.0/24}   (ip.src is 198.51.100.7)',
      '> false        http.user_agent eq ""   (http.user_agent is "curl/8")',
      '',
    ].join('\n'),
  );
});

test('tells what would decide', async () => {
  const { stdout, exitCode } = await explain(
    'cf.bot_management.score lt 30 or ip.src in $office or http.host matches r"(?u)\\p{age=6.0}"',
    ...REQUEST,
    '--ip',
    '198.51.100.7',
  );
  expect(exitCode).toBe(1);
  expect(stdout.split('\n').slice(0, 1)).toEqual(['Whether it matches is unknown.']);
  expect(stdout.split('\n').slice(-5)).toEqual([
    'What would decide it:',
    '  the field cf.bot_management.score',
    '  the contents of $office',
    expect.stringMatching(/^ {2}the regular expression \(\?u\)\\p\{age=6\.0\}: /),
    '',
  ]);
});

test.each<[string, readonly string[]]>([
  ['ssl', []],
  ['http.request.method eq "POST" and http.request.uri.query eq "a=%C3%A9"', []],
  [
    'http.request.headers["x-a"][0] eq "b: c" and len(http.request.headers["x-a"]) eq 2',
    ['--header', 'X-A: b: c ', '--header', 'x-a:'],
  ],
  ['http.request.body.raw eq "@"', ['--body', '@BODY']],
  ['http.request.body.raw eq "a@b"', ['--body', 'a@b']],
  ['http.request.body.truncated', ['--body', 'a@b', '--body-limit', '2']],
  ['cf.zone.plan eq "FREE"', ['--zone-plan', 'free']],
  ['http.request.headers.truncated', ['--header-limit', '0']],
  ['http.host eq "other.test"', ['--header', 'Host: other.test']],
  ['ip.src.country eq "DE"', ['--field', 'ip.src.country=DE']],
  ['ip.src.country eq "DE"', ['--field', 'ip.src.country="DE"']],
  [
    'cf.bot_management.score eq 30 and ssl',
    ['--field', 'cf.bot_management.score=30', '--field', 'ssl = true'],
  ],
  ['http.host eq "1=2"', ['--field', 'http.host=1=2']],
  ['any(cf.bot_management.detection_ids[*] eq 7)', ['--field', 'cf.bot_management.detection_ids=[1,7]']],
  ['ip.src in $office', ['--field', 'ip.src=192.0.2.1', '--list', '$office=192.0.2.0/24']],
  ['ip.src in $office', ['--ip', '192.0.2.1', '--list', 'office=192.0.2.1,', '--list', 'office=203.0.113.7']],
  ['not ip.src in $office', ['--ip', '192.0.2.1', '--list', 'office=']],
  ['ip.src.asnum in $partners', ['--field', 'ip.src.asnum=64496', '--list', 'partners=64496,64497']],
])('ends with 0 where it matches: %s', async (expression, words) => {
  const body = `@${folderWith({ body: '@' })}/body`;
  const { stdout, exitCode } = await explain(
    expression,
    ...REQUEST,
    ...words.map((word) => (word === '@BODY' ? body : word)),
  );
  expect(stdout.split('\n')[0]).toBe('It matches.');
  expect(exitCode).toBeUndefined();
});

test('a large body of nobody knows which plan is unknown, with the reason', async () => {
  const body = `@${folderWith({ body: `${'x'.repeat(200_000)}TAIL` })}/body`;
  const words = ['http.request.body.raw contains "TAIL"', ...REQUEST, '--body', body];
  const { stdout } = await explain(...words);
  expect(stdout.split('\n').slice(-3)).toEqual([
    'What would decide it:',
    '  the field http.request.body.raw: how much of a body of this size the rules see depends on the plan of the zone, or on its contract',
    '',
  ]);
  expect((await explain(...words, '--zone-plan', 'enterprise')).stdout).toMatch(/^It does not match\./);
  expect((await explain(...words, '--zone-plan', 'free')).stdout).toMatch(/^It matches\./);
  expect((await explain(...words, '--body-limit', '1000000')).stdout).toMatch(/^It matches\./);
});

test('prints the same as data', async () => {
  const { stdout, exitCode } = await explain('not ssl or cf.waf.score eq 5', ...REQUEST, '--format', 'json');
  const needs = [{ kind: 'field', name: 'cf.waf.score' }];
  expect(JSON.parse(stdout)).toEqual({
    verdict: 'unknown',
    needs,
    explanation: {
      expression: '(not ssl or cf.waf.score eq 5)',
      verdict: 'unknown',
      decides: true,
      values: [],
      needs,
      parts: [
        {
          expression: 'not ssl',
          verdict: false,
          decides: false,
          values: [],
          needs: [],
          parts: [
            {
              expression: 'ssl',
              verdict: true,
              decides: false,
              values: [{ name: 'ssl', shown: 'true' }],
              needs: [],
              parts: [],
            },
          ],
        },
        {
          expression: 'cf.waf.score eq 5',
          verdict: 'unknown',
          decides: true,
          values: [{ name: 'cf.waf.score', shown: 'unknown' }],
          needs,
          parts: [],
        },
      ],
    },
  });
  expect(exitCode).toBe(1);
});

test('shows what is wrong with an expression, and ends with 2', async () => {
  const write = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const { stdout, exitCode } = await explain('http.hots eq "\u001b[2J"', ...REQUEST);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(write.mock.calls).toEqual([
      [
        [
          'Filter parsing error (1:1):',
          '  http.hots eq "\ufffd[2J"',
          '  ^^^^^^^^^ unknown identifier `http.hots`',
          '  help: did you mean `http.host`?',
        ].join('\n'),
      ],
    ]);
  } finally {
    write.mockRestore();
  }
});

test.each(['text', 'json'])('shows no control character of a request as %s', async (format) => {
  const { stdout } = await explain(
    'http.request.headers["a"][0] eq "\u009b" or http.request.uri.path matches "(?u)\\b\u202e\u001b[2J]"',
    '--request',
    'GET https://a.test/\u001b[2J',
    '--header',
    'a: \u001b[2J\u202e',
    '--format',
    format,
  );
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test.each<[string, readonly string[], object]>([
  [
    'a request without a method',
    ['--request', 'https://a.test/'],
    {
      code: 'request/request-line',
      summary: '`--request` must be a method and a URL, got: `https://a.test/`',
      help: "write --request 'POST https://example.com/export'",
    },
  ],
  ['a URL with a blank', ['--request', 'GET https://a.test/ b'], { code: 'request/request-line' }],
  ['a method that is no token', ['--request', 'G(T https://a.test/'], { code: 'request/request-line' }],
  [
    'a URL of another scheme',
    ['--request', 'GET ftp://a.test/\u001b'],
    {
      code: 'context/url',
      summary: '`url` must be a URL with http or https, or a path, got: `ftp://a.test/\\u{1b}`',
    },
  ],
  ['a path without a host', ['--request', 'GET /x'], { code: 'context/host' }],
  ['an address with a length', [...REQUEST, '--ip', '10.0.0.0/8'], { code: 'context/address' }],
  [
    'a header without a colon',
    [...REQUEST, '--header', 'a b'],
    {
      code: 'request/header',
      summary: '`--header` must be a name, a colon and a value, got: `a b`',
      help: "write --header 'Content-Type: application/json'",
    },
  ],
  ['a header of two lines', [...REQUEST, '--header', 'a: b\nc: d'], { code: 'request/header' }],
  ['a header without a name', [...REQUEST, '--header', ': b'], { code: 'request/header' }],
  ['a missing file', [...REQUEST, '--body', '@/nonexistent'], { code: 'request/body' }],
  ['no request', [], { code: 'request/request-line', summary: '`--request` is missing' }],
  ['a misspelt `--request`', ['--requst', 'GET https://a.test/'], { code: 'commander.unknownOption' }],
  ['another format', [...REQUEST, '--format', 'yaml'], { code: 'commander.invalidArgument' }],
  ['another plan', [...REQUEST, '--zone-plan', 'gold'], { code: 'commander.invalidArgument' }],
  ['a limit that is none', [...REQUEST, '--body-limit', '1e3'], { code: 'commander.invalidArgument' }],
])('refuses %s', async (_title, words, refusal) => {
  await expect(explain('ssl', ...words)).rejects.toMatchObject(refusal);
});

test.each<[string, readonly string[], string]>([
  ['a field without a value', ['--field', 'ip.src.country'], 'request/field'],
  ['a field that does not exist', ['--field', 'ip.src.contry=DE'], 'context/unknown-field'],
  ['a number that is none', ['--field', 'cf.waf.score=high'], 'request/field'],
  ['null', ['--field', 'http.request.headers=null'], 'context/field-type'],
  ['a text for a number', ['--field', 'cf.waf.score="5"'], 'context/field-type'],
  ['a list without items', ['--list', 'office'], 'request/list'],
  ['a list whose name is none', ['--list', 'Office=192.0.2.1'], 'request/list'],
  ['a list of mixed items', ['--list', 'office=192.0.2.1,a.example.com'], 'context/list-item'],
])('refuses %s', async (_title, words, code) => {
  await expect(explain('true', ...REQUEST, ...words)).rejects.toMatchObject({ code });
});
