import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { answerCase } from '../../lib/cli/evaluate/answer-case';
import { MAX_LINE_BYTES, readLines } from '../../lib/cli/evaluate/read-lines';
import { KNOWN_GAPS } from '../rules-language/conformance/known-gaps';
import { VECTORS } from '../rules-language/conformance/vectors';

const COMMAND = ['-r', 'ts-node/register', join(__dirname, '../../lib/cli/main.ts'), 'evaluate'];

function answerOf(line: unknown): unknown {
  return JSON.parse(answerCase(typeof line === 'string' ? line : JSON.stringify(line)));
}

/** The answers to a text that arrives in these chunks. */
async function answersTo(...chunks: readonly (string | Uint8Array)[]): Promise<readonly unknown[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  }
  const answers: unknown[] = [];
  for await (const lines of readLines(source())) {
    answers.push(...lines.map((line) => JSON.parse(answerCase(line)) as unknown));
  }
  return answers;
}

const errorOf = (code: string, message: unknown = expect.any(String), line = 1, col = 1) => ({
  error: { code, line, col, message },
});
const TRUE = { verdict: true };
const FALSE = { verdict: false };

describe('the committed vectors', () => {
  const judged = VECTORS.filter(({ id }) => !KNOWN_GAPS.has(id));

  test.each(judged.map((vector) => [vector.id, vector.expr, vector]))('%i: %s', (_id, _text, vector) => {
    const { error, verdict } = vector;
    const expected =
      error === undefined
        ? { verdict }
        : errorOf(expect.stringMatching(/^expression\//) as string, undefined, error.line, error.col);
    // The whole line, with keys that are none of ours.
    expect(answerOf(vector)).toEqual(expected);
  });

  test.each(VECTORS.filter(({ id }) => KNOWN_GAPS.has(id)).map((vector) => [vector.id, vector]))(
    '%i is a known gap',
    (_id, vector) => {
      expect(answerOf(vector)).not.toEqual({ verdict: vector.verdict });
    },
  );
});

describe('ctx', () => {
  const MANY = 'any(http.request.headers["x"][*] eq "b")';
  test.each<[string, object, unknown]>([
    ['http.host eq "é"', { 'http.host': 'é' }, TRUE],
    [String.raw`http.host eq "\xff\x00"`, { 'http.host': [255, 0] }, TRUE],
    ['http.host eq ""', { 'http.host': [] }, TRUE],
    ['http.host eq ""', {}, FALSE],
    ['http.host ne ""', {}, FALSE],
    ['not ssl', {}, TRUE],
    [MANY, { 'http.request.headers': { x: ['a', 'b'] } }, TRUE],
    [MANY, { 'http.request.headers': { x: ['a', [98]] } }, TRUE],
    [MANY, { 'http.request.headers': {} }, FALSE],
    [
      'http.request.headers["__proto__"][0] eq "a"',
      JSON.parse('{"http.request.headers":{"__proto__":["a"]}}') as object,
      TRUE,
    ],
    ['any(http.request.headers.names[*] eq "b")', { 'http.request.headers.names': ['a', 'b'] }, TRUE],
    ['ip.src in {::/0}', { 'ip.src': '::ffff:10.1.2.3' }, TRUE],
    ['cf.waf.score eq -3', { 'cf.waf.score': -3 }, TRUE],
    ['cf.waf.score eq 1000', { 'cf.waf.score': 1e3 }, TRUE],
    ['ip.src in $office', { 'ip.src': '10.1.2.3' }, FALSE],
    ['not ip.src in $office', { 'ip.src': '10.1.2.3' }, TRUE],
    ['ip.geoip.country eq "AT"', { 'ip.src.country': 'AT' }, TRUE],
    ['true', {}, TRUE],
  ])('%s on %j', (expr, ctx, expected) => {
    expect(answerOf({ expr, ctx })).toEqual(expected);
  });

  test('a list has the items that are given', () => {
    const of = (lists: unknown) =>
      answerOf({ expr: 'ip.src in $office', ctx: { 'ip.src': '10.1.2.3' }, lists });
    expect(of({ office: ['10.0.0.0/8'] })).toEqual(TRUE);
    expect(of({ other: ['10.0.0.0/8'] })).toEqual(FALSE);
    expect(of({ office: '10.0.0.0/8' })).toEqual(errorOf('case/shape'));
    expect(of({ office: ['x/8'] })).toEqual(errorOf('context/list-item'));
  });

  test.each([
    ['9223372036854775807', '9223372036854775807', TRUE],
    ['9223372036854775806', '9223372036854775807', FALSE],
    ['-9223372036854775808', '-9223372036854775808', TRUE],
    ['9007199254740993', '9007199254740993', TRUE],
    ['9223372036854775808', '1', errorOf('context/field-type')],
    ['1234567890123456.5', '1', errorOf('context/field-type')],
    ['01234567890123456', '1', errorOf('case/json')],
  ])('the integer %s is exact', (written, literal, expected) => {
    const text = '"\\"1234567890123456\\\\"';
    const line = `{"n":${text},"expr":"cf.waf.score eq ${literal}","ctx":{"cf.waf.score":${written},"http.host":${text}}}`;
    expect(answerOf(line)).toEqual(expected);
  });

  test.each<[object, string, unknown?]>([
    [{ 'http.hots': 'a' }, 'context/unknown-field', 'unknown field, got: `http.hots`'],
    [{ toString: 'a' }, 'context/unknown-field'],
    [{ 'http.host': 1 }, 'context/field-type', '`http.host` takes a text or a Uint8Array, got: `1`'],
    [
      { 'http.host': null },
      'context/field-type',
      '`http.host` takes one value, got: `null`: leave out a field that the request does not have',
    ],
    [{ 'http.host': { a: 'b' } }, 'context/field-type'],
    [
      { 'http.host': [256] },
      'context/field-type',
      'bytes are numbers from 0 to 255, got for `http.host`: `[256]`',
    ],
    [{ 'http.host': ['a'] }, 'context/field-type'],
    [{ ssl: 'true' }, 'context/field-type'],
    [{ 'cf.waf.score': 1.5 }, 'context/field-type'],
    [{ 'cf.waf.score': '1' }, 'context/field-type'],
    [{ 'cf.waf.score': [1] }, 'context/field-type'],
    [{ 'ip.src': '10.0.0.0/8' }, 'context/field-type'],
    [{ 'ip.src': '010.1.2.3' }, 'context/field-type'],
    [{ 'http.request.headers': null }, 'context/field-type'],
    [
      { 'http.request.headers': ['a'] },
      'context/field-type',
      '`http.request.headers` takes an object, got: `["a"]`',
    ],
    [{ 'http.request.headers': { a: 'b' } }, 'context/field-type'],
    [{ 'http.request.headers': { a: [null] } }, 'context/field-type'],
    [{ 'http.request.headers.names': 'a' }, 'context/field-type'],
    [{ 'http.request.headers.names': [1] }, 'context/field-type'],
  ])('refuses %j', (...[ctx, code, message]) => {
    expect(answerOf({ expr: 'ssl', ctx })).toEqual(errorOf(code, message));
  });

  test('a value that is nested too deep to be shown is refused like any other', () => {
    const depth = 200_000;
    const line = `{"expr":"ssl","ctx":{"http.host":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}}`;
    expect(answerOf(line)).toEqual(errorOf('context/field-type'));
  });
});

describe('request', () => {
  const REQUEST = { method: 'POST', url: 'https://a.test//x/../y?q=1' };
  test.each<[string, object, unknown]>([
    ['http.request.uri.path eq "/y"', REQUEST, TRUE],
    ['raw.http.request.uri.path eq "//x/../y"', REQUEST, TRUE],
    ['ip.src eq 10.1.2.3', { ...REQUEST, ip: '10.1.2.3' }, TRUE],
    ['http.user_agent eq "b"', { ...REQUEST, headers: { 'User-Agent': 'b' } }, TRUE],
    ['http.request.headers["a"][1] eq "c"', { ...REQUEST, headers: { a: ['b', 'c'] } }, TRUE],
    [
      'http.request.headers["a"][1] eq "c"',
      {
        ...REQUEST,
        headers: [
          ['a', 'b'],
          ['A', 'c'],
        ],
      },
      TRUE,
    ],
    ['http.request.body.raw contains "b"', { ...REQUEST, body: 'abc' }, TRUE],
    ['http.request.body.truncated', { ...REQUEST, body: 'abc', bodyLimit: 2 }, TRUE],
    ['http.request.body.raw contains "c"', { ...REQUEST, body: 'abc', bodyLimit: 2 }, FALSE],
    ['http.request.body.truncated', { ...REQUEST, body: 'abc', zonePlan: 'enterprise' }, FALSE],
    ['cf.zone.plan eq "ENT"', { ...REQUEST, zonePlan: 'enterprise' }, TRUE],
    ['http.request.headers.truncated', { ...REQUEST, headerLimit: 0 }, TRUE],
    [
      'ssl',
      { ...REQUEST, zonePlan: 'gold' },
      errorOf('case/shape', '`request.zonePlan` must be one of free, pro, business, enterprise, got: `gold`'),
    ],
    [
      'ssl',
      { ...REQUEST, bodyLimit: -1 },
      errorOf('case/shape', '`request.bodyLimit` must be a number of bytes, got: `-1`'),
    ],
    ['ssl', { ...REQUEST, headerLimit: '1' }, errorOf('case/shape')],
    [String.raw`http.request.body.raw eq "\xff"`, { ...REQUEST, body: [255] }, TRUE],
    ['http.request.timestamp.sec eq 60', { ...REQUEST, time: '1970-01-01T00:01:00Z' }, TRUE],
    ['http.request.version eq "HTTP/2"', { ...REQUEST, version: 'HTTP/2' }, TRUE],
    ['ssl', { ...REQUEST, ssl: false }, FALSE],
    ['http.request.uri.path eq "//x/../y"', { ...REQUEST, normalisation: 'off' }, FALSE],
    ['ip.src in $office', { ...REQUEST, ip: '10.1.2.3', lists: { office: ['10.0.0.0/8'] } }, TRUE],
    ['cf.waf.score lt 20', { ...REQUEST, fields: { 'cf.waf.score': 10 } }, TRUE],
    [
      'cf.waf.score lt 20 and ip.src in $office',
      { ...REQUEST, ip: '10.1.2.3' },
      {
        verdict: 'unknown',
        needs: [
          { kind: 'field', name: 'cf.waf.score' },
          { kind: 'list', name: 'office' },
        ],
      },
    ],
    ['ssl', {}, errorOf('case/shape', '`request` needs `method` and `url`, got: `{}`')],
    ['ssl', { url: '/' }, errorOf('case/shape')],
    [
      'ssl',
      { ...REQUEST, header: {} },
      errorOf('case/shape', expect.stringContaining('got: `header`; it has method')),
    ],
    ['ssl', { ...REQUEST, method: 1 }, errorOf('case/shape', '`request.method` must be a text, got: `1`')],
    ['ssl', { ...REQUEST, headers: { a: 1 } }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, headers: [['a']] }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, body: {} }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, body: [-1] }, errorOf('context/field-type')],
    ['ssl', { ...REQUEST, time: 'soon' }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, ssl: 1 }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, normalisation: 'on' }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, lists: { a: [null] } }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, fields: [] }, errorOf('case/shape')],
    ['ssl', { ...REQUEST, fields: { ssl: 1 } }, errorOf('context/field-type')],
    ['ssl', { ...REQUEST, url: 'ftp://a' }, errorOf('context/url')],
    ['ssl', { ...REQUEST, url: '/' }, errorOf('context/host')],
    ['ssl', { ...REQUEST, ip: '10.0.0.0/8' }, errorOf('context/address')],
  ])('%s on %j', (expr, request, expected) => {
    expect(answerOf({ expr, request })).toEqual(expected);
  });
});

describe('what is no case', () => {
  test.each<[string, string, unknown?]>([
    ['', 'case/json', 'the line is not JSON'],
    ['   ', 'case/json'],
    ['{"expr": "ssl"', 'case/json'],
    ["{'expr': 1}", 'case/json'],
    ['null', 'case/shape', 'a case must be an object, got: `null`'],
    ['[]', 'case/shape'],
    ['"ssl"', 'case/shape'],
    ['{}', 'case/shape', '`expr` must be a text, got: `undefined`'],
    ['{"expr":1234567890123456789,"ctx":{}}', 'case/shape'],
    ['{"expr":"ssl"}', 'case/shape', 'a case has either `ctx` or `request`'],
    ['{"expr":"ssl","ctx":{},"request":{}}', 'case/shape'],
    ['{"expr":"ssl","ctx":[]}', 'case/shape'],
    ['{"expr":"ssl","ctx":null}', 'case/shape'],
    ['{"expr":"ssl","request":null}', 'case/shape'],
  ])('%j', (...[line, code, message]) => {
    expect(answerOf(line)).toEqual(errorOf(code, message));
  });

  test('a mistake in the expression comes before one in the context', () => {
    expect(answerOf({ expr: 'ssl and http.hots eq "é"', ctx: { nobody: 1 } })).toEqual(
      errorOf('expression/unknown-field', 'unknown identifier `http.hots`', 1, 9),
    );
  });

  test('columns are bytes, lines those of the expression', () => {
    expect(answerOf({ expr: 'http.host eq "é"\nand http.host eq "éé" x', ctx: {} })).toEqual(
      errorOf('expression/trailing-input', undefined, 2, 24),
    );
  });

  test('nothing in an answer steers a terminal', () => {
    const answer = answerCase(JSON.stringify({ expr: 'ssl', ctx: { 'a\u001b[2J\u009b\u202e\u2028': 1 } }));
    expect(answer).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(JSON.parse(answer)).toEqual(
      errorOf('context/unknown-field', expect.stringContaining('a\\u{1b}[2J')),
    );
  });
});

describe('lines', () => {
  const LINE = '{"expr":"http.host eq \\"é\\"","ctx":{"http.host":"é"}}';
  const MALFORMED = errorOf('case/json');

  test.each<[string, readonly (string | Uint8Array)[], readonly unknown[]]>([
    ['no line', [], []],
    ['an empty text', [''], []],
    ['a line without an end', [LINE], [TRUE]],
    ['lines of Windows', [`${LINE}\r\n${LINE}\r\n`], [TRUE, TRUE]],
    ['blank lines, which are answered too', [`\n${LINE}\n\n${LINE}\n`], [MALFORMED, TRUE, MALFORMED, TRUE]],
    ['a byte order mark', [`\ufeff${LINE}\n`], [TRUE]],
    ['a byte order mark later on', [`${LINE}\n\ufeff${LINE}\n`], [TRUE, MALFORMED]],
    ['a line separator inside a line', ['{"expr":"ssl","ctx":{},"n":"\u2028\u0085"}\n'], [FALSE]],
    [
      'a line in single bytes',
      [...Buffer.from(`${LINE}\n${LINE}`)].map((byte) => Uint8Array.of(byte)),
      [TRUE, TRUE],
    ],
    ['bytes that are no UTF-8', [Buffer.from('"\xff"\n', 'latin1'), LINE], [errorOf('case/utf-8'), TRUE]],
  ])('%s', async (_title, chunks, expected) => {
    expect(await answersTo(...chunks)).toEqual(expected);
  });

  test('a line that is too long is passed over', async () => {
    const piece = ' '.repeat(MAX_LINE_BYTES / 2);
    expect(await answersTo(piece, piece, `${LINE}\n${LINE}\n`)).toEqual([
      errorOf(
        'case/too-long',
        `a line has at most 16777216 bytes, got: ${MAX_LINE_BYTES + Buffer.byteLength(LINE)}`,
      ),
      TRUE,
    ]);
    const fitting = ' '.repeat(MAX_LINE_BYTES - Buffer.byteLength(LINE));
    expect(await answersTo(fitting, LINE)).toEqual([TRUE]);
  });
});

describe('the command', () => {
  test('answers in order, and ends with 0 whatever the answers are', () => {
    const input = ['{"expr":"ssl","ctx":{"ssl":true}}', 'no', '{"expr":"ssl","ctx":{}}'].join('\n');
    const { status, stdout, stderr } = spawnSync(process.execPath, COMMAND, { input, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      '{"verdict":true}\n{"error":{"code":"case/json","line":1,"col":1,"message":"the line is not JSON"}}\n{"verdict":false}\n',
    );
  });

  test('answers a line before the next one comes, and ends quietly when nobody reads', async () => {
    const child: ChildProcess = spawn(process.execPath, COMMAND, { stdio: 'pipe' });
    const { stdin, stdout, stderr } = child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('no pipes');
    let complaints = '';
    stderr.on('data', (data: Buffer) => (complaints += data.toString()));
    stdin.on('error', () => undefined);
    for (const [ssl, answer] of [
      [true, '{"verdict":true}\n'],
      [false, '{"verdict":false}\n'],
    ] as const) {
      stdin.write(`${JSON.stringify({ expr: 'ssl', ctx: { ssl } })}\n`);
      const [data] = (await once(stdout, 'data')) as [Buffer];
      expect(data.toString()).toBe(answer);
    }
    stdout.destroy();
    const exit = once(child, 'exit');
    stdin.write('{"expr":"ssl","ctx":{}}\n'.repeat(1000));
    expect(await exit).toEqual([2, null]);
    expect(complaints).toBe('');
  });
});
