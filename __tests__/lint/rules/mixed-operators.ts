import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "a.example.com" and ssl or http.host eq "b.example.com"';
const GOOD = '(http.host eq "a.example.com" and ssl) or http.host eq "b.example.com"';

test('finds `and`, `or` and `xor` side by side without parentheses', () => {
  expect(foundBy('mixed-operators', BAD)).toEqual([
    {
      message: '`and` binds tighter than the `or` next to it',
      help: 'put parentheses round the part that belongs together: (... and ...)',
      at: 'http.host eq "a.example.com" and ssl',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('mixed-operators', GOOD)).toEqual([]);
});
