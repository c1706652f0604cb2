import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path wildcard "/v*/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path in {"/v1/export" "/v2/export"}';

test('finds a wildcard in the path of an exception', () => {
  expect(foundBy('path-wildcard', BAD)).toEqual([
    {
      message: '`*` stands for any text, `/` too, and `wildcard` ignores case',
      help: 'name each path: `http.request.uri.path in {"/..." "/..."}`',
      at: 'http.request.uri.path wildcard "/v*/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-wildcard', GOOD)).toEqual([]);
});
