import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/admin/")';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/admin/export/")';

test('finds an exception for a whole section of a host', () => {
  expect(foundBy('path-section', BAD)).toEqual([
    {
      message: 'everything below `/admin/` is exempt: a whole section of the host',
      help: 'name a longer prefix, or the whole path with `eq`',
      at: 'starts_with(http.request.uri.path, "/admin/")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-section', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  [
    'starts_with(http.request.full_uri, "https://a/admin/")',
    ['starts_with(http.request.full_uri, "https://a/admin/")'],
  ],
  ['starts_with(http.request.full_uri, "https://a/admin/b/")', []],
])('looks at the path of a whole URL: %s', (text, at) => {
  expect(foundBy('path-section', text).map((found) => found.at)).toEqual(at);
});
