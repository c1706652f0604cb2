import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and not http.request.headers["x-key"][0] eq "k"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and http.request.headers["x-key"][0] eq "k"';

test('finds a negated comparison of something that a request may lack', () => {
  expect(foundBy('negated-missing-value', BAD)).toEqual([
    {
      message: 'the negation is also true for a request without this part of `http.request.headers`',
      help: 'add a condition that it is there: `len(...) >= 0`',
      at: 'http.request.headers["x-key"][0] eq "k"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('negated-missing-value', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['not any(http.request.headers["a"][*] ne "")', []],
  ['not any(http.request.headers["a"][*] ne "b")', ['http.request.headers["a"][*] ne "b"']],
])('knows who means that it is missing: %s', (text, at) => {
  expect(foundBy('negated-missing-value', text).map((found) => found.at)).toEqual(at);
});

test('is silent where its advice is taken', () => {
  const negated = 'not http.request.headers["a"][0] eq "b"';
  expect(foundBy('negated-missing-value', `${negated} and len(http.request.headers["a"]) >= 0`)).toEqual([]);
  expect(foundBy('negated-missing-value', `${negated} and len(http.request.headers["c"]) >= 0`)).toHaveLength(
    1,
  );
  expect(foundBy('negated-missing-value', `${negated} or len(http.request.headers["a"]) >= 0`)).toHaveLength(
    1,
  );
});

test.each([
  'not any(http.request.headers.names[*] eq "authorization")',
  'not any(http.request.uri.args.names[*] eq "debug")',
])('is silent about a list that may be empty: that is what is asked: %s', (text) => {
  expect(foundBy('negated-missing-value', text)).toEqual([]);
});
