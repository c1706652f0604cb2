import { Path } from '../../lib';
import { print } from '../../lib/rules-language';
import { defineRequest } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

/** What an exception says of the path alone. */
const conditionOf = (path: string | Path): string => {
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
  const normal = ['not-normalised', 'must be in the normalised form, or it would never match'] as const;
  test.each<[string, string, readonly [string, string], string]>([
    [
      'no slash at the start',
      'admin/export',
      ['slash', 'must start with `/`'],
      'did you mean `/admin/export`?',
    ],
    ['nothing', '', ['slash', 'must start with `/`'], 'did you mean `/`?'],
    [
      'a whole URL',
      'https://app.example.com/export?x=1',
      ['slash', 'must start with `/`'],
      'did you mean `/export`?',
    ],
    [
      'a query string',
      '/export?x=1',
      ['query', 'must not hold a query string or fragment'],
      'did you mean `/export`?',
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
      "use Path.under('/prefix/') for everything below a prefix",
    ],
    ['a double slash', '/a//b', normal, 'did you mean `/a/b`?'],
    ['a backslash', '/a\\b', normal, 'did you mean `/a/b`?'],
    ['a dot segment', '/a/./b', normal, 'did you mean `/a/b`?'],
    ['a double dot segment', '/a/../b', normal, 'did you mean `/b`?'],
    ['a final double dot segment', '/a/b/..', normal, 'did you mean `/a`?'],
    ['an encoded dot segment', '/a/%2e%2e/b', normal, 'did you mean `/b`?'],
    ['an encoded letter', '/%61dmin', normal, 'did you mean `/admin`?'],
    ['lower-case hex', '/a%2fb', normal, 'did you mean `/a%2Fb`?'],
    ['a bare percent sign', '/100%', normal, 'did you mean `/100%25`?'],
    ['a blank', '/a b', normal, 'did you mean `/a%20b`?'],
    ['a quotation mark', '/a"b', normal, 'did you mean `/a%22b`?'],
    ['a letter outside ASCII', '/ü', normal, 'did you mean `/%C3%BC`?'],
    ['a Terraform template', '/${x}', normal, 'did you mean `/$%7Bx%7D`?'],
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
      help: 'write the text alone: anything may stand before and after it',
    });
  });

  test('takes 3 characters', () => {
    expect(Path.contains('mp4')).toMatchObject({ form: 'contains', text: 'mp4' });
  });
});
