import { foundBy } from '../../support/lint';

const BAD = 'ip.src in {104.16.0.0/13 104.16.0.7}';
const GOOD = 'ip.src in {104.16.0.0/13 104.24.0.7}';

test('finds an address that another one in the set covers', () => {
  expect(foundBy('overlapping-address', BAD)).toEqual([
    {
      message: '`104.16.0.0/13` covers `104.16.0.7` already',
      help: 'remove one of them: the wider one, if only the narrower is meant',
      at: '104.16.0.7',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('overlapping-address', GOOD)).toEqual([]);
});
