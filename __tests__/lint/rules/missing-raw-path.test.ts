import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds a path condition that the origin may see differently', () => {
  expect(foundBy('missing-raw-path', BAD)).toEqual([
    {
      message:
        'only the normalised path is compared, and the origin gets the raw one, such as `/x.php/../export`',
      help: 'compare `raw.http.request.uri.path` with the same text as well',
      at: 'http.request.uri.path eq "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-raw-path', GOOD)).toEqual([]);
});
