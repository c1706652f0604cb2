import { foundBy } from '../../support/lint';

const BAD = 'http.hots eq "app.example.com"';
const GOOD = 'http.host eq "app.example.com"';

test('finds the text is no expression of the Rules language', () => {
  expect(foundBy('invalid-expression', BAD)).toEqual([
    {
      message: 'unknown identifier `http.hots` [expression/unknown-field]',
      help: 'did you mean `http.host`?',
      at: 'http.hots',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('invalid-expression', GOOD)).toEqual([]);
});
