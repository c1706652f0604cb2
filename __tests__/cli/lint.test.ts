import { lstatSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lintCommand } from '../../lib/cli/commands/lint';
import { version } from '../../package.json';
import { folderWith, run } from './stack-folder';

const PAGES = `https://github.com/waf-exceptions/waf-exceptions/blob/v${version}/docs/lint`;
const HOSTILE = { ref: 'a\u001b[31m,b:c', action: 'log', expression: 'http.hots eq "\u001b[2J%"\n' };
const file = (rules: readonly object[]): string =>
  `${folderWith({ 'ruleset.json': { kind: 'custom', phase: 'http_request_firewall_custom', rules } })}/ruleset.json`;
const lint = (...words: readonly string[]) => run(lintCommand(), ...words);

test('shows the place, and ends with 1 where something is an error', async () => {
  const { stdout, exitCode } = await lint('--expression', 'http.hots eq "a"');
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    [
      'error[invalid-expression]: unknown identifier `http.hots` [expression/unknown-field]',
      '  at expression',
      '    http.hots eq "a"',
      '    ^^^^^^^^^',
      '  help: did you mean `http.host`?',
      `  docs: ${PAGES}/invalid-expression.md`,
      '',
      '1 rule: 1 error, 0 warnings, 0 info',
      '',
    ].join('\n'),
  );
});

test('ends with 0 where nothing is an error', async () => {
  const { stdout, exitCode } = await lint(
    file([{ ref: 'a', action: 'log', expression: 'ip.geoip.country eq "AT"' }]),
  );
  expect(exitCode).toBeUndefined();
  expect(stdout).toContain('1 rule in http_request_firewall_custom: 0 errors, 0 warnings, 1 info');
});

describe('the last line', () => {
  const CUSTOM = 'http_request_firewall_custom';
  const linted = async (content: object) => {
    const { stdout, exitCode } = await lint(`${folderWith({ 'x.json': content })}/x.json`);
    return [stdout.trimEnd().split('\n').at(-1), exitCode];
  };
  const block = { ref: 'a', action: 'block', expression: 'ssl' };

  test('counts the rules of each phase, and what is not read', async () => {
    const ratelimit = { characteristics: ['cf.colo.id', 'ip.src'], period: 60, requests_per_period: 5 };
    const rulesets = [
      { kind: 'zone', phase: CUSTOM, rules: [block, { action: 'block', ref: 'b' }] },
      { kind: 'zone', phase: 'http_ratelimit', rules: [{ ...block, ratelimit }] },
      { kind: 'zone', phase: 'ddos_l7', rules: { 0: block } },
    ];
    expect(await linted(rulesets)).toEqual([
      `3 rules (2 in ${CUSTOM}, 1 in http_ratelimit), 2 not read: 2 errors, 0 warnings, 0 info`,
      1,
    ]);
  });

  test('counts what is known later only, which is no error', async () => {
    const edge = { kind: 'zone', phase: CUSTOM, zone_id: '0'.repeat(32), rules: [block, '${local.rule}'] };
    expect(await linted({ resource: { cloudflare_ruleset: { edge } } })).toEqual([
      `2 rules in ${CUSTOM}, 1 known later only: 0 errors, 0 warnings, 0 info`,
      undefined,
    ]);
  });
});

test.each(['text', 'json', 'sarif', 'github'])('%s shows no control character of others', async (format) => {
  const { stdout } = await lint(file([HOSTILE]), '--format', format);
  expect(stdout).toMatch(/hots/);
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

test('json tells line and column', async () => {
  const path = file([HOSTILE]);
  const { stdout } = await lint(path, '--format', 'json');
  expect(JSON.parse(stdout)).toEqual([
    {
      id: 'invalid-expression',
      severity: 'error',
      message: 'unknown identifier `http.hots` [expression/unknown-field]',
      help: 'did you mean `http.host`?',
      docs: `${PAGES}/invalid-expression.md`,
      file: path,
      place: 'custom http_request_firewall_custom',
      rule: 0,
      ref: HOSTILE.ref,
      line: 1,
      column: 1,
      range: { start: 0, end: 9 },
    },
  ]);
});

test('github escapes what would end a property or a command', async () => {
  const path = file([HOSTILE]);
  const { stdout } = await lint(path, '--format', 'github');
  expect(stdout).toBe(
    `::error file=${path},title=invalid-expression::custom http_request_firewall_custom, rule 1 (a\\u{1b}[31m,b:c): unknown identifier \`http.hots\` [expression/unknown-field]. Help: did you mean \`http.host\`? (${PAGES}/invalid-expression.md)\n`,
  );
});

test('sarif has a rule for each id and a result for each finding', async () => {
  const { stdout } = await lint(file([HOSTILE]), '--format', 'sarif');
  const log = JSON.parse(stdout) as {
    version: string;
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: { ruleId: string; ruleIndex: number; level: string; message: { text: string } }[];
    }[];
  };
  expect(log.version).toBe('2.1.0');
  const [sarifRun] = log.runs;
  const [result, ...others] = sarifRun?.results ?? [];
  expect(others).toEqual([]);
  expect(result).toMatchObject({ ruleId: 'invalid-expression', level: 'error' });
  expect(sarifRun?.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe('invalid-expression');
});

test.each<[string, readonly string[], string]>([
  ['a missing file', ['/nonexistent.json'], 'lint/file'],
  ['no stack', [], 'stack/not-synthesised'],
])('refuses %s', async (_title, words, code) => {
  const folder = folderWith({});
  // Whatever has been synthesised in the folder that the tests run in.
  process.env['CDKTF_OUTPUT'] = folder;
  try {
    await expect(lint(...words)).rejects.toMatchObject({ code });
  } finally {
    delete process.env['CDKTF_OUTPUT'];
  }
});

async function lintWithErrors(...words: readonly string[]) {
  let stderr = '';
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  try {
    return { ...(await lint(...words)), stderr };
  } finally {
    write.mockRestore();
  }
}

describe('--max-warnings', () => {
  const warned = [
    { ref: 'a', action: 'block', expression: 'ip.src in {8.8.8.8 8.8.8.8}' },
    { ref: 'b', action: 'block', expression: 'http.request.method eq "post"' },
  ];

  test.each([
    ['0', 1, 'error: 2 warnings, and --max-warnings allows 0\n'],
    ['1', 1, 'error: 2 warnings, and --max-warnings allows 1\n'],
    ['2', undefined, ''],
  ])('%s of two', async (count, exitCode, stderr) => {
    expect(await lintWithErrors(file(warned), '--max-warnings', count)).toMatchObject({ exitCode, stderr });
  });

  test.each(['-1', '1.5', 'none', ''])('%s is no count', async (count) => {
    await expect(lint(file(warned), '--max-warnings', count)).rejects.toThrow(
      'It must be a whole number, such as 0.',
    );
  });
});

describe('--fix', () => {
  const NARROW =
    'http.host eq "a.com" and http.request.method eq "POST" and http.request.uri.path eq "/x" and ip.geoip.country eq "AT"';
  const FIXED =
    'http.host eq "a.com" and http.request.method eq "POST" and http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x" and ip.src.country eq "AT"';

  test('prints the expression, and lints what it prints', async () => {
    const { stdout, exitCode } = await lint('--fix', '--expression', NARROW);
    expect(stdout).toBe(`fixed expression:\n  ${FIXED}\n\n1 rule: 0 errors, 0 warnings, 0 info\n`);
    expect(exitCode).toBeUndefined();
  });

  test('keeps standard output for machines', async () => {
    const { stdout, stderr } = await lintWithErrors('--fix', '--format', 'json', '--expression', NARROW);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(stderr).toContain(FIXED);
  });

  test('rewrites the expressions of a file and nothing else', async () => {
    const text = (expression: string) =>
      `{ "result": {"kind":"zone", "phase":"http_request_firewall_custom", "id": 12345678901234567890,\n\t"rules":[\n {"ref":"x","action":"block","expression":"ssl"},\n {"action":"skip" , "ref":"y", "description":"d\\u00e9", "expression": ${JSON.stringify(expression)} }]}}\n`;
    const path = join(folderWith({}), 'ruleset.json');
    writeFileSync(path, text(NARROW));
    await lint(path, '--fix');
    expect(readFileSync(path, 'utf8')).toBe(text(FIXED));
    expect(readdirSync(dirname(path))).toEqual(['ruleset.json']);
  });

  test('keeps the mark of UTF-8 in front, and refuses UTF-16', async () => {
    const path = join(folderWith({}), 'x.json');
    const text = (expression: string) =>
      JSON.stringify({
        phase: 'http_request_firewall_custom',
        rules: [{ action: 'skip', ref: 'y', expression }],
      });
    writeFileSync(path, `\ufeff${text(NARROW)}`);
    await lint(path, '--fix');
    expect(readFileSync(path, 'utf8')).toBe(`\ufeff${text(FIXED)}`);
    const utf16 = Buffer.from(`\ufeff${text(NARROW)}`, 'utf16le');
    writeFileSync(path, utf16);
    await expect(lint(path, '--fix')).rejects.toThrow('it is in UTF-16');
    expect(readFileSync(path)).toEqual(utf16);
  });

  const document = (expression: string, extra = '') =>
    `{"phase":"http_request_firewall_custom","rules":[{"action":"skip","ref":"y",${extra}"expression":${JSON.stringify(expression)}}]}`;

  test('rewrites a list of rulesets, and what a link leads to', async () => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'x.json'), `[${document(NARROW)}]`);
    symlinkSync('x.json', join(folder, 'link.json'));
    await lint(join(folder, 'link.json'), '--fix');
    expect(readFileSync(join(folder, 'x.json'), 'utf8')).toBe(`[${document(FIXED)}]`);
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
  });

  test.each([
    ['the expression', document(NARROW, '"expression":"ssl",')],
    ['the rules', document(NARROW).replace('"rules"', '"rules":[],"rules"')],
  ])('refuses a file that has %s twice: an editor takes the first, a reader the last', async (_, text) => {
    const path = join(folderWith({}), 'x.json');
    writeFileSync(path, text);
    await expect(lint(path, '--fix')).rejects.toThrow('is in it twice');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test.each([
    ['a synthesised stack', { '//': {}, resource: {} }],
    ['a plan', { format_version: '1.2', planned_values: { root_module: {} } }],
    ['a state', { format_version: '1.0', values: { root_module: {} } }],
  ])('%s is generated: it stays as it is', async (_, content) => {
    const path = join(folderWith({ 'x.json': content }), 'x.json');
    const before = readFileSync(path, 'utf8');
    await expect(lint(path, '--fix')).rejects.toThrow(
      /`--fix` does not rewrite `.*x\.json`: it is generated/,
    );
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
