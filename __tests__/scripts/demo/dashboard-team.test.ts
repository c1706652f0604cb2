import { DashboardWafStack } from '../../../scripts/demo/dashboard-team/dashboard-waf-stack';
import { NOW_MS } from '../../support/exceptions';
import { synthApp, type SynthesisedStack } from '../../support/synth';

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

const ALLOWLIST = ['203.0.113.0/24'];

function synth(from: readonly string[] | undefined): SynthesisedStack {
  const { 'dashboard-waf': stack } = synthApp((app) => {
    new DashboardWafStack(app, 'dashboard-waf', from, '2027-03-31');
  });
  if (stack === undefined) throw new Error('the stack was not synthesised');
  return stack;
}

/** The stack as it is reviewed, without its backend and its provider. */
const golden = ({ terraform }: SynthesisedStack) => ({ ...terraform, terraform: 'backend and providers' });

test('with an allowlist is this Terraform JSON', () => {
  expect(golden(synth(ALLOWLIST))).toMatchSnapshot();
});

test('without an allowlist is this Terraform JSON', () => {
  expect(golden(synth(undefined))).toMatchSnapshot();
});

test('needs one provider, in the version that the bindings were made for', () => {
  expect(synth(ALLOWLIST).terraform['terraform']).toMatchObject({
    required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } },
  });
});

test('warns of nothing but the documentation addresses to be replaced', () => {
  expect(synth(ALLOWLIST).annotations).toEqual([
    'warn dashboard-waf/waf/export-mp4: `from` holds 203.0.113.0/24 (documentation), which no public client has [reserved-address]. Help: name the public address that Cloudflare sees, often that of a NAT gateway',
  ]);
  expect(synth(['198.41.128.0/17']).annotations).toEqual([]);
});
