import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and ends_with(http.request.uri.path, "/export")';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds an exception for every path that ends with some text', () => {
  expect(foundBy('path-suffix', BAD)).toEqual([
    {
      message: 'anybody can put `/export` behind another path, such as `/wp-login.php/...`',
      help: 'compare the whole path: `http.request.uri.path eq "/..."`',
      at: 'ends_with(http.request.uri.path, "/export")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-suffix', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['substring(http.request.uri.path, -2) eq "/x"', ['substring(http.request.uri.path, -2) eq "/x"']],
  ['substring(http.request.uri.path, -3) eq "/x"', []],
])('knows a suffix in any clothes: %s', (text, at) => {
  expect(foundBy('path-suffix', text).map((found) => found.at)).toEqual(at);
});
