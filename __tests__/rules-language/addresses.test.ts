import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { addressText, parseAddress } from '../../lib/rules-language';
import { networkOf } from '../../lib/rules-language/addresses/addresses';
import { Random } from './support/random';

test.each([
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['2001:DB8:0:0:1:0:0:0', '2001:db8:0:0:1::'],
  // Of two runs of zeros that are equally long, the first one is left out (RFC 5952, section 4.2.3).
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::ffff:10.1.2.3', '::ffff:10.1.2.3'],
  ['::ffff:a01:203', '::ffff:10.1.2.3'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ['0001::0abc', '1::abc'],
])('reads %s', (text, canonical) => {
  expect(addressText(parseAddress(text) ?? '')).toBe(canonical);
});

test.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1.2.3.4 ',
  '+1.2.3.4',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4::5:6:7:8',
  '12345::',
  '::g',
  '1.2.3.4::',
  '::1.2.3.4:1',
  '::01.2.3.4',
  ':1::',
  '::1:',
  'fe80::1%eth0',
])('refuses %j', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test('agrees with Node and ipaddr.js on what is an address, and on its text', () => {
  const random = new Random(3);
  const pieces = ['0', '1', '10', '255', '256', '01', 'abcd', 'FFFF', 'ffff', '.', ':', ':', '::', '12345'];
  let addresses = 0;
  for (let round = 0; round < 100_000; round++) {
    const text = random.list(3, 16, () => random.pick(pieces)).join('');
    const address = parseAddress(text);
    if ((address !== undefined) !== (isIP(text) !== 0)) throw new Error(`is ${text} an address?`);
    if (address === undefined) continue;
    addresses++;
    const canonical = addressText(address);
    if (parseAddress(canonical) !== address) throw new Error(`${canonical} is not ${text}`);
    const bytes = Array.from(address, (byte) => byte.charCodeAt(0));
    if (ipaddr.parse(text).toByteArray().join() !== bytes.join()) throw new Error(`${text} has other bytes`);
  }
  expect(addresses).toBeGreaterThan(500);
});

test.each([
  ['10.255.255.255', 8, '10.0.0.0'],
  ['10.255.255.255', 9, '10.128.0.0'],
  ['10.255.255.255', 0, '0.0.0.0'],
  ['10.255.255.255', 32, '10.255.255.255'],
  ['ffff:ffff:ffff::1', 33, 'ffff:ffff:8000::'],
])('the network of %s/%i is %s', (text, prefixLength, network) => {
  expect(addressText(networkOf(parseAddress(text) ?? '', prefixLength))).toBe(network);
});
