import { describeException, type ExceptionProps, ManagedRule, ManagedRuleset, Path, Skip } from '../../lib';
import { define, REQUEST } from '../support/exceptions';

const from = (...addresses: readonly string[]): Partial<ExceptionProps> => ({
  request: { ...REQUEST, from: addresses },
});

test.each<[string, Partial<ExceptionProps>, string]>([
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
  expect(describeException({ ...exception, expiry: undefined })).toBe(
    'POST https://app.example.com/export from anywhere skips all managed rules of the zone with no end.',
  );
});
