import {
  type EntryPointSpec,
  entryPointArguments,
  entryPointTerraform,
  releaseTerraform,
  stackLocals,
  zoneTerraform,
  zoneWrittenLocal,
} from '../../lib/coexistence';
import { objectAt, type Json } from '../support/synth';
import { define } from '../support/exceptions';
import { ManagedRule, ManagedRuleset, Skip } from '../../lib';

const ID = '0123456789abcdef0123456789abcdef';
const ENTRY_POINT = 'fedcba9876543210fedcba9876543210';
const CUSTOM: EntryPointSpec = {
  zone: { id: ID },
  phase: 'http_request_firewall_custom',
  ownPrefixes: ['wafx__dashboard__'],
  rules: [],
  mayBeIdle: [],
  replacements: [],
  foreignRules: 'keep',
  knownId: undefined,
  otherPhase: 'http_request_firewall_managed',
};
const MANAGED: EntryPointSpec = {
  ...CUSTOM,
  phase: 'http_request_firewall_managed',
  otherPhase: 'http_request_firewall_custom',
};
const localsOf = (spec: EntryPointSpec): Json => objectAt(entryPointTerraform(spec), 'locals');
const conditionsOf = (spec: EntryPointSpec): readonly Json[] =>
  objectAt(entryPointArguments(spec), 'lifecycle')['precondition'] as readonly Json[];

const conditionOf = (conditions: readonly Json[], message: string) =>
  conditions.find(({ error_message }) => String(error_message).includes(message))?.['condition'];

describe('the entry point', () => {
  test('is found by kind and phase in the list', () => {
    expect(localsOf(CUSTOM)[`waf_${ID}_custom_ids`]).toBe(
      `\${toset([for r in data.cloudflare_rulesets.waf_${ID}.rulesets : r.id if r.kind == "zone" && r.phase == "http_request_firewall_custom"])}`,
    );
  });

  test('is not looked for where its id is known', () => {
    expect(localsOf({ ...CUSTOM, knownId: ENTRY_POINT })[`waf_${ID}_custom_ids`]).toBe(
      `\${{ "entryPointIds of the ZoneWaf names it: if it is not found, someone deleted it, so remove the id" = "${ENTRY_POINT}" }}`,
    );
  });
});

describe('rules of others', () => {
  test.each<[string, EntryPointSpec, string]>([
    ['stay in the custom phase', CUSTOM, 'true'],
    ['stay in the managed phase', MANAGED, 'true'],
    ['go from the custom phase where nothing else may be', { ...CUSTOM, foreignRules: 'remove' }, 'false'],
    [
      'go from the managed phase but for those that run rulesets',
      { ...MANAGED, foreignRules: 'remove' },
      'r.action == "execute"',
    ],
  ])('%s', (_title, spec, kept) => {
    const key = `waf_${ID}_${spec.phase === CUSTOM.phase ? 'custom' : 'managed'}`;
    expect(localsOf(spec)[`${key}_foreign`]).toBe(
      `\${[for r in local.${key}_live : r if !startswith(r.ref, "wafx__") && ${kept}]}`,
    );
    expect(localsOf(spec)[`${key}_dropped`]).toContain(
      `if startswith(r.ref, "wafx__") ? !anytrue([startswith(r.ref, "wafx__dashboard__")]) : ${kept}]`,
    );
  });
});

test('says in the line that Terraform shows why it refuses an unexpected write', () => {
  const own = objectAt(entryPointTerraform(CUSTOM), 'data', 'cloudflare_ruleset', `waf_${ID}_custom_own`);
  const comment = /^\$\{\/\* ([^*]*) \*\/ /.exec(String(own['for_each']))?.[1];
  expect(comment).toMatch(
    new RegExp(`http_request_firewall_custom rules of zone ${ID} .*plan again.* -target`),
  );
});

test('waits in the phase that is written first, and nowhere else, for what changes its phase', () => {
  expect(localsOf(MANAGED)).toHaveProperty(`waf_${ID}_managed_kept`);
  expect(localsOf(CUSTOM)).not.toHaveProperty(`waf_${ID}_managed_kept`);
});

test('owns the exceptions of all its namespaces', () => {
  expect(
    localsOf({ ...CUSTOM, ownPrefixes: ['wafx__new__', 'wafx__old__'] })[`waf_${ID}_custom_exceptions`],
  ).toBe(
    `\${merge({ for r in local.waf_${ID}_custom_live : r.ref => r if startswith(r.ref, "wafx__") && !anytrue([startswith(r.ref, "wafx__new__"), startswith(r.ref, "wafx__old__")]) }, {}, local.waf_${ID}_custom_ours)}`,
  );
});

test('escapes the texts of its rules', () => {
  const rule = { ...define().rule, description: 'blocks ${jndi: and %{if}' };
  expect(localsOf({ ...CUSTOM, rules: [rule] })[`waf_${ID}_custom_ours`]).toEqual({
    wafx__dashboard__export: { ...rule, description: 'blocks $${jndi: and %%{if}' },
  });
});

describe('preconditions of the resource', () => {
  test.each([CUSTOM, MANAGED])('refuse when any entry point has changed', (spec) => {
    expect(conditionOf(conditionsOf(spec), 'Someone else changed')).toBe('${length(local.waf_changed) == 0}');
  });

  test('hold the quota, and let a zone that is over it remove rules', () => {
    const key = `waf_${ID}_custom`;
    expect(conditionOf(conditionsOf(CUSTOM), 'quota')).toBe(
      `\${local.${key}_quota == null ? true : (length(local.${key}_desired) + local.${key}_elsewhere <= local.${key}_quota || length(local.${key}_desired) <= length(local.${key}_live))}`,
    );
  });
});

test('the managed phase has no quota', () => {
  expect(conditionOf(conditionsOf(MANAGED), 'quota')).toBeUndefined();
});

test.each([CUSTOM, MANAGED])('is never destroyed, nor replaced for its name', (spec) => {
  expect(objectAt(entryPointArguments(spec), 'lifecycle')).toMatchObject({
    prevent_destroy: true,
    ignore_changes: ['name', 'description'],
  });
});

test('knows which managed rulesets an enabled exception needs', () => {
  const rule = (id: string, skip: Skip, enabled = true) => ({ ...define({ skip, enabled }).rule, ref: id });
  const rules = [
    rule('a', Skip.managedRules(ManagedRule.OWASP_949110)),
    rule('b', Skip.managedRulesets(ManagedRuleset.FREE_MANAGED, ManagedRuleset.OWASP_CORE)),
    rule('c', Skip.managedRulesets(ManagedRuleset.CLOUDFLARE_MANAGED), false),
  ];
  expect(localsOf({ ...MANAGED, rules })[`waf_${ID}_managed_targets`]).toEqual({
    a: ['4814384a9e5d4991b9815dcfc25d2f1f'],
    b: ['4814384a9e5d4991b9815dcfc25d2f1f', '77454fe2d30c4220b5701f6fdfb893ba'],
  });
});

describe('letting go', () => {
  const spec = {
    zone: CUSTOM.zone,
    phase: CUSTOM.phase,
    ownPrefixes: CUSTOM.ownPrefixes,
    knownId: undefined,
  };

  test('forgets the entry point and deletes nothing', () => {
    expect(releaseTerraform(spec)['removed']).toEqual([
      { from: `cloudflare_ruleset.waf_${ID}_custom`, lifecycle: { destroy: false } },
    ]);
  });

  test('is refused while an exception of the stack is live', () => {
    const left = `[for r in local.waf_${ID}_custom_live : r.ref if anytrue([startswith(r.ref, "wafx__dashboard__")])]`;
    const rulesets = `data.cloudflare_rulesets.waf_${ID}.rulesets`;
    const guard = objectAt(releaseTerraform(spec), 'output', `waf_${ID}_custom_guard`);
    const conditions = guard['precondition'] as readonly Json[];
    expect(conditionOf(conditions, 'came back empty')).toBe(
      `\${length(local.waf_${ID}_custom_ids) > 0 || length(${rulesets}) > 0}`,
    );
    expect(conditions).toContainEqual({
      condition: `\${length(${left}) == 0}`,
      error_message: `Zone ${ID} still has exceptions of this stack: \${join(", ", ${left})}. Nothing was changed. First deploy without exceptions and without \`release\`, then let go.`,
    });
  });

  test('is refused while the list of rulesets does not show what the state remembers', () => {
    const guard = objectAt(releaseTerraform(spec), 'output', `waf_${ID}_custom_guard`);
    const remembered = `terraform_data.waf_${ID}_custom_remembered`;
    expect(conditionOf(guard['precondition'] as readonly Json[], 'which this stack has managed')).toBe(
      `\${length(local.waf_${ID}_custom_ids) > 0 ? true : alltrue([for b in ${remembered} : b.triggers_replace == "nothing"])}`,
    );
  });
});

describe('what all writes of a stack depend on', () => {
  test('is every entry point of it', () => {
    expect(stackLocals([MANAGED, CUSTOM, { ...CUSTOM, zone: { id: ENTRY_POINT } }])).toEqual({
      waf_changed: `\${concat([], local.waf_${ID}_custom_changed, local.waf_${ID}_managed_changed, local.waf_${ENTRY_POINT}_custom_changed)}`,
      waf_incomplete: `\${concat([], local.waf_${ID}_custom_incomplete, local.waf_${ID}_managed_incomplete, local.waf_${ENTRY_POINT}_custom_incomplete)}`,
    });
  });

  test('is nothing in a stack without a zone', () => {
    expect(stackLocals([])).toEqual({ waf_changed: '${concat([])}', waf_incomplete: '${concat([])}' });
  });

  test('is read again where the zone, or a list that it names, is to be written', () => {
    expect(
      zoneWrittenLocal(CUSTOM.zone, [CUSTOM.phase, MANAGED.phase], ['waf_list_b', 'waf_list_a']),
    ).toEqual({
      [`waf_${ID}_written`]: `\${!alltrue([local.waf_${ID}_custom_in_sync, local.waf_${ID}_managed_in_sync, local.waf_list_a_in_sync, local.waf_list_b_in_sync])}`,
    });
  });
});

describe('the zone', () => {
  test('by id is not looked up', () => {
    expect(zoneTerraform({ id: ID })).toEqual({
      terraform: { required_version: '>= 1.7' },
      data: {
        cloudflare_rulesets: {
          [`waf_${ID}`]: { provider: `cloudflare.waf_${ID}_removal_needs_letting_go`, zone_id: ID },
        },
      },
    });
  });

  test.each<[string | undefined, object]>([
    [undefined, { name: 'example.com' }],
    [ID, { name: 'example.com', account: { id: ID } }],
  ])('by name is looked up in the account %s', (accountId, expected) => {
    const zones = objectAt(zoneTerraform({ name: 'example.com', accountId }), 'data', 'cloudflare_zones');
    expect(zones['waf_example_com']).toMatchObject(expected);
    expect(Object.keys(objectAt(zones, 'waf_example_com')).sort()).toEqual(
      [...Object.keys(expected), 'lifecycle', 'provider'].sort(),
    );
  });
});
