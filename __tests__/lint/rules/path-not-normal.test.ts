import { foundBy } from '../../support/lint';

const BAD = 'http.request.uri.path eq "/export?id=1"';
const GOOD = 'http.request.uri.path eq "/export"';

test('finds a path that no request has after normalisation', () => {
  expect(foundBy('path-not-normal', BAD)).toEqual([
    {
      message: '`/export?id=1` holds a query string or fragment, which a path has not: it can never match',
      help: 'write the path as Cloudflare sees it, such as `/admin/export`',
      at: '"/export?id=1"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-not-normal', GOOD)).toEqual([]);
});
