import { foundBy } from '../../support/lint';
import { stackWith } from '../../support/terraform-files';

const found = (kind: string, expression: string) =>
  foundBy(
    'list-kind',
    stackWith({
      cloudflare_list: { office: { name: 'office', kind } },
      cloudflare_ruleset: { waf: { kind: 'zone', rules: [{ action: 'block', expression }] } },
    }),
  );

test('finds a list whose kind does not match the field', () => {
  expect(found('hostname', 'ssl and not ip.src in $office')).toEqual([
    {
      message:
        '`$office` is a list of the kind `hostname`, and the field beside it needs one of the kind `ip`',
      help: 'name a list of that kind, or compare another field',
      place: 'cloudflare_ruleset.waf',
      rule: 0,
    },
  ]);
});

test.each<[string, string, number]>([
  ['ip', 'http.host in $office', 1],
  ['ip', 'ip.src.asnum in $office', 1],
  ['ip', 'ip.src in $office', 0],
  ['asn', 'ip.src.asnum in $office', 0],
  ['hostname', 'http.host in $office', 0],
  ['redirect', 'http.request.full_uri in $office', 0],
  ['hostname', 'ip.src in $other', 0],
  ['hostname', 'ip.src in $', 0],
])('compares the kind %s with %s', (kind, expression, count) => {
  expect(found(kind, expression)).toHaveLength(count);
});
