import { countChanges } from '../../../scripts/demo/saved-plan';

const change = (actions: readonly string[], more: object = {}, mode = 'managed') => ({
  mode,
  change: { actions, ...more },
});

test('counts what a plan does as Terraform does', () => {
  const plan = {
    resource_changes: [
      change(['update'], { importing: { id: 'x' } }),
      change(['no-op'], { importing: { id: 'y' } }),
      change(['create']),
      change(['delete', 'create']),
      change(['no-op']),
      change(['read'], {}, 'data'),
    ],
  };
  expect(countChanges(plan)).toEqual({ imported: 2, added: 2, changed: 1, destroyed: 1 });
});

test.each([{}, { resource_changes: [change(['no-op'])] }])('sees that a plan changes nothing', (plan) => {
  expect(countChanges(plan)).toEqual({ imported: 0, added: 0, changed: 0, destroyed: 0 });
});
