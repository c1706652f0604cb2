import { ID_PATTERN } from '../../../lib/cloudflare';
import { ManagedRule, ManagedRuleset } from '../../../lib/managed-rules';
import { MANAGED_RULESETS, managedRuleset } from '../../../lib/sandbox/cloudflare-api/facts/managed-rulesets';

test.each(ManagedRuleset.all.map(({ id, title }) => [title, id]))('holds the ruleset %s', (title, id) => {
  expect(managedRuleset(id)?.ruleset.name).toBe(title);
});

test.each(ManagedRule.all.map(({ title, id, ruleset }) => [title, id, ruleset.id]))(
  'holds the rule %s',
  (title, id, rulesetId) => {
    const rule = managedRuleset(rulesetId)?.ruleset.rules.find((candidate) => candidate.id === id);
    expect(rule?.['description']).toBe(title);
  },
);

test('has each id once', () => {
  const ids = MANAGED_RULESETS.flatMap(({ ruleset }) => [
    ruleset.id,
    ...ruleset.rules.flatMap(({ id, ref }) => [id, ref]),
  ]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a rule whose id only Cloudflare knows has the same one in every sandbox', () => {
  const owasp = managedRuleset('4814384a9e5d4991b9815dcfc25d2f1f')?.ruleset.rules ?? [];
  expect(owasp.find(({ id }) => id === 'c9ae955c2ab0d599e975eea1e7a4ca11')).toMatchObject({
    description: expect.stringMatching(/^913120: /) as string,
    ref: expect.stringMatching(ID_PATTERN) as string,
  });
});
