import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri contains "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds a path condition that the query string can meet', () => {
  expect(foundBy('uri-with-query', BAD)).toEqual([
    {
      message:
        '`http.request.uri` holds the query string, which each client writes itself: `/wp-login.php?x=...` matches',
      help: 'use `http.request.uri.path`',
      at: 'http.request.uri contains "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('uri-with-query', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  [
    'http.request.uri.path eq "/wp-admin/admin-ajax.php" and http.request.uri contains "action=heartbeat"',
    [],
  ],
])('is silent beside one whole path: %s', (text, at) => {
  expect(foundBy('uri-with-query', text).map((found) => found.at)).toEqual(at);
});

test('leaves a parameter to a condition of its own', () => {
  expect(foundBy('uri-with-query', 'http.request.uri contains "action=export"')).toMatchObject([
    {
      help: 'compare `http.request.uri.path`, and a parameter by itself: `http.request.uri.args["..."][0] eq "..."`',
    },
  ]);
});
