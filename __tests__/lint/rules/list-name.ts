import { foundBy } from '../../support/lint';
import { planWith, stackWith, stateWith } from '../../support/terraform-files';

const inStack = (name: unknown) =>
  foundBy('list-name', stackWith({ cloudflare_list: { office: { kind: 'ip', name } } }));
const planned = (actions: readonly string[]) =>
  planWith([{ type: 'cloudflare_list', name: 'office', values: { kind: 'ip', name: 'Office' }, actions }]);

test('finds a name that no expression can hold', () => {
  expect(inStack('Office-Berlin')).toEqual([
    {
      message: 'the list name in `name` must be 1 to 50 characters of a-z, 0-9 and _, got: `Office-Berlin`',
      help: 'did you mean `office_berlin`?',
      place: 'cloudflare_list.office',
    },
  ]);
});

test.each(['$office', '', 'a'.repeat(51), 'cf.malware', 'b\u00fcro'])('finds %j', (name) => {
  expect(inStack(name)).toHaveLength(1);
});

test.each(['office', 'office_2', 'a'.repeat(50), '${var.name}', undefined])('is silent about %j', (name) => {
  expect(inStack(name)).toEqual([]);
});

test('is silent about a list that Cloudflare has taken already', () => {
  expect(foundBy('list-name', planned(['create']))).toHaveLength(1);
  expect(foundBy('list-name', planned(['update']))).toEqual([]);
  const live = { type: 'cloudflare_list', name: 'office', values: { kind: 'ip', name: 'Office' } };
  expect(foundBy('list-name', stateWith(live))).toEqual([]);
});
