import { foundBy } from '../../support/lint';

const BAD = 'lower(http.user_agent) contains "Googlebot"';
const GOOD = 'lower(http.user_agent) contains "googlebot"';

test('finds a text in a case that the function never gives', () => {
  expect(foundBy('text-case', BAD)).toEqual([
    {
      message: '`lower()` leaves no capital letters: `Googlebot` can never match',
      help: 'write `googlebot`',
      at: '"Googlebot"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('text-case', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['upper(http.request.method) in {"POST" "put"}', ['"put"']],
  ['any(lower(http.request.headers["x-a"][*])[*] eq "Yes")', ['"Yes"']],
  ['starts_with(lower(http.request.uri.path), "/Export/")', ['"/Export/"']],
  ['lower(http.host) eq "A.example.com"', ['"A.example.com"']],
  ['not upper(http.host) eq "a"', ['"a"']],
  ['lower(http.host) contains "2"', []],
  ['len(lower(http.host)) eq 5', []],
  ['http.user_agent contains "Googlebot"', []],
])('looks at the outermost function: %s', (text, at) => {
  expect(foundBy('text-case', text).map((found) => found.at)).toEqual(at);
});
