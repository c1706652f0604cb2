import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path matches "/export/[0-9]+"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path matches "^/export/[0-9]+$"';

test('finds a regular expression that may match anywhere in the text', () => {
  expect(foundBy('unanchored-regex', BAD)).toEqual([
    {
      message: 'the regular expression matches a part of `http.request.uri.path`: anything may surround it',
      help: 'begin it with `^` and end it with `$`; put alternatives into a group: `^(?:a|b)$`',
      at: '"/export/[0-9]+"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('unanchored-regex', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.uri.path matches "^.*/x$"', ['"^.*/x$"']],
  ['http.request.uri.path matches "^(?:/.*)?/x$"', ['"^(?:/.*)?/x$"']],
  ['http.request.uri.path matches "^/x.*$"', ['"^/x.*$"']],
  ['http.request.uri.path matches "^/x/.*$"', []],
  ['http.request.uri.path matches "^[^?]*/x$"', ['"^[^?]*/x$"']],
  ['http.request.uri.path matches "^/x[\\s\\S]*$"', ['"^/x[\\s\\S]*$"']],
  ['http.request.uri.path matches "^/x[^/]*$"', []],
  ['http.request.uri.path matches "^/x\\.*$"', []],
  ['http.request.uri.path matches "^/x/[^/]+/y$"', []],
  ['http.host matches "^.*\\\\.example\\\\.com$"', []],
  ['http.request.uri.path matches "/x" and raw.http.request.uri.path matches "/x"', ['"/x"']],
  ['raw.http.request.uri.path matches "/x"', ['"/x"']],
  ['http.host matches "^a$" and raw.http.request.uri.path matches "/x"', ['"/x"']],
  [String.raw`http.request.uri.path matches r"^[\w\W]*$"`, [String.raw`r"^[\w\W]*$"`]],
  [String.raw`http.request.uri.path matches r"^(?:.|\n)*$"`, [String.raw`r"^(?:.|\n)*$"`]],
  ['http.request.uri.path matches "^(.)*$"', ['"^(.)*$"']],
  ['http.request.uri.path matches "^/{0,1}.{0,99}$"', ['"^/{0,1}.{0,99}$"']],
  ['http.request.uri.path matches "^/.{1,2048}$"', ['"^/.{1,2048}$"']],
  ['http.request.uri.path matches "^/app.{0,2048}$"', ['"^/app.{0,2048}$"']],
  ['http.request.uri.path matches "^(?:/[^/]+)*/x$"', ['"^(?:/[^/]+)*/x$"']],
  [String.raw`http.request.uri.path matches r"^/[\w/-]+/x$"`, [String.raw`r"^/[\w/-]+/x$"`]],
  ['http.request.uri.path matches "^/(?:x|.*)/y$"', ['"^/(?:x|.*)/y$"']],
  ['http.request.uri.path matches "^/x$|/y$"', ['"^/x$|/y$"']],
  ['http.request.uri.path matches "^/x(?:y.*)?$"', ['"^/x(?:y.*)?$"']],
  ['http.request.uri.path matches "^/x(?:$|/y)"', ['"^/x(?:$|/y)"']],
  ['http.request.uri.path matches "(?:^/a$)"', []],
  ['http.request.uri.path matches "(^/a$)"', []],
  ['http.request.uri.path matches "^/a(?:$)"', []],
  ['http.request.uri.path matches "^/a$|^/b$"', []],
  ['http.request.uri.path matches "(?:^)/(?:a$|b$)"', []],
  [String.raw`http.request.uri.path matches r"\A/a\z"`, []],
  ['http.request.uri.path matches "^(?:/x|/y)(?:/.*)?$"', []],
  ['http.host matches "^a$|^b$"', []],
  ['http.host matches "^a|b$"', ['"^a|b$"']],
  ['http.request.uri.path matches "x" and http.request.uri.path eq "/x"', []],
])('looks at both ends: %s', (text, at) => {
  expect(foundBy('unanchored-regex', text).map((found) => found.at)).toEqual(at);
});
