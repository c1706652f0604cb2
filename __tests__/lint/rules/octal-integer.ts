import { foundBy } from '../../support/lint';

const BAD = 'cf.edge.server_port eq 0443';
const GOOD = 'cf.edge.server_port eq 443';

test('finds a number with a leading zero, which is octal', () => {
  expect(foundBy('octal-integer', BAD)).toEqual([
    {
      message: 'a leading zero makes a number octal: `0443` is 291',
      help: 'write `443` or `291`, whichever is meant',
      at: '0443',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('octal-integer', GOOD)).toEqual([]);
});
