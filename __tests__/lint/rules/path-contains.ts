import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path contains "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds an exception for every path with some text in it', () => {
  expect(foundBy('path-contains', BAD)).toEqual([
    {
      message: 'every path with `/export` anywhere in it matches, such as `/wp-login.php/...`',
      help: 'compare the whole path: `http.request.uri.path eq "/..."`',
      at: 'http.request.uri.path contains "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-contains', GOOD)).toEqual([]);
});
