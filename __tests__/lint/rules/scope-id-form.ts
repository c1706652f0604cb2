import { foundBy } from '../../support/lint';
import { stackWith } from '../../support/terraform-files';

const found = (values: Readonly<Record<string, unknown>>) =>
  foundBy('scope-id-form', stackWith({ cloudflare_ruleset: { waf: values } }));

test('finds something that is no id', () => {
  expect(found({ zone_id: 'example.com' })).toEqual([
    {
      message: '`zone_id` has 32 lower-case hex characters, got: `example.com`',
      help: 'copy it from the overview of the zone in the dashboard: the name of a zone is not its id',
      place: 'cloudflare_ruleset.waf',
    },
  ]);
  expect(found({ account_id: 'FEDCBA9876543210FEDCBA9876543210' })).toHaveLength(1);
});

test.each(['0123456789abcdef0123456789abcdef', '${var.zone_id}', undefined])(
  'is silent about %s',
  (zone_id) => {
    expect(found({ zone_id })).toEqual([]);
  },
);
