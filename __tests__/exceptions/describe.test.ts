import {
  describeException,
  type WafExceptionProps,
  ManagedRule,
  ManagedRuleset,
  Path,
  Skip,
} from '../../lib';
import { define, REQUEST } from '../support/exceptions';

const from = (...addresses: readonly string[]): Partial<WafExceptionProps> => ({
  request: { ...REQUEST, from: addresses },
});

test.each<[string, Partial<WafExceptionProps>, string]>([
  [
    'several hosts, methods and paths',
    {
      request: {
        host: ['a.example.com', 'b.example.com:2083'],
        method: ['POST', 'PUT'],
        path: ['/x', Path.pattern('/orders/*/**')],
      },
    },
    'POST or PUT https://a.example.com/x, https://a.example.com/orders/*/**, https://b.example.com:2083/x or https://b.example.com:2083/orders/*/** from anywhere skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'a query, plain HTTP, a further condition and a period',
    {
      request: {
        ...REQUEST,
        query: { a: '1', b: ['2', '3'] },
        scheme: 'any',
        where: 'ip.src.country eq "DE"',
      },
      starts: '2026-11-30',
      expires: '2026-11-30T22:00Z',
    },
    'POST http(s)://app.example.com/export with a=1 and b=2 or b=3 in the query from anywhere, where ip.src.country eq "DE", skips all managed rules of the zone from 2026-11-30 on until 2026-11-30 22:00 UTC.',
  ],
  [
    'everybody',
    {},
    'POST https://app.example.com/export from anywhere skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'one address',
    from('8.8.8.8'),
    'POST https://app.example.com/export from 8.8.8.8 skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'two addresses',
    from('8.8.8.8', '1.1.1.1'),
    'POST https://app.example.com/export from 8.8.8.8 and 1.1.1.1 skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'ranges',
    from('44.0.0.0/8', '1.1.1.1', '1.1.2.0/24'),
    'POST https://app.example.com/export from 44.0.0.0/8, 1.1.1.1 and 1.1.2.0/24 (16,777,473 addresses) skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'many ranges',
    from('1.1.1.1', '1.1.1.3', '1.1.1.5', '1.1.1.7'),
    'POST https://app.example.com/export from 4 ranges (4 addresses) skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'a list',
    { request: { ...REQUEST, from: { listName: 'office' } } },
    'POST https://app.example.com/export from the IP list $office skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'a prefix',
    { request: { ...REQUEST, path: Path.under('/api/export/') } },
    'POST https://app.example.com/api/export/* from anywhere skips all managed rules of the zone until 2027-03-31.',
  ],
  [
    'a disabled exception',
    { enabled: false },
    'POST https://app.example.com/export from anywhere would skip, once enabled, all managed rules of the zone until 2027-03-31.',
  ],
  [
    'a rule',
    { skip: Skip.managedRules(ManagedRule.OWASP_949110) },
    'POST https://app.example.com/export from anywhere skips rule 949110: Inbound Anomaly Score Exceeded of the Cloudflare OWASP Core Ruleset until 2027-03-31.',
  ],
  [
    'rulesets',
    { skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE, ManagedRuleset.CLOUDFLARE_MANAGED) },
    'POST https://app.example.com/export from anywhere skips the Cloudflare OWASP Core Ruleset and the Cloudflare Managed Ruleset until 2027-03-31.',
  ],
  [
    'more than managed rules',
    { skip: Skip.allManagedRules({ alsoSkip: ['bic', 'hot'] }) },
    'POST https://app.example.com/export from anywhere skips all managed rules of the zone, Browser Integrity Check and Hotlink Protection until 2027-03-31.',
  ],
])('tells of %s in one sentence', (_title, props, sentence) => {
  expect(describeException(define(props))).toBe(sentence);
});

test('tells that there is no end', () => {
  const exception = define();
  expect(describeException({ ...exception, request: { ...exception.request, expiry: undefined } })).toBe(
    'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end.',
  );
});
