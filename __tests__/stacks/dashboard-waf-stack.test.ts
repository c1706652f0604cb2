import { Zone } from '../../lib';
import { type DashboardWafConfig, production } from '../../stacks/config';
import { DashboardWafStack } from '../../stacks/dashboard-waf-stack';
import { NOW_MS } from '../support/exceptions';
import { inputErrorOf } from '../support/refusal';
import { synthApp, type SynthesisedStack } from '../support/synth';

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

function synth(config: Partial<DashboardWafConfig>): SynthesisedStack {
  const { 'dashboard-waf': stack } = synthApp((app) => {
    new DashboardWafStack(app, 'dashboard-waf', { ...production, ...config });
  });
  if (stack === undefined) throw new Error('the stack was not synthesised');
  return stack;
}

/** The stack as it is reviewed: whatever follows from the folder that the tests run in is left out. */
const golden = ({ terraform }: SynthesisedStack) => ({
  ...terraform,
  terraform: 'backend and providers: see state-backend.test.ts',
});

test('with an allowlist is this Terraform JSON', () => {
  expect(golden(synth({}))).toMatchSnapshot();
});

test('without an allowlist is this Terraform JSON', () => {
  expect(golden(synth({ allowlist: undefined }))).toMatchSnapshot();
});

test('needs one provider, in the version that the bindings were made for', () => {
  expect(synth({}).terraform['terraform']).toMatchObject({
    required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } },
  });
});

test('warns of nothing but the documentation addresses to be replaced', () => {
  expect(synth({}).annotations).toEqual([
    'warn dashboard-waf/waf/export-mp4: `from` holds 203.0.113.0/24, which no public client has (reserved, for instance for documentation) [reserved-address]. Cure: name the public address that Cloudflare sees, often that of a NAT gateway',
  ]);
  expect(synth({ allowlist: ['198.41.128.0/17'] }).annotations).toEqual([]);
});

test.each<[string, Partial<DashboardWafConfig>, string, string]>([
  ['plan', { plan: 'gold' as never }, 'plan/unknown', 'dashboard-waf/waf'],
  ['host', { host: 'example.org' }, 'host/zone', 'dashboard-waf/waf/export-mp4'],
  ['allowlist', { allowlist: ['1.1.1.1/24'] }, 'address/not-canonical', 'dashboard-waf/waf/export-mp4'],
  ['namespace', { namespace: 'A B' }, 'name/syntax', 'dashboard-waf/waf'],
])('says where a wrong %s is used', (_title, config, code, place) => {
  const error = inputErrorOf(() => synth(config));
  expect({ code: error.code, place: error.place }).toEqual({ code, place });
});

test('looks up no zone by name where its id is known', () => {
  const id = '0123456789abcdef0123456789abcdef';
  const text = (stack: SynthesisedStack) => JSON.stringify(golden(stack));
  expect(text(synth({ zone: Zone.id(id) }))).toContain(`waf_${id}_custom_ours`);
  expect(text(synth({ zone: Zone.id(id) }))).not.toContain('cloudflare_zones');
});
