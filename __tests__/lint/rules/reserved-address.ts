import { callerFindings, parseCallers } from '../../../lib/exceptions/request/callers';
import { parseAddress } from '../../../lib/rules-language';
import { networkOf, wholeCidr } from '../../../lib/rules-language/addresses/addresses';
import { Random } from '../../rules-language/support/random';
import { REQUEST } from '../../support/exceptions';
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

test.each<[string, readonly string[]]>([
  ['ip.src in {192.0.0.0/8}', []],
  ['ip.src in {3fff::1 64:ff9b::1 100::1}', ['3fff::1', '64:ff9b::1', '100::1']],
  ['ip.src eq 192.0.0.1', ['192.0.0.1']],
  ['ip.src in {10.0.0.0..10.0.0.9 9.255.255.255..10.0.0.1}', ['10.0.0.0..10.0.0.9']],
])('takes a network for reserved only as a whole: %s', (text, at) => {
  expect(foundBy('reserved-address', text).map((found) => found.at)).toEqual(at);
});

/** Addresses near the ends of what IANA keeps, and anywhere. */
const NEAR = [
  '0.0.0.0',
  '10.0.0.0',
  '100.64.0.0',
  '127.0.0.0',
  '192.0.0.0',
  '192.0.2.0',
  '198.18.0.0',
  '224.0.0.0',
  '240.0.0.0',
  '64:ff9b::',
  '100::',
  '2001::',
  '2001:db8::',
  '2002:7f00::',
  '3fff::',
  '5f00::',
  'fc00::',
  'fe80::',
  'ff00::',
].map((text) => parseAddress(text) ?? '');

test('gives the same answer about each address and CIDR as the props', () => {
  const random = new Random(11);
  const answers = { reserved: 0, free: 0 };
  for (let round = 0; round < 3000; round++) {
    const near = random.pick(NEAR);
    const anywhere = Array.from({ length: near.length }, () => String.fromCharCode(random.below(256))).join(
      '',
    );
    const start = random.below(3) === 0 ? anywhere : networkOf(near, 4 + random.below(near.length * 8 - 4));
    const shortest = start.length === 4 ? 8 : 12;
    const prefixLength = shortest + random.below(start.length * 8 - shortest + 1);
    const text = wholeCidr({ address: networkOf(start, prefixLength), prefixLength });
    // The props refuse these altogether, and lint says why nobody has them.
    if (text.startsWith('::ffff:')) continue;
    const findings = callerFindings(parseCallers({ ...REQUEST, from: [text] })).map(({ id }) => id);
    const found = foundBy('reserved-address', `ip.src in {${text}}`);
    if (findings.length !== found.length) throw new Error(`${text}: ${findings.join()} by the props`);
    answers[found.length > 0 ? 'reserved' : 'free']++;
  }
  expect(answers.reserved).toBeGreaterThan(500);
  expect(answers.free).toBeGreaterThan(500);
});
