import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "a.example.com" and http.host eq "b.example.com"';
const GOOD = 'http.host in {"a.example.com" "b.example.com"}';

test('finds conditions that cannot hold together', () => {
  expect(foundBy('contradiction', BAD)).toEqual([
    {
      message:
        'the conditions can never hold together: `http.host` has one value, and another condition asks for a different one',
      help: 'join alternatives with `or`, or name them in one set: `in {...}`',
      at: 'http.host eq "b.example.com"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('contradiction', GOOD)).toEqual([]);
});
