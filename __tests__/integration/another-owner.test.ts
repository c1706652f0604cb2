import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defineException,
  IpList,
  ManagedRule,
  ManagedRuleset,
  Path,
  Skip,
  type SkipRule,
  toApiJson,
  toHcl,
} from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, DASHBOARD_RULES, EMPTY_ZONE, EXECUTE_RULES, MANAGED, seedOf } from './support/seeds';

const BASE = { reason: 'Body holds ${jndi:x} and %{if} "quoted"', owner: 'team-a', expires: '2099-12-31' };

/** One exception for each kind of target. */
const RULES: readonly SkipRule[] = [
  defineException('team-a', 'everything', {
    ...BASE,
    request: {
      host: 'app.example.com',
      method: 'POST',
      path: Path.under('/forms/export/'),
      from: ['203.0.113.7'],
    },
    skip: Skip.allManagedRules({ alsoSkip: ['http_ratelimit', 'bic'] }),
  }),
  defineException('team-a', 'rulesets', {
    ...BASE,
    request: { host: 'app.example.com', method: 'PUT', path: '/a', from: IpList.fromName('office_egress') },
    skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
  }),
  defineException('team-a', 'rules', {
    ...BASE,
    request: { host: 'app.example.com', method: 'PUT', path: '/b' },
    skip: Skip.managedRules(ManagedRule.OWASP_949110),
  }),
].map(({ rule }) => rule);

describeWithTerraform('an entry point that another tool owns', () => {
  let zone: SandboxZone;
  const [everything, ...managedRules] = RULES;
  const LIST = { account: 'Example', name: 'office_egress', kind: 'ip', items: [{ ip: '203.0.113.0/24' }] };
  afterEach(() => zone.close());
  const withoutIds = (rules: readonly object[]) =>
    rules.map((rule) =>
      Object.fromEntries(
        Object.entries(rule).filter(([key]) => !['id', 'version', 'last_updated'].includes(key)),
      ),
    );

  it('takes the exceptions as HCL', async () => {
    zone = await SandboxZone.start({ ...EMPTY_ZONE, lists: [LIST] });
    const folder = join(zone.directory, 'hcl');
    mkdirSync(folder);
    const ruleset = (phase: string, rules: readonly (SkipRule | undefined)[], others: string) => `
resource "cloudflare_ruleset" "${phase}" {
  zone_id = "${ZONE_ID}"
  kind    = "zone"
  name    = "default"
  phase   = "${phase}"
  rules = [
    ${rules.flatMap((rule) => (rule === undefined ? [] : [toHcl(rule)])).join(',\n    ')},
    ${others}
  ]
}
`;
    writeFileSync(
      join(folder, 'main.tf'),
      `terraform {
  required_providers {
    cloudflare = { source = "cloudflare/cloudflare", version = "5.14.0" }
  }
}
${ruleset(CUSTOM, [everything], '{ action = "block", expression = "ssl", ref = "own" }')}
${ruleset(MANAGED, managedRules, '{ action = "execute", expression = "true", ref = "own", action_parameters = { id = "4814384a9e5d4991b9815dcfc25d2f1f" } }')}`,
    );
    expect((await zone.run('terraform', ['init', '-no-color'], folder)).code).toBe(0);
    const apply = await zone.run('terraform', ['apply', '-auto-approve', '-no-color'], folder);
    expect(apply.output).toContain('2 added');
    expect(withoutIds((await zone.api.rules(ZONE_ID, CUSTOM)).slice(0, 1))).toEqual([everything]);
    expect(withoutIds((await zone.api.rules(ZONE_ID, MANAGED)).slice(0, 2))).toEqual(managedRules);
  });

  it('takes the exceptions as API JSON, above the rules that they are to affect', async () => {
    zone = await SandboxZone.start({
      ...seedOf([
        { phase: CUSTOM, rules: DASHBOARD_RULES },
        { phase: MANAGED, rules: EXECUTE_RULES },
      ]),
      lists: [LIST],
    });
    for (const [phase, rules] of [
      [CUSTOM, [everything]],
      [MANAGED, managedRules],
    ] as const) {
      for (const rule of rules) {
        if (rule !== undefined) await zone.api.addRule(ZONE_ID, phase, JSON.parse(toApiJson(rule)) as object);
      }
    }
    expect(withoutIds((await zone.api.rules(ZONE_ID, CUSTOM)).slice(0, 1))).toEqual([everything]);
    // Each went to the very top, so the last one stands first.
    expect(withoutIds((await zone.api.rules(ZONE_ID, MANAGED)).slice(0, 2))).toEqual(
      [...managedRules].reverse(),
    );
  });
});
