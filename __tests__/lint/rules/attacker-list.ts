import { foundBy } from '../../support/lint';

const IDIOM =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';
const BAD = `${IDIOM} and ip.src in $cf.malware`;
const GOOD = `${IDIOM} and not ip.src in $cf.malware`;

test('finds an exception for addresses that Cloudflare lists as a threat', () => {
  expect(foundBy('attacker-list', BAD)).toEqual([
    {
      message: '`$cf.malware` names attackers and anonymous clients, and the exception is for them',
      help: 'name the callers that may use it: `ip.src in {...}`',
      at: 'ip.src in $cf.malware',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('attacker-list', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['ip.src in $cf.botnetcc', ['ip.src in $cf.botnetcc']],
  ['ip.src in $cf.anonymizer', ['ip.src in $cf.anonymizer']],
  ['ip.src in $cf.open_proxies', ['ip.src in $cf.open_proxies']],
  ['ip.src in $cf.vpn', ['ip.src in $cf.vpn']],
  ['ip.src in $office or ip.src in $cf.vpn', ['ip.src in $cf.vpn']],
  ['not (ssl or not ip.src in $cf.vpn)', ['ip.src in $cf.vpn']],
  ['ip.src in $office and not ip.src in $cf.vpn', []],
  ['not (ip.src in $cf.vpn or ip.src in $cf.malware)', []],
  ['ip.src in $office', []],
])('knows for whom the exception is: %s', (text, at) => {
  expect(foundBy('attacker-list', text).map((found) => found.at)).toEqual(at);
});

test('leaves a block of attackers alone', () => {
  const rules = [{ expression: 'ip.src in $cf.malware', action: 'block' }];
  expect(foundBy('attacker-list', { rules })).toEqual([]);
});
