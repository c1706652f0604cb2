import { foundBy } from '../../support/lint';

const BAD = 'ip.geoip.country eq "AT"';
const GOOD = 'ip.src.country eq "AT"';

test('finds a field that Cloudflare has replaced', () => {
  expect(foundBy('deprecated-field', BAD)).toEqual([
    { message: '`ip.geoip.country` is deprecated', help: 'use `ip.src.country`', at: 'ip.geoip.country' },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('deprecated-field', GOOD)).toEqual([]);
});
