import { Construct } from 'constructs';
import { Testing } from 'cdktf';
import { ForeignRules, ManagedRuleset, Skip, Zone, ZoneWaf, type ZoneWafProps } from '../../lib';
import { refusalOf } from '../support/refusal';
import { exceptionIn, stackIn, wafIn, ZONE } from '../support/waf';
import { objectAt, synthStack } from '../support/synth';

const ID = '0123456789abcdef0123456789abcdef';
const newStack = () => stackIn(Testing.app());

test('takes part in two zones from one stack', () => {
  const { terraform } = synthStack((stack) => {
    exceptionIn(wafIn(stack));
    exceptionIn(wafIn(stack, { zone: Zone.fromId(ID, { name: 'app.example.com' }) }, 'other'), 'export', {
      skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
    });
  });
  expect(Object.keys(objectAt(terraform, 'resource', 'cloudflare_ruleset')).sort()).toEqual([
    `waf_${ID}_custom`,
    `waf_${ID}_managed`,
    'waf_example_com_custom',
    'waf_example_com_managed',
  ]);
  const locals = objectAt(terraform, 'locals');
  expect(Object.keys(objectAt(locals, 'waf_example_com_custom_ours'))).toEqual(['wafx__dashboard__export']);
  expect(Object.keys(objectAt(locals, `waf_${ID}_managed_ours`))).toEqual(['wafx__dashboard__export']);
  expect(objectAt(locals, 'waf_example_com_managed_ours')).toEqual({});
  expect((terraform['import'] as readonly { to: string }[]).map(({ to }) => to)).toEqual([
    'cloudflare_ruleset.waf_example_com_custom["entry_point"]',
    'cloudflare_ruleset.waf_example_com_managed["entry_point"]',
    `cloudflare_ruleset.waf_${ID}_custom["entry_point"]`,
    `cloudflare_ruleset.waf_${ID}_managed["entry_point"]`,
  ]);
  expect(objectAt(terraform, '//')['waf-exceptions']).toMatchObject([
    {
      zone: { name: 'example.com' },
      ownPrefixes: ['wafx__dashboard__'],
      foreignRules: 'keep',
      exceptions: [{ phase: 'http_request_firewall_custom' }],
    },
    {
      zone: { id: ID },
      ownPrefixes: ['wafx__dashboard__'],
      foreignRules: 'keep',
      exceptions: [{ phase: 'http_request_firewall_managed' }],
    },
  ]);
});

test('takes part in a zone without an exception', () => {
  const { terraform, annotations } = synthStack((stack) => wafIn(stack));
  expect(objectAt(terraform, 'locals', 'waf_example_com_custom_ours')).toEqual({});
  expect(Object.keys(objectAt(terraform, 'resource', 'cloudflare_ruleset'))).toHaveLength(2);
  expect(annotations).toEqual([]);
});

describe('renders', () => {
  const quotaOf = (props: Partial<ZoneWafProps>, id = 'export') => {
    const { terraform } = synthStack((stack) => exceptionIn(wafIn(stack, props), id));
    return objectAt(terraform, 'locals')['waf_example_com_custom_quota'];
  };

  test.each<[string, Partial<ZoneWafProps>, object, string]>([
    ['of each plan', {}, { free: 5, pro: 20, business: 100, enterprise: 1000 }, 'null'],
    ['that code narrows', { zonePlan: 'pro' }, { free: 5, pro: 20, business: 20, enterprise: 20 }, '20'],
    [
      'of an Enterprise contract',
      { customRuleQuota: 1500 },
      { free: 5, pro: 20, business: 100, enterprise: 1500 },
      '1500',
    ],
  ])('the quota %s', (_title, props, limits, other) => {
    expect(quotaOf({ zonePlan: undefined as never, ...props })).toBe(
      `\${try(${JSON.stringify(limits)}[local.waf_example_com_plan], ${other})}`,
    );
  });

  test('no read of a zone that is named by its id, without a custom rule', () => {
    const zone = Zone.fromId(ID);
    const build = (isCustom: boolean) =>
      synthStack((stack) => {
        const waf = wafIn(stack, { zone });
        if (isCustom) exceptionIn(waf);
      }).terraform;
    expect(objectAt(build(false), 'locals')[`waf_${ID}_plan`]).toBe('${null}');
    expect(objectAt(build(false), 'data')['cloudflare_zone']).toBeUndefined();
    expect(objectAt(build(true), 'data', 'cloudflare_zone')).toMatchObject({
      [`waf_${ID}`]: { zone_id: ID },
    });
  });

  test('no warning without a plan: the zone has its own', () => {
    const { annotations } = synthStack((stack) => {
      new ZoneWaf(stack, 'waf', { zone: ZONE, namespace: 'dashboard' });
    });
    expect(annotations).toEqual([]);
  });

  test('why rules that no code declares are deleted', () => {
    const foreignRules = ForeignRules.removeAllButManagedRulesets({ reason: 'SEC-12: code only' });
    expect(synthStack((stack) => wafIn(stack, { foreignRules })).annotations).toEqual([
      'warn stack/waf: rules that no code declares are deleted by the next deploy: SEC-12: code only',
    ]);
  });

  test('entry points that are named by id', () => {
    const { terraform } = synthStack((stack) =>
      wafIn(stack, { entryPointIds: { http_request_firewall_managed: ID } }),
    );
    expect(objectAt(terraform, 'locals')['waf_example_com_managed_ids']).toMatch(`" = "${ID}" }`);
    expect(objectAt(terraform, 'locals')['waf_example_com_custom_ids']).toMatch(/data\.cloudflare_rulesets/);
  });

  test('retired namespaces as its own', () => {
    const { terraform, text } = synthStack((stack) => wafIn(stack, { retiredNamespaces: ['old', 'older'] }));
    expect(objectAt(terraform, 'locals')['waf_example_com_custom_exceptions']).toContain(
      '!anytrue([startswith(r.ref, "wafx__dashboard__"), startswith(r.ref, "wafx__old__"), startswith(r.ref, "wafx__older__")])',
    );
    expect(objectAt(terraform, '//')['waf-exceptions']).toMatchObject([
      { ownPrefixes: ['wafx__dashboard__', 'wafx__old__', 'wafx__older__'] },
    ]);
    expect(text).not.toContain('TfToken');
  });

  test('that nothing but code may hold rules', () => {
    const { terraform } = synthStack((stack) =>
      wafIn(stack, {
        foreignRules: ForeignRules.removeAllButManagedRulesets({ reason: 'agreed with security' }),
      }),
    );
    expect(objectAt(terraform, 'locals')['waf_example_com_custom_foreign']).toBe(
      '${[for r in local.waf_example_com_custom_live : r if !startswith(r.ref, "wafx__") && false]}',
    );
    expect(objectAt(terraform, 'locals')['waf_example_com_managed_foreign']).toBe(
      '${[for r in local.waf_example_com_managed_live : r if !startswith(r.ref, "wafx__") && r.action == "execute"]}',
    );
    expect(objectAt(terraform, '//')['waf-exceptions']).toMatchObject([{ foreignRules: 'remove' }]);
  });
});

describe('ZoneWaf.of', () => {
  test('finds the nearest ZoneWaf around a construct', () => {
    const waf = wafIn(newStack());
    expect(ZoneWaf.of(new Construct(new Construct(waf, 'a'), 'b'))).toBe(waf);
    expect(ZoneWaf.of(waf)).toBe(waf);
  });

  test('refuses a construct outside of one', () => {
    const stack = newStack();
    expect(refusalOf(() => exceptionIn(stack))).toEqual({
      code: 'zone-waf/scope',
      message: 'an exception must be inside a ZoneWaf',
      help: "write new WafException(waf, 'id', { ... }) where waf is a ZoneWaf",
    });
  });

  test('knows the ZoneWaf of another copy of the package', () => {
    expect(ZoneWaf.isZoneWaf({ [Symbol.for('waf-exceptions/ZoneWaf')]: true })).toBe(true);
    expect(ZoneWaf.isZoneWaf(newStack())).toBe(false);
  });
});

test('gives its entry points and their resources as escape hatches', () => {
  const waf = wafIn(newStack());
  expect(waf.zone).toBe(ZONE);
  expect(waf.entryPoint('http_request_firewall_custom').resource.friendlyUniqueId).toBe(
    'waf_example_com_custom',
  );
  expect(waf.entryPoint('http_request_firewall_managed').phase).toBe('http_request_firewall_managed');
});

describe('over the quota of the plan', () => {
  const fill = (waf: ZoneWaf, count: number, props = {}) => {
    for (let index = 0; index < count; index++) exceptionIn(waf, `export-${index}`, props);
  };

  test('takes as many exceptions of the custom phase as the plan allows', () => {
    expect(() => {
      fill(wafIn(newStack(), { zonePlan: 'free' }), 5);
    }).not.toThrow();
  });

  test.each<[string, Partial<ZoneWafProps>, number]>([
    ['a plan', { zonePlan: 'free' }, 5],
    ['a contract', { zonePlan: 'free', customRuleQuota: 2 }, 2],
  ])('refuses one more than %s allows', (_title, props, quota) => {
    expect(
      refusalOf(() => {
        fill(wafIn(newStack(), props), quota + 1);
      }),
    ).toEqual({
      code: 'zone-plan/quota-exceeded',
      message: `the zone has at most ${quota} custom rules, and this exception would be number ${quota + 1} of this stack alone`,
      help: 'correct `zonePlan` or `customRuleQuota` of the ZoneWaf, or remove an exception; where the zone runs managed rulesets, Skip.managedRulesets and Skip.managedRules need no custom rule',
    });
  });

  test('does not count exceptions of the managed phase', () => {
    expect(() => {
      fill(wafIn(newStack(), { zonePlan: 'free' }), 6, {
        skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
      });
    }).not.toThrow();
  });
});
