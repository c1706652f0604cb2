import { foundBy } from '../../support/lint';

const BAD = 'ip.src in {10.0.0.0/8}';
const GOOD = 'ip.src in {104.16.0.0/13}';

test('finds an address that no client on the internet has', () => {
  expect(foundBy('reserved-address', BAD)).toEqual([
    {
      message: 'no public client has the address `10.0.0.0/8` (private)',
      help: 'name the public address that Cloudflare sees, often that of a NAT gateway',
      at: '10.0.0.0/8',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('reserved-address', GOOD)).toEqual([]);
});
