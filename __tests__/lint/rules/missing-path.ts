import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "app.example.com" and http.request.method eq "POST"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds an exception for every path, for every caller', () => {
  expect(foundBy('missing-path', BAD)).toEqual([
    {
      message: 'the exception holds for every path, whoever asks',
      help: 'name the path: `http.request.uri.path eq "/..."`',
      at: 'http.host eq "app.example.com" and http.request.method eq "POST"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-path', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['(http.request.uri.path eq "/x") or ip.src in $office', []],
  ['http.request.uri.path eq "/x" or raw.http.request.uri.path eq "/x"', []],
  ['ip.src in $office or cf.verified_bot_category eq "Search Engine Crawler"', []],
  ['starts_with(http.request.uri.path, "/")', ['starts_with(http.request.uri.path, "/")']],
  ['http.request.uri.path eq http.referer', ['http.request.uri.path eq http.referer']],
  ['starts_with(http.request.uri.path, http.referer)', ['starts_with(http.request.uri.path, http.referer)']],
  [
    'raw.http.request.uri.path eq http.request.uri.path',
    ['raw.http.request.uri.path eq http.request.uri.path'],
  ],
  ['http.request.uri.path matches "^.*$"', ['http.request.uri.path matches "^.*$"']],
  [
    'lower(http.request.uri.path) matches "^(?:/[^A-Z]*)?$"',
    ['lower(http.request.uri.path) matches "^(?:/[^A-Z]*)?$"'],
  ],
  ['http.request.uri.path matches "^/{0,1}.{0,99}$"', ['http.request.uri.path matches "^/{0,1}.{0,99}$"']],
  ['http.request.uri matches "/"', ['http.request.uri matches "/"']],
  ['http.request.uri.path matches "^/[a-z]$"', []],
  ['len(http.request.uri.path) eq 7', ['len(http.request.uri.path) eq 7']],
])('is silent where each alternative has a path or a caller: %s', (text, at) => {
  expect(foundBy('missing-path', text).map((found) => found.at)).toEqual(at);
});
