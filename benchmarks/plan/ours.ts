import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type * as Package from '../../lib';

/** One exception among the rules of others. The package is the built one, as an app of a user loads it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- its folder is made by the benchmark
const { Skip, WafException, Zone, ZoneWaf } = require(
  process.env['WAF_BENCHMARK_PACKAGE'] ?? '',
) as typeof Package;

const name = process.argv[2] ?? '';
const app = new App();
const stack = new TerraformStack(app, name);
new CloudflareProvider(stack, 'cloudflare');
const waf = new ZoneWaf(stack, 'waf', {
  zone: Zone.fromName('example.com'),
  namespace: 'team-a',
  ...(name.endsWith('one-phase') ? { phases: ['http_request_firewall_custom'] } : {}),
});
new WafException(waf, 'x', {
  request: { host: 'app.example.com', method: 'POST', path: '/x' },
  skip: Skip.allManagedRules(),
  reason: 'The form trips the managed rules',
  owner: 'team-a',
  expires: '2099-12-31',
});
app.synth();
