import { foundBy } from '../../support/lint';

const BAD = 'http.request.method eq "post"';
const GOOD = 'http.request.method eq "POST"';

test('finds a method that no request has', () => {
  expect(foundBy('method-case', BAD)).toEqual([
    { message: 'methods are upper case, got: `post`', help: 'write `POST`', at: '"post"' },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('method-case', GOOD)).toEqual([]);
});
