import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and all(http.request.headers["x-key"][*] eq "k")';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and any(http.request.headers["x-key"][*] eq "k")';

test('finds `all()` over something that a request may lack', () => {
  expect(foundBy('all-over-missing', BAD)).toEqual([
    {
      message: '`all(...)` is also true for a request without this part of `http.request.headers`',
      help: 'add a condition that it is there: `len(...) >= 0`',
      at: 'http.request.headers["x-key"][*] eq "k"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('all-over-missing', GOOD)).toEqual([]);
});

test('is silent where the header must be there', () => {
  const all = 'all(http.request.headers["a"][*] eq "b")';
  expect(foundBy('all-over-missing', `${all} and len(http.request.headers["a"]) > 0`)).toEqual([]);
  expect(foundBy('all-over-missing', `${all} and len(http.request.headers["a"]) eq 0`)).toHaveLength(1);
});

test('does not advise `any()` where that means something else', () => {
  expect(foundBy('all-over-missing', 'all(http.request.headers["x"][*] ne "k")')).toMatchObject([
    { help: 'add a condition that it is there: `len(...) >= 0`' },
  ]);
  expect(foundBy('all-over-missing', 'all(http.request.headers.names[*] ne "x")')).toEqual([]);
});
