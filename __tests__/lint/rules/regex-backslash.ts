import { lint } from '../../../lib/lint/lint';
import { NOW_MS } from '../../support/exceptions';
import { foundBy } from '../../support/lint';

test('finds a doubled backslash', () => {
  expect(foundBy('regex-backslash', String.raw`http.request.uri.path matches r"^/a\\.php$"`)).toEqual([
    {
      message: String.raw`${'`'}\\.${'`'} matches a backslash, not what follows it`,
      help: String.raw`write one backslash: ${'`'}\.${'`'}, also between quotes`,
      at: String.raw`r"^/a\\.php$"`,
    },
  ]);
});

test.each([
  String.raw`http.request.uri.path matches "^/a\\.php$"`,
  String.raw`raw.http.request.uri.path matches "^/v\\d+/"`,
  String.raw`http.host matches r"^(?:a|b)\\.example\\.com$"`,
  String.raw`http.user_agent matches r"^curl\\/8"`,
  String.raw`http.request.uri matches r"^/a\\?b"`,
  String.raw`http.user_agent matches r"a\\w+b"`,
  String.raw`any(http.request.headers["x-a"][*] matches r"^1\\.2$")`,
])('finds it in %s', (expression) => {
  expect(foundBy('regex-backslash', expression)).toHaveLength(1);
});

test.each([
  String.raw`http.request.uri.path matches r"^/a\.php$"`,
  String.raw`raw.http.request.uri.path matches r"\.\.[/\\]"`,
  String.raw`http.request.uri.query matches r"\\\\server"`,
  String.raw`http.request.uri.query matches r"\\x[0-9a-f]{2}"`,
  String.raw`http.request.body.raw matches r"\\d"`,
  String.raw`http.user_agent matches r"\(compatible\)"`,
])('is silent about %s', (expression) => {
  expect(foundBy('regex-backslash', expression)).toEqual([]);
});

test('tells it once where no path has a backslash', () => {
  const expression = String.raw`http.request.uri.path matches r"^/a\\.php$"`;
  expect(lint({ rules: [{ ref: 'r', action: 'block', expression }] }, NOW_MS).map(({ id }) => id)).toEqual([
    'regex-backslash',
  ]);
});
