import { callersOf, countText, isListOfCallers } from '../../lib/lint/questions/callers';
import { limitsOf, LIMIT } from '../../lib/lint/limits';
import { parse } from '../../lib/rules-language';

/** Who may call, and whether they are a list of callers. */
function measure(text: string): readonly [who: string, isList: boolean] {
  const callers = callersOf(parse(text).expression);
  const who = countText(callers) ?? (callers.hasUnknown ? 'unknown' : 'everybody');
  return [who, isListOfCallers(callers)];
}

test.each<[string, string, boolean]>([
  ['ip.src eq 1.1.1.1', '1 IPv4 addresses', true],
  ['ip.src in {1.1.1.0/24 1.1.1.7 1.1.2.0..1.1.2.9}', '266 IPv4 addresses', true],
  ['ip.src in {1.0.0.0/10}', '4,194,304 IPv4 addresses', true],
  ['ip.src in {1.0.0.0/10 2.0.0.0}', '4,194,305 IPv4 addresses', false],
  ['ip.src in {1.0.0.0/10 1.1.0.0/16}', '4,194,304 IPv4 addresses', true],
  ['ip.src in {1.0.0.0/8}', '16,777,216 IPv4 addresses', false],
  ['ip.src in {2606:4700::/32}', '2^96 IPv6 addresses', true],
  ['ip.src in {2600::/20}', '2^108 IPv6 addresses', true],
  ['ip.src in {2600::/20 2a00::1}', 'more than 2^108 IPv6 addresses', false],
  ['ip.src in {1.1.1.1 2606:4700::1}', '1 IPv4 addresses and 1 IPv6 addresses', true],
  ['ip.src in {}', 'nobody', true],
  ['ip.src ne 1.1.1.1', '4,294,967,295 IPv4 addresses and 2^128 IPv6 addresses', false],
  ['not ip.src ne 1.1.1.1', '1 IPv4 addresses', true],
  ['not ip.src in {0.0.0.0..1.1.1.0 1.1.1.2..255.255.255.255 ::/0}', '1 IPv4 addresses', true],
  ['ip.src lt 1.1.1.1', 'everybody', false],
  ['ip.src in $office', 'unknown', true],
  ['not ip.src in $office', 'everybody', false],
  ['ip.src in $cf.anonymizer', 'everybody', false],
  ['not ip.src in $cf.anonymizer', 'everybody', false],
  ['cidr(ip.src, 24, 64) eq 1.1.1.0', '256 IPv4 addresses', true],
  ['cidr(ip.src, 24, 64) eq 1.1.1.1', 'nobody', true],
  ['cidr(ip.src, 24, 64) in {1.1.0.0/16}', '65,536 IPv4 addresses', true],
  ['cidr(ip.src, 24, 64) in {1.1.1.1..1.1.3.0}', '512 IPv4 addresses', true],
  ['cidr(ip.src, 24, 48) in {1.1.1.0 2606:4700::}', '256 IPv4 addresses and 2^80 IPv6 addresses', true],
  ['cidr(ip.src, 1, 1) in {0.0.0.0 128.0.0.0}', '4,294,967,296 IPv4 addresses', false],
  ['cidr6(ip.src, 48) in {1.1.1.1 2606:4700::}', '1 IPv4 addresses and 2^80 IPv6 addresses', true],
  ['not cidr(ip.src, 1, 1) in {0.0.0.0 128.0.0.0 :: 8000::}', 'nobody', true],
  ['to_string(ip.src) eq "1.1.1.1"', '1 IPv4 addresses', true],
  ['to_string(ip.src) contains "."', 'everybody', false],
  ['len(to_string(ip.src)) eq 7', 'everybody', false],
  ['ip.src.asnum eq 13335', '1 AS numbers', true],
  ['ip.src.asnum in {1..100}', '100 AS numbers', true],
  ['ip.src.asnum in {1..101}', '101 AS numbers', false],
  ['ip.src.asnum in {1..60 40..90}', '90 AS numbers', true],
  ['ip.src.asnum ne 13335', '4,294,967,295 AS numbers', false],
  ['ip.src.asnum gt 64495 and ip.src.asnum le 64511', '16 AS numbers', true],
  ['ip.src.asnum ge 64496 and ip.src.asnum lt 64512', '16 AS numbers', true],
  ['ip.src.asnum in $networks', 'unknown', true],
  ['to_string(ip.src.asnum) eq "13335"', '1 AS numbers', true],
  ['ip.src.country eq "AT"', 'everybody', false],
  ['ip.src in {1.0.0.0/8} and ip.src in {1.2.0.0/16 9.0.0.0/8}', '65,536 IPv4 addresses', true],
  ['ip.src in {1.0.0.0/8} and not ip.src in {1.1.0.0..1.255.255.255}', '65,536 IPv4 addresses', true],
  ['ip.src in {1.0.0.0/8} and ip.src.asnum eq 13335', '1 AS numbers', true],
  ['ip.src in {1.1.1.0/24} and ip.src.asnum ge 1', '256 IPv4 addresses', true],
  ['ip.src in $office and ip.src in {1.0.0.0/8}', 'unknown', true],
  ['ip.src in {1.0.0.0/8} and ip.src in $office', 'unknown', true],
  ['ip.src in {1.1.1.1} or ip.src in {1.1.1.1 1.1.1.2}', '2 IPv4 addresses', true],
  ['ip.src in {1.1.1.1} or ip.src.asnum eq 13335', '1 IPv4 addresses and 1 AS numbers', true],
  ['ip.src in {1.1.1.1} or ssl', 'everybody', false],
  ['ip.src in {1.0.0.0/8} or ip.src in $office', 'at least 16,777,216 IPv4 addresses', false],
  [
    'ip.src in {1.0.0.0/8} or lower(http.host) eq "a" and ip.src in $office',
    'at least 16,777,216 IPv4 addresses',
    false,
  ],
  ['(ip.src in {1.0.0.0/8} and ssl) or ip.src in $office', 'at least 16,777,216 IPv4 addresses', false],
  [
    '(ip.src in {1.0.0.0/8} and not ip.src in {1.0.0.0/9}) or ip.src in $office',
    'at least 8,388,608 IPv4 addresses',
    false,
  ],
  ['(ip.src in {1.1.1.1} and len(to_string(ip.src)) eq 7) or ip.src in $office', 'unknown', true],
  ['(ip.src in {1.1.1.1} and not ip.src in $blocked) or ip.src in $office', 'unknown', true],
  ['(ip.src in {1.1.1.1} and ip.src.asnum eq 13335) or ip.src in $office', 'unknown', true],
  ['ip.src in {1.0.0.0/11} or ip.src in {1.32.0.0/11}', '4,194,304 IPv4 addresses', true],
  ['ip.src in {1.0.0.0/10} or ip.src in {1.64.0.0/10}', '8,388,608 IPv4 addresses', false],
  ['not (ip.src ne 1.1.1.1 and ip.src ne 1.1.1.2)', '2 IPv4 addresses', true],
  ['ip.src in {1.1.1.1} xor ip.src in {1.1.1.2}', 'everybody', false],
  ['false', 'nobody', true],
  ['true', 'everybody', false],
])('measures who may call: %s', (text, who, isList) => {
  expect(measure(text)).toEqual([who, isList]);
  expect((limitsOf(parse(text).expression) & LIMIT.caller) !== 0).toBe(isList);
});

/** Alternatives with a path of their own beside alternatives for callers. */
test.each<[string, boolean]>([
  ['http.request.uri.path eq "/x" or ip.src in {1.0.0.0/10}', true],
  ['http.request.uri.path eq "/x" or ip.src in {1.0.0.0/8}', false],
  ['http.request.uri.path eq "/x" or ip.src in {1.0.0.0/10} or ip.src in {1.64.0.0/10}', false],
  ['(http.request.uri.path eq "/x" and ip.src in {1.0.0.0/8}) or ip.src in {2.0.0.0/10}', true],
  ['(http.request.uri.path eq "/x" and ip.src in {1.0.0.0/10}) or http.request.uri.path eq "/y"', true],
])('has a path or a list of callers in each alternative: %s', (text, isLimited) => {
  expect((limitsOf(parse(text).expression) & LIMIT.pathOrCaller) !== 0).toBe(isLimited);
});
