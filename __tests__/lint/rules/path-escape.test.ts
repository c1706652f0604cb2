import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/app/uploads/")';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/app/uploads/") and not (lower(raw.http.request.uri.path) contains "%2f" or lower(raw.http.request.uri.path) contains "%5c")';

test('finds a path prefix that an encoded `../` leaves again', () => {
  expect(foundBy('path-escape', BAD)).toEqual([
    {
      message: 'below the prefix an origin may see another path: `%2f` and `%5c` are not refused',
      help: 'add: not lower(raw.http.request.uri.path) contains "%2f", and the same for "%5c"',
      at: 'starts_with(http.request.uri.path, "/app/uploads/")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-escape', GOOD)).toEqual([]);
});
