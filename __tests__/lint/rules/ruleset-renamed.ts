import { foundBy } from '../../support/lint';
import { entryPoint, planWith } from '../../support/terraform-files';

const replaced = (values: object, actions: readonly string[], before: object = {}) =>
  foundBy(
    'ruleset-renamed',
    planWith([
      {
        type: 'cloudflare_ruleset',
        name: 'waf',
        values: entryPoint({ ...values }),
        actions,
        before: entryPoint({ ...before }),
      },
    ]),
  );

test.each([[['delete', 'create']], [['create', 'delete']]])(
  'finds a new name behind a replacement: %j',
  (actions) => {
    expect(replaced({ name: 'ours' }, actions)).toEqual([
      {
        message:
          'the name changes from `default` to `ours`: the entry point is deleted with all its rules, and recreated',
        help: 'keep the live name',
        place: 'cloudflare_ruleset.waf',
      },
    ]);
  },
);

test.each([
  ['an update', { name: 'ours' }, ['update']],
  ['a replacement for another reason', { zone_id: '0'.repeat(32) }, ['delete', 'create']],
  ['a ruleset that nobody executes by itself', { name: 'ours', kind: 'custom' }, ['delete', 'create']],
  ['a new entry point', { name: 'ours' }, ['create']],
])('is silent about %s', (_name, values, actions) => {
  expect(replaced(values, actions)).toEqual([]);
});
