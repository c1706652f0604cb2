import { Path, type RequestMatch } from '../../lib';
import { check, compile, evaluate, ExecutionContext, parse, print } from '../../lib/rules-language';
import { defineRequest, NOW_MS } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

/** What an exception says of the path alone. */
const conditionOf = (path: RequestMatch['path']): string => {
  const { expression } = defineRequest({ path }).rule;
  return expression.slice(expression.indexOf('"POST" and ') + 11, expression.indexOf(' and ssl and '));
};

describe('expression', () => {
  test.each<[string, string | Path, string]>([
    [
      'of a string is exact, normalised and raw',
      '/export',
      'http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
    ],
    [
      'of Path.exact is the same',
      Path.exact('/export'),
      'http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
    ],
    [
      'of the root is the root alone',
      '/',
      'http.request.uri.path eq "/" and raw.http.request.uri.path eq "/"',
    ],
    [
      'keeps a trailing slash',
      '/export/',
      'http.request.uri.path eq "/export/" and raw.http.request.uri.path eq "/export/"',
    ],
    [
      'of Path.under excludes what an origin may resolve to another path',
      Path.under('/api/export/'),
      'starts_with(http.request.uri.path, "/api/export/") and starts_with(raw.http.request.uri.path, "/api/export/") and not (' +
        'lower(raw.http.request.uri.path) contains ".." or lower(raw.http.request.uri.path) contains ";" or ' +
        'lower(raw.http.request.uri.path) contains "\\\\" or lower(raw.http.request.uri.path) contains "%2e" or ' +
        'lower(raw.http.request.uri.path) contains "%2f" or lower(raw.http.request.uri.path) contains "%3b" or ' +
        'lower(raw.http.request.uri.path) contains "%5c" or lower(raw.http.request.uri.path) contains "%25")',
    ],
  ])('%s', (_title, path, expected) => {
    expect(conditionOf(path)).toBe(expected);
  });

  test('of Path.contains looks at the normalised and at the raw path', () => {
    expect(print(Path.contains('export').expression)).toBe(
      '(http.request.uri.path contains "export" and raw.http.request.uri.path contains "export")',
    );
  });
});

test.each([
  ['letters, digits and unreserved marks', '/aZ09-._~'],
  ['reserved marks', "/!$&'()+,;=:@"],
  ['percent-encoded bytes in upper case', '/a%20b%2Fc%C3%BC'],
  ['a segment that starts with dots', '/...a/.well-known'],
])('takes %s', (_title, path) => {
  expect(conditionOf(path)).toBe(
    `http.request.uri.path eq "${path}" and raw.http.request.uri.path eq "${path}"`,
  );
});

describe('refuses', () => {
  const plain = 'write the path as Cloudflare sees it, such as `/admin/export`';
  const never = (sent: string, meant: string) =>
    `clients that send \`${sent}\` cannot use an exception: let them send \`${meant}\`, and name that`;
  const normal = ['not-normalised', 'must be in the normalised form, or it would never match'] as const;
  test.each<[string, string, readonly [string, string], string]>([
    [
      'no slash at the start',
      'admin/export',
      ['slash', 'must start with `/`'],
      'did you mean `/admin/export`?',
    ],
    ['nothing', '', ['slash', 'must start with `/`'], plain],
    [
      'a whole URL',
      'https://app.example.com/export',
      ['slash', 'must start with `/`'],
      'did you mean `/export`?',
    ],
    [
      'a whole URL with a query',
      'https://app.example.com/export?x=1',
      ['slash', 'must start with `/`'],
      "write path: '/export', query: { 'x': '1' }",
    ],
    [
      'the query of a front controller',
      '/?wc-api=x&a=b',
      ['query', 'must not hold a query string or fragment'],
      "write path: '/', query: { 'wc-api': 'x', 'a': 'b' }",
    ],
    [
      'a query that is more than parameters',
      '/export?x=%20&y',
      ['query', 'must not hold a query string or fragment'],
      "write the path alone, and what the query must hold as query: { name: 'value' }",
    ],
    [
      'a query string',
      '/export?x=1',
      ['query', 'must not hold a query string or fragment'],
      "write path: '/export', query: { 'x': '1' }",
    ],
    [
      'a fragment',
      '/export#top',
      ['query', 'must not hold a query string or fragment'],
      'did you mean `/export`?',
    ],
    [
      'a wildcard',
      '/export/*',
      ['wildcard', 'has no wildcards: `*` stands for itself'],
      "write Path.pattern('/export/*')",
    ],
    [
      'a star for a part of a segment',
      '/orders/x*/export',
      ['wildcard', 'has no wildcards: `*` stands for itself'],
      "use Path.pattern('/orders/*/attachments'), a star for each segment, or Path.under('/prefix/') for everything below a prefix",
    ],
    [
      'a star for a segment',
      '/orders/*/export',
      ['wildcard', 'has no wildcards: `*` stands for itself'],
      "write Path.pattern('/orders/*/export')",
    ],
    ['a double slash', '/a//b', normal, never('/a//b', '/a/b')],
    ['a backslash', '/a\\b', normal, 'did you mean `/a/b`?'],
    ['a dot segment', '/a/./b', normal, 'did you mean `/a/b`?'],
    ['a double dot segment', '/a/../b', normal, 'did you mean `/b`?'],
    ['a final double dot segment', '/a/b/..', normal, 'did you mean `/a/`?'],
    ['an encoded dot segment', '/a/%2e%2e/b', normal, 'did you mean `/b`?'],
    ['an encoded letter', '/%61dmin', normal, never('/%61dmin', '/admin')],
    ['lower-case hex', '/a%2fb', normal, never('/a%2fb', '/a%2Fb')],
    ['a bare percent sign', '/100%', normal, never('/100%', '/100%25')],
    ['a blank', '/a b', normal, 'did you mean `/a%20b`?'],
    ['a quotation mark', '/a"b', normal, 'did you mean `/a%22b`?'],
    ['a letter outside ASCII', '/ü', normal, 'did you mean `/%C3%BC`?'],
    ['half an emoji', '/\ud83d', normal, plain],
    ['a line feed', '/a\n', normal, 'did you mean `/a%0A`?'],
  ])('%s', (_title, path, [code, problem], help) => {
    const shown = path.replace('\n', '\\u{a}').replace('\ud83d', '\\u{d83d}');
    const refusal = { code: `path/${code}`, message: `\`path\` ${problem}, got: \`${shown}\``, help };
    expect(refusalOf(() => defineRequest({ path }))).toEqual(refusal);
    expect(refusalOf(() => Path.exact(path))).toEqual(refusal);
    expect(refusalOf(() => Path.under(path))).toEqual(refusal);
  });
});

describe('a placeholder of a framework', () => {
  test.each([
    ['Flask', '/users/<int:id>/avatar', '/users/*/avatar'],
    ['Flask, the rest', '/files/<user>/<path:name>', '/files/*/**'],
    ['OpenAPI', '/users/{id}/avatar', '/users/*/avatar'],
    ['FastAPI, the rest', '/users/{id}/{name:path}', '/users/*/**'],
    ['Go, the rest', '/users/{id}/{name...}', '/users/*/**'],
    ['ASP.NET, the rest', '/users/{id:int}/{**name}', '/users/*/**'],
    ['Express', '/users/:id/avatar', '/users/*/avatar'],
    ['Express with a pattern', '/users/:id(\\d+)/avatar', '/users/*/avatar'],
    ['Remix', '/users/$id/avatar', '/users/*/avatar'],
    ['Next.js', '/users/[id]/avatar', '/users/*/avatar'],
    ['Next.js, the rest', '/users/[id]/[...name]', '/users/*/**'],
    ['a template string', '/users/${id}/avatar', '/users/*/avatar'],
  ])('of %s is refused, with the pattern to write: %s', (_title, path, pattern) => {
    const refusal = refusalOf(() => defineRequest({ path }));
    expect(refusal.code).toBe('path/placeholder');
    expect(refusal.help).toMatch(
      new RegExp(`^write Path\\.pattern\\('${pattern.replaceAll('*', '\\*')}'\\)`),
    );
    expect(refusalOf(() => Path.pattern(path)).help).toBe(`write Path.pattern('${pattern}')`);
    expect(() => Path.pattern(pattern)).not.toThrow();
  });

  test('may be meant as it is, where paths have such text', () => {
    expect(refusalOf(() => defineRequest({ path: '/odata/$metadata' }))).toEqual({
      code: 'path/placeholder',
      message: '`path` is compared as it is: it has no placeholders, got: `/odata/$metadata`',
      help: "write Path.pattern('/odata/*'), or Path.exact('/odata/$metadata') if requests hold that text",
    });
    expect(conditionOf(Path.exact('/odata/$metadata'))).toContain('"/odata/$metadata"');
    expect(conditionOf('/v1/projects:search')).toContain('"/v1/projects:search"');
  });
});

describe('Path.pattern', () => {
  const fits = (pattern: string, url: string): boolean => {
    const { expression } = defineRequest({ path: Path.pattern(pattern) }).rule;
    const request = {
      method: 'POST',
      url: `https://app.example.com${url}`,
      time: new Date(NOW_MS),
    };
    return (
      evaluate(compile(parse(expression).expression), ExecutionContext.fromRequest(request)).verdict === true
    );
  };

  test.each([
    ['/orders/*/attachments', '/orders/7/attachments', true],
    ['/orders/*/attachments', '/orders/a.b-c/attachments', true],
    ['/orders/*/attachments', '/orders/7/8/attachments', false],
    ['/orders/*/attachments', '/orders//attachments', false],
    ['/orders/*/attachments', '/orders/attachments', false],
    ['/orders/*/attachments', '/orders/7/attachments/', false],
    ['/orders/*/attachments', '/ORDERS/7/attachments', false],
    ['/orders/*/attachments', '/orders/7/attachments-v2', false],
    ['/orders/*/attachments', '/x/orders/7/attachments', false],
    ['/orders/*/attachments', '/orders/../attachments', false],
    ['/orders/*/attachments', '/x/../orders/7/attachments', false],
    ['/orders/*/attachments', '/orders/7%2f8/attachments', false],
    ['/orders/*/attachments', '/orders/7;x/attachments', false],
    ['/orders/*/attachments', '/orders/..%5c/attachments', false],
    ['/orders/*/attachments', '/orders/%252e/attachments', false],
    ['/orders/*', '/orders/7', true],
    ['/orders/*', '/orders/', false],
    ['/orders/*', '/orders/7/', false],
    ['/orders/*', '/orders/7/8', false],
    ['/*/export', '/shop/export', true],
    ['/*/export', '/shop/x/export', false],
    ['/a/*/b/*/c', '/a/1/b/2/c', true],
    ['/a/*/b/*/c', '/a/1/b/x/b/2/c', false],
    ['/a/*/', '/a/1/', true],
    ['/a/*/', '/a/1', false],
    ['/a/*/', '/a//', false],
    ['/users/*/**', '/users/1/', true],
    ['/users/*/**', '/users/1/a/b/c', true],
    ['/users/*/**', '/users/1', false],
    ['/users/*/*/**', '/users/1/a/b/c', true],
    ['/users/*/*/**', '/users/1/a', false],
    ['/a/*/files/**', '/a/1/files/', true],
    ['/a/*/files/**', '/a/1/files/x/y/z', true],
    ['/a/*/files/**', '/a/1/files', false],
    ['/a/*/files/**', '/a/1/2/files/x', false],
    ['/a/*/files/**', '/a/1/files/../../x', false],
  ])('%s and %s: %s', (pattern, url, expected) => {
    expect(fits(pattern, url)).toBe(expected);
  });

  test('is checked on every plan', () => {
    const { expression } = parse(defineRequest({ path: Path.pattern('/a/*/b/*/**') }).rule.expression);
    for (const phase of ['http_request_firewall_custom', 'http_request_firewall_managed'] as const)
      expect(check(expression, { phase, zonePlan: 'free' })).toEqual([]);
  });

  test.each([
    ['/orders', 'path/pattern-star', "write Path.exact('/orders') for that one path"],
    ['/orders/**', 'path/pattern-star', "write Path.under('/orders/')"],
    ['/orders/x*', 'path/pattern-segment', 'name each path with Path.exact'],
    ['/orders/***/x', 'path/pattern-segment', 'name each path with Path.exact'],
    ['/**/orders/*', 'path/pattern-rest', 'write one star for each segment before it'],
    ['/*/*', 'path/whole-host', 'name the parts of the path that stay'],
    ['/*/**', 'path/whole-host', 'name the parts of the path that stay'],
    [
      'orders/*',
      'path/slash',
      "write the parts between the stars as Cloudflare sees them, such as '/orders/*/attachments'",
    ],
    [
      '/a//*',
      'path/not-normalised',
      "write the parts between the stars as Cloudflare sees them, such as '/orders/*/attachments'",
    ],
    ['/a;b/*', 'path/prefix-escape', 'name each path with Path.exact'],
  ])('refuses %s', (pattern, code, help) => {
    expect(refusalOf(() => Path.pattern(pattern))).toMatchObject({ code, help });
  });
});

test('several paths are one exception', () => {
  expect(defineRequest({ path: ['/a', '/b', Path.under('/c/d/')] }).rule.expression).toContain(
    ' and ((http.request.uri.path in {"/a" "/b"} and raw.http.request.uri.path in {"/a" "/b"}) or (starts_with(http.request.uri.path, "/c/d/")',
  );
  expect(conditionOf(['/a', '/b'])).toBe(
    'http.request.uri.path in {"/a" "/b"} and raw.http.request.uri.path in {"/a" "/b"}',
  );
  expect(refusalOf(() => defineRequest({ path: ['/a', Path.exact('/a')] })).code).toBe('path/duplicate');
  expect(refusalOf(() => defineRequest({ path: [] })).code).toBe('path/empty');
});

describe('Path.under', () => {
  test.each([
    [
      '/admin',
      'path/prefix',
      'a path prefix must end with `/`, got: `/admin`',
      "write Path.under('/admin/'), or Path.exact('/admin') for that one path: without the slash `/admin-other` would match too",
    ],
    [
      '/',
      'path/whole-host',
      "Path.under('/') would exempt the whole host",
      'name the part of the host that needs the exception',
    ],
    [
      '/a;b/',
      'path/prefix-escape',
      'a path prefix must not hold `;`, or it would never match, got: `/a;b/`',
      'name a shorter prefix, or each path with Path.exact',
    ],
    [
      '/a%2Fb/',
      'path/prefix-escape',
      'a path prefix must not hold `%2f`, or it would never match, got: `/a%2Fb/`',
      'name a shorter prefix, or each path with Path.exact',
    ],
    [
      '/a../',
      'path/prefix-escape',
      'a path prefix must not hold `..`, or it would never match, got: `/a../`',
      'name a shorter prefix, or each path with Path.exact',
    ],
  ])('refuses %s', (prefix, code, message, help) => {
    expect(refusalOf(() => Path.under(prefix))).toEqual({ code, message, help });
  });

  test.each([
    ['/admin/', ['path-section']],
    ['/admin/export/', []],
  ])('of %s has the findings %j', (prefix, ids) => {
    expect(Path.under(prefix).findings.map(({ id }) => id)).toEqual(ids);
    expect(Path.under(prefix)).toMatchObject({ form: 'under', text: prefix });
  });
});

describe('Path.contains', () => {
  test.each(['', 'ab', 'a b', 'ab?', 'a"bc', '%2fx', '\\abc'])('refuses "%s"', (text) => {
    expect(refusalOf(() => Path.contains(text))).toEqual({
      code: 'path/contains',
      message: `Path.contains needs at least 3 characters of a normalised path, got: \`${text}\``,
      help: 'use Path.exact with the whole path',
    });
  });

  test('refuses a wildcard', () => {
    expect(refusalOf(() => Path.contains('/export*'))).toEqual({
      code: 'path/wildcard',
      message: 'Path.contains has no wildcards: `*` stands for itself, got: `/export*`',
      help: 'write the text alone: anything may come before and after it',
    });
  });

  test('takes 3 characters', () => {
    expect(Path.contains('mp4')).toMatchObject({ form: 'contains', text: 'mp4' });
  });
});
