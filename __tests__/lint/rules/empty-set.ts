import { foundBy } from '../../support/lint';

const BAD = 'http.host in {}';
const GOOD = 'http.host in {"app.example.com"}';

test('finds a set without items, which is never true', () => {
  expect(foundBy('empty-set', BAD)).toEqual([
    {
      message: 'the set is empty: the condition is never true',
      help: 'name the values, or remove the condition',
      at: '{}',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('empty-set', GOOD)).toEqual([]);
});
