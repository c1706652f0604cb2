import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { DataCloudflareZones } from '@cdktf/provider-cloudflare/lib/data-cloudflare-zones';
import { Ruleset } from '@cdktf/provider-cloudflare/lib/ruleset';
import { App, TerraformLocal, TerraformStack, TerraformVariable } from 'cdktf';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Zone, ZoneWaf, type ZoneWafProps } from '../../lib';
import { ZONE_ID } from '../support/terraform-files';

type Options = Pick<ZoneWafProps, 'release' | 'phases'> & { readonly zone?: Zone };

const CUSTOM = 'http_request_firewall_custom';
const OTHER_ID = 'f'.repeat(32);

/** Synthesises a ZoneWaf beside what `add` declares, and returns its warnings. */
function synthBeside(
  add: (stack: TerraformStack, app: App) => void,
  { zone = Zone.fromName('example.com'), ...props }: Options = {},
): readonly string[] {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'waf-exceptions-')) });
  const stack = new TerraformStack(app, 'stack');
  new CloudflareProvider(stack, 'cloudflare');
  new ZoneWaf(stack, 'waf', { zone, namespace: 'team-a', ...props });
  add(stack, app);
  app.synth();
  const manifest = JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8')) as {
    stacks: Record<string, { annotations: { message: string }[] }>;
  };
  return (manifest.stacks['stack']?.annotations ?? []).map(({ message }) => message);
}

const ruleset = (stack: TerraformStack, zoneId: string, more: { kind?: string; phase?: string } = {}) =>
  new Ruleset(stack, 'theirs', { zoneId, kind: 'zone', phase: CUSTOM, name: 'default', ...more });
const lookup = (stack: TerraformStack, name: string) =>
  new DataCloudflareZones(stack, 'zones', { name }).result.get(0).id;

test.each<[string, (stack: TerraformStack, app: App) => void, Options]>([
  ['by a lookup of its own', (stack) => ruleset(stack, lookup(stack, 'example.com')), {}],
  [
    'by a local',
    (stack) => ruleset(stack, new TerraformLocal(stack, 'zone_id', lookup(stack, 'Example.com')).asString),
    {},
  ],
  ['by the local of the ZoneWaf', (stack) => ruleset(stack, '${local.waf_example_com_id}'), {}],
  ['by its id', (stack) => ruleset(stack, ZONE_ID), { zone: Zone.fromId(ZONE_ID) }],
  [
    'by its name, where the ZoneWaf says the name of its id',
    (stack) => ruleset(stack, lookup(stack, 'example.com')),
    { zone: Zone.fromId(ZONE_ID, { name: 'example.com' }) },
  ],
  [
    'by an override',
    (stack) => {
      const resource = ruleset(stack, OTHER_ID, { phase: 'http_ratelimit' });
      resource.addOverride('phase', CUSTOM);
      resource.addOverride('zone_id', '${local.waf_example_com_id}');
    },
    {},
  ],
  [
    'by an override of the stack',
    (stack) => {
      const resource = { zone_id: '${local.waf_example_com_id}', kind: 'zone', phase: CUSTOM, name: 'x' };
      stack.addOverride('resource.cloudflare_ruleset.theirs', resource);
    },
    {},
  ],
])('refuses a resource that writes the entry point of the zone, %s', (_name, add, options) => {
  expect(() => synthBeside(add, options)).toThrow(
    /`cloudflare_ruleset\.theirs` writes the entry point of this zone for `http_request_firewall_custom`.*\[entry-point\/twice\].*`waf show --format hcl`/,
  );
});

test('refuses one of another stack of the app', () => {
  expect(() =>
    synthBeside((_, app) => {
      const other = new TerraformStack(app, 'other');
      ruleset(other, lookup(other, 'example.com'));
    }),
  ).toThrow('`cloudflare_ruleset.theirs` of the stack `other` writes the entry point of this zone');
});

test.each<[string, (stack: TerraformStack) => void]>([
  ['an id', (stack) => ruleset(stack, ZONE_ID)],
  ['a variable', (stack) => ruleset(stack, new TerraformVariable(stack, 'zone', {}).stringValue)],
])('warns of %s that may be the zone', (_name, add) => {
  expect(synthBeside(add)).toEqual([
    expect.stringContaining('it is not known whether it is in this zone [entry-point/maybe-twice]'),
  ]);
});

test.each<[string, (stack: TerraformStack) => void, Options]>([
  [
    'another phase',
    (stack) => ruleset(stack, '${local.waf_example_com_id}', { phase: 'http_ratelimit' }),
    {},
  ],
  ['a custom ruleset', (stack) => ruleset(stack, '${local.waf_example_com_id}', { kind: 'custom' }), {}],
  [
    'a phase that the ZoneWaf leaves out',
    (stack) => ruleset(stack, '${local.waf_example_com_id}'),
    { phases: ['http_request_firewall_managed'] },
  ],
  ['an account', (stack) => ruleset(stack, ZONE_ID, { kind: 'root' }), {}],
  ['a zone of another name', (stack) => ruleset(stack, lookup(stack, 'other.example')), {}],
  ['a zone of another id', (stack) => ruleset(stack, OTHER_ID), { zone: Zone.fromId(ZONE_ID) }],
  ['a ZoneWaf that lets go', (stack) => ruleset(stack, '${local.waf_example_com_id}'), { release: true }],
])('is silent about %s', (_name, add, options) => {
  expect(synthBeside(add, options)).toEqual([]);
});

test('is silent about ZoneWafs of several stacks', () => {
  expect(
    synthBeside((_, app) => {
      const other = new TerraformStack(app, 'other');
      new CloudflareProvider(other, 'cloudflare');
      new ZoneWaf(other, 'waf', { zone: Zone.fromName('example.com'), namespace: 'team-b' });
    }),
  ).toEqual([]);
});
