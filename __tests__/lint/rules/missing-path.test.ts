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
