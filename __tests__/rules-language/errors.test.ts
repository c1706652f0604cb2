import { locationOf, parse, RulesLanguageError } from '../../lib/rules-language';
import { errorsOf } from './support/errors-of';

/** What the user reads, without the first line. */
function shown(text: string): string {
  try {
    parse(text);
    return '';
  } catch (error) {
    if (error instanceof RulesLanguageError) return error.message;
    throw error;
  }
}

test('an error shows the line with carets, as Cloudflare does, and the cure', () => {
  expect(shown('ssl and\n  http.hst eq "x" and\n  ssl')).toBe(`Filter parsing error (2:3):
    http.hst eq "x" and
    ^^^^^^^^ unknown identifier \`http.hst\`
  help: did you mean \`http.host\`?`);
});

test('columns count bytes, carets stand below characters', () => {
  expect(shown('http.host eq "é😀" and\thttp.hst eq "x"')).toBe(`Filter parsing error (1:26):
  http.host eq "é😀" and http.hst eq "x"
                       ^ a tab is no white space between the parts of an expression
  help: write a blank instead`);
});

test('what could steer a terminal is not shown', () => {
  expect(shown('http.host eq "\u202e\u001b[31m" x')).toContain('  http.host eq "\ufffd\ufffd[31m" x\n');
});

test('of a line that no expression can have, only the part around the error is shown', () => {
  const message = shown(`${'x'.repeat(5_000_000)} y`);
  expect(message.length).toBeLessThan(1000);
  expect(message).toContain('Filter parsing error (1:1):\n  xxxx');
  expect(shown(`ssl and ${' '.repeat(5000)}http.hst eq "x"${' '.repeat(5000)}and ssl`)).toMatch(
    /^Filter parsing error \(1:5009\):\n {2}\.\.\. {40}http\.hst eq "x" {25}\.\.\.\n {45}\^{8} unknown identifier/,
  );
});

test('an error has a code, a message, help and a range', () => {
  expect(errorsOf('http.hots eq "a"')).toEqual([
    {
      code: 'expression/unknown-field',
      message: 'unknown identifier `http.hots`',
      help: 'did you mean `http.host`?',
      range: { start: 0, end: 9 },
    },
  ]);
});

/** Text, the part that the carets are below, code, and what the help says. */
test.each([
  // Where Cloudflare's own messages are poor.
  ['cf.waf.score in {1, 20, 30}', ',', 'comma-in-set', 'remove the commas'],
  ['ip.src eq 10.0.0.0/8', '10.0.0.0/8', 'cidr-outside-set', 'write `in {10.0.0.0/8}`'],
  ['ip.src in 10.0.0.0/8', '10.0.0.0/8', 'expected-set', 'write `in {10.0.0.0/8}`'],
  ['ip.src eq "10.1.2.3"', '"10.1.2.3"', 'address', 'did you mean `10.1.2.3`?'],
  ['ip.src in {"10.1.2.0/24"}', '"10.1.2.0/24"', 'address', 'did you mean `10.1.2.0/24`?'],
  ['ip.src in {10.1.2.3/8}', '10.1.2.3/8', 'cidr-host-bits', 'write `10.0.0.0/8` for the range'],
  ['ip.src eq 010.1.2.3', '010.1.2.3', 'address', 'did you mean `10.1.2.3`?'],
  ['ip.src in {1.2.3.9..1.2.3.4}', '1.2.3.9..1.2.3.4', 'range-bounds', 'did you mean `1.2.3.4..1.2.3.9`?'],
  ['ssl AND ssl', ' AND ssl', 'trailing-input', 'write operators in lower case: `and`'],
  ['http.host EQ "a"', 'EQ', 'expected-operator', 'write operators in lower case: `eq`'],
  ['http.host = "a"', '=', 'expected-operator', 'did you mean `eq` or `==`?'],
  ['http.host === "a"', '===', 'expected-operator', 'did you mean `eq` or `==`?'],
  ['http.host includes "a"', 'includes', 'expected-operator', 'did you mean `contains`?'],
  ['http.host equals "a"', 'equals', 'expected-operator', 'did you mean `eq`?'],
  ['http.host like "a"', 'like', 'expected-operator', 'did you mean `wildcard`?'],
  ['http.host contain "a"', 'contain', 'expected-operator', 'did you mean `contains`?'],
  ['http.host not in {"a"}', 'not', 'expected-operator', 'put `not` before the condition'],
  ['http.host starts_with "a"', 'starts_with', 'expected-operator', 'write `starts_with(http.host, "...")`'],
  ['ssl starts_with "a"', ' starts_with "a"', 'trailing-input', 'write `starts_with(field, "...")`'],
  ['ssl zzzzzz ssl', ' zzzzzz ssl', 'trailing-input', undefined],
  // These operators take no field on their right.
  ['http.host contains http.referer', 'http.referer', 'expected-string', 'put it in quotes'],
  ['http.host matches http.referer', 'h', 'expected-string', undefined],
  ['http.host wildcard http.referer', 'h', 'expected-string', undefined],
  ['cf.waf.score & cf.waf.score', 'c', 'integer', undefined],
  ['http.host strict  wildcard "a"', 'strict', 'expected-operator', 'write one blank between the words'],
  ['NOT ssl', 'NOT', 'unknown-field', 'did you mean `not`?'],
  ['TRUE', 'TRUE', 'unknown-field', 'did you mean `true`?'],
  [
    'http.request.uri.pth eq "/"',
    'http.request.uri.pth',
    'unknown-field',
    'did you mean `http.request.uri.path`?',
  ],
  ['HTTP.HOST eq "/"', 'HTTP.HOST', 'unknown-field', 'did you mean `http.host`?'],
  ['uri.path eq "/"', 'uri.path', 'unknown-field', 'did you mean `http.request.uri.path`?'],
  ['start_with(http.host, "a")', 'start_with', 'unknown-function', 'did you mean `starts_with`?'],
  ['sha265(http.host) eq "a"', 'sha265', 'unknown-function', 'did you mean `sha256`?'],
  [
    'http.host eq http.request.uri.pth',
    'http.request.uri.pth',
    'expected-string',
    'did you mean `http.request.uri.path`?',
  ],
  [
    'http.host eq www.example.com',
    'www.example.com',
    'expected-string',
    'put it in quotes: `"www.example.com"`',
  ],
  ["http.host eq 'a'", "'a'", 'expected-string', 'write double quotes: `"a"`'],
  ['http.host in {"a" b.com}', 'b.com', 'expected-string', 'put it in quotes: `"b.com"`'],
  ['http.host in ("a")', '(', 'expected-set', 'write the items in braces'],
  ['http.host in "a"', '"a"', 'expected-set', 'write `in {"a"}`'],
  ['http.host in {"a"', '', 'unclosed-set', 'close the set with `}`'],
  ['ssl\tand ssl', '\tand ssl', 'trailing-input', 'write a blank instead'],
  ['http.host\teq "a"', '\t', 'expected-operator', 'write a blank instead'],
  ['ssl # why', ' # why', 'trailing-input', 'remove it; put the reason'],
  ['ssl // why', ' // why', 'trailing-input', 'remove it; put the reason'],
  ['ssl and # why\n ssl', '#', 'expected-value', 'remove it; put the reason'],
  ['http.host eq\t"a"', '\t', 'expected-string', 'write a blank instead'],
  ['ip.src in {1.2.3.4\t1.2.3.5}', '\t', 'address', 'write a blank instead'],
  ['(ssl # why\n)', '#', 'expected-parenthesis', 'remove it; put the reason'],
  ['ssl eq true', ' eq true', 'trailing-input', 'a Bool takes no operator: write `ssl`'],
  ['ssl == false', ' == false', 'trailing-input', 'a Bool takes no operator: write `not ssl`'],
  ['(ssl) != true', ' != true', 'trailing-input', 'a Bool takes no operator: write `not ssl`'],
  ['(ssl eq true)', 'eq', 'expected-parenthesis', 'a Bool takes no operator: write `ssl`'],
  [
    'starts_with(http.host, "a") eq true',
    ' eq true',
    'trailing-input',
    'write `starts_with(http.host, "a")`',
  ],
  [
    'any(http.request.headers.names[*] eq "a" or ssl)',
    'or',
    'expected-parenthesis',
    'put the condition in parentheses of its own: `any((... or ...))`',
  ],
  ['cf.waf.score eq 08', '08', 'octal', 'did you mean `8`?'],
  ['cf.waf.score eq 20and ssl', '20a', 'integer', 'write a blank behind `20`'],
  ['http.request.headers.names[9a] eq "b"', '9a', 'integer', 'write a blank behind `9`'],
  ['http.host. eq "a"', 'http.host.', 'unknown-field', 'did you mean `http.host`?'],
  ['http.host eq 77:77:', '77:77:', 'expected-string', undefined],
  ['substring(http.host, 0x1) eq "a"', '0x1', 'unknown-field', 'write the number in decimal'],
  ['cidr(ip.src, 33, 64) eq 10.0.0.0', '33', 'argument-range', undefined],
  ['regex_replace(http.host, "(", "b") eq "a"', '"("', 'regex', 'the Rust engine'],
  ['wildcard_replace(http.host, "**", "b") eq "a"', '"**"', 'wildcard', 'write one `*`'],
  ['lower((http.host)) eq "a"', ')', 'expected-operator', 'use one of'],
  ['cf.waf.score eq 1.5', '.5', 'trailing-input', 'write a whole number'],
  ['cf.waf.score eq "20"', '"20"', 'integer', 'did you mean `20`?'],
  ['cf.waf.score in {20..1}', '20..1', 'range-bounds', 'did you mean `1..20`?'],
  ['cf.waf.score contains "2"', 'contains', 'operator-type', 'use one of: eq, ne, lt, le, gt, ge, in'],
  ['hash_in_range(100, 0, ip.src) lt 10', '0', 'argument-range', 'write `hash_in_range(0, 100, ...)`'],
  ['http.host eq "a\\n"', 'n', 'escape', 'write `\\x0a`'],
  ['http.host eq "a\\.b"', '.', 'escape', 'a raw string: `r"..."`'],
  ['http.host eq "a', 'a', 'unterminated-string', 'end the string with `"`'],
  ['http.host eq "a\\', 'a\\', 'unterminated-string', 'end the string with `"`'],
  ['http.host eq r#"a"', 'a"', 'unterminated-string', 'end the string with `"#`'],
  ['http.host matches "a(?=b)"', 'a(?=b)', 'regex', 'the Rust engine'],
  ['http.host matches r"(a)\\1"', '(a)\\1', 'regex', 'the Rust engine'],
  ['http.host wildcard "a**"', '"a**"', 'wildcard', 'write one `*`'],
  ['http.host wildcard r"\\d"', 'r"\\d"', 'wildcard', 'write `\\\\` for a backslash'],
  ['ip.src in $Office', 'O', 'list-name', 'did you mean `$office`?'],
  ['ip.src in $a.', '.', 'list-name', undefined],
  ['http.request.headers["a"] eq "b"', 'eq', 'operator-type', 'select an element, `[0]`'],
  ['http.request.headers eq "b"', 'eq', 'operator-type', 'select an entry, `["key"]`'],
  ['http.request.headers.names', '', 'expected-operator', 'select an element'],
  ['http.request.headers[a][0] eq "b"', 'a', 'index', 'put the key in quotes: `["a"]`'],
  ['http.request.headers[r"a"][0] eq "b"', 'r', 'index', 'not as a raw one'],
  ['http.request.headers["\\xff"][0] eq "b"', '"\\xff"', 'index', undefined],
  ['http.request.headers.names[-1] eq "b"', '-1', 'index', 'the first element is `[0]`'],
  ['http.request.headers.names["a"] eq "b"', '["a"]', 'index-type', 'write a position'],
  ['http.request.headers.names[*] eq "b"', '', 'type', '`any(...)` or `all(...)`'],
  ['any(http.request.headers.names[*])', 'http.request.headers.names[*]', 'type', 'compare it'],
  ['any("a")', '"a"', 'type', undefined],
  ['any()', ')', 'expected-value', undefined],
  ['ssl and', '', 'expected-value', undefined],
  ['', '', 'empty', 'or `true` for every request'],
  ['ssl)', ')', 'trailing-input', 'remove it, or add the matching `(`'],
  ['(ssl', '', 'expected-parenthesis', undefined],
  ['any(http.request.headers.names[*] eq "a" x)', 'x', 'expected-parenthesis', undefined],
  [
    'to_string(ssl and ssl) eq "true"',
    'and',
    'expected-parenthesis',
    'put the condition in parentheses of its own: `to_string((... and ...))`',
  ],
  ['lower(http.host', '', 'expected-parenthesis', undefined],
  ['lower(http.host http.referer) eq "a"', 'h', 'expected-parenthesis', undefined],
  ['"a" eq http.host', '"a"', 'literal-left', 'write the field on the left'],
  ['lower("A") eq "a"', '"A"', 'argument-kind', undefined],
  ['remove_bytes(http.host, http.referer) eq "a"', 'http.referer', 'argument-kind', undefined],
  ['len(ip.src) eq 1', 'ip.src', 'argument-type', undefined],
  ['concat("a", 1) eq "a1"', '1', 'argument-type', undefined],
  ['lower(http.host, "a") eq "a"', '"a"', 'argument-count', 'write `lower(text)`'],
  ['lower() eq "a"', ')', 'argument-count', 'write `lower(text)`'],
  ['lower(http.host,) eq "a"', ')', 'expected-value', undefined],
  ['lower http.host eq "a"', 'h', 'expected-parenthesis', 'write `lower(...)`'],
  [
    'starts_with(http.host, http.request.headers.names[*])',
    'http.request.headers.names[*]',
    'each',
    'select one element',
  ],
  ['http.host eq "\ud800"', '\ud800', 'unicode', undefined],
  ['\ufeffssl', '\ufeff', 'expected-value', undefined],
])('%s', (text, faulty, code, help) => {
  const [first, ...others] = errorsOf(text);
  expect(others).toEqual([]);
  expect(first?.code).toBe(`expression/${code}`);
  expect(text.slice(first?.range.start, first?.range.end)).toBe(faulty);
  if (help === undefined) expect(first?.help).toBeUndefined();
  else expect(first?.help).toContain(help);
});

test.each([
  ['http.host eq "a\\n"', '`\\n` is no escape: expected `"`, `xHH` or `OOO` after `\\`'],
  ['ssl and (ssl', 'expected `)`, to close the `(` at character 9'],
  ['ssl\n and (ssl', 'expected `)`, to close the `(` at character 6 of its line'],
  ['lower(http.host', 'expected `,` or `)` in the arguments of `lower`'],
])('the message says what is expected: %j', (text, message) => {
  expect(errorsOf(text)).toMatchObject([{ message }]);
});

/** Text, the part that the user sees, and where Cloudflare's engine says that the error is. */
test.each([
  ['http.host eq "a\\n"', 'n', 16],
  ['http.host eq "a\\xg0"', 'x', 17],
  ['http.host matches "a("', 'a(', 19],
  ['http.host matches r"a("', 'a(', 23],
  ['http.host matches rabc', 'r', 19],
  ['http.host eq r"a', 'a', 14],
  ['http.host eq 77:zz', '77:zz', 16],
])('is told where Cloudflare tells it, too: %s', (text, faulty, reportedAt) => {
  const [first] = errorsOf(text);
  expect(text.slice(first?.range.start, first?.range.end)).toBe(faulty);
  expect(first?.reportedAt ?? first?.range.start).toBe(reportedAt);
});

describe('numbers that a function takes', () => {
  const messagesOf = (text: string) => errorsOf(text).map(({ message }) => message);

  test.each<[string, number, number, string]>([
    ['cidr(ip.src, %, 1) eq 10.0.0.0', 1, 32, 'IPv4 bits'],
    ['cidr(ip.src, 1, %) eq 10.0.0.0', 1, 128, 'IPv6 bits'],
    ['cidr6(ip.src, %) eq 10.0.0.0', 1, 128, 'IPv6 bits'],
    ['any(split(http.host, ".", %)[*] eq "a")', 1, 128, 'limit'],
  ])('takes the numbers of a range, its ends included: %s', (expression, least, most, name) => {
    const findings = (value: number) => messagesOf(expression.replace('%', String(value)));
    for (const value of [least, least + 1, most]) expect([value, findings(value)]).toEqual([value, []]);
    for (const value of [least - 1, most + 1]) {
      expect(findings(value)).toEqual([
        expect.stringContaining(`takes ${least} to ${most} for its ${name}, got: ${value}`),
      ]);
    }
  });

  test('takes two numbers that are the same where the lower one comes first', () => {
    const findings = (range: string) => messagesOf(`hash_in_range(${range}, ip.src) lt 10`);
    expect(findings('0, 100')).toEqual([]);
    expect(findings('7, 7')).toEqual([]);
    expect(findings('8, 7')).toEqual([
      expect.stringContaining('`hash_in_range` takes the lower number first, got: 8 and 7'),
    ]);
  });
});

test.each([
  ['http.hst eq "a" and http.hots eq "b" and ssl', ['http.hst', 'http.hots']],
  ['(http.hst eq "a" or http.host eq c) and ip.src eq "1.2.3.4"', ['http.hst', 'c', '"1.2.3.4"']],
  ['ip.src in {1.2.3.4/8 1.2.3.4 999.1.1.1 "1.2.3.4"}', ['1.2.3.4/8', '999.1.1.1', '"1.2.3.4"']],
  ['cf.waf.score in {1, 08, x}', [',', '08', 'x']],
  ['not http.hst eq "and" and (x or y)', ['http.hst', 'x', 'y']],
  ['(((http.hst eq "x"', ['http.hst', '']],
])('several mistakes are told at a time: %s', (text, faulty) => {
  expect(errorsOf(text).map(({ range }) => text.slice(range.start, range.end))).toEqual(faulty);
});

test('at most some 20 mistakes are told', () => {
  const text = Array<string>(100).fill('x').join(' or ');
  expect(errorsOf(text)).toHaveLength(21);
});

test('one mistake does not lead to others', () => {
  expect(errorsOf('any(http.request.headers.nmes[*] eq "a")')).toHaveLength(1);
  expect(
    errorsOf('any((http.request.headers.nmes[*] eq "a" or http.request.headers.names[*] eq "b"))'),
  ).toHaveLength(1);
});

test('messages start in lower case and have no final period', () => {
  for (const text of [
    'x',
    'ssl eq true',
    '(',
    'ip.src eq 1',
    'cf.waf.score in {1,2}',
    'lower()',
    'http.host',
  ]) {
    for (const { message, help } of errorsOf(text)) {
      expect(message).toMatch(/^[a-z`].*[^.]$/);
      expect(help ?? 'none').toMatch(/^[a-z].*[^.]$/);
    }
  }
});

test('a location is counted from 1, columns in bytes', () => {
  expect(locationOf('é\nab', 0)).toEqual({ line: 1, column: 1 });
  expect(locationOf('é\nab', 1)).toEqual({ line: 1, column: 3 });
  expect(locationOf('é\nab', 2)).toEqual({ line: 2, column: 1 });
  expect(locationOf('é\nab', 4)).toEqual({ line: 2, column: 3 });
});
