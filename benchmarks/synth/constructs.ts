import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Skip, WafException, Zone, ZoneWaf } from '../../lib';
import { reportUsage } from './usage';

const [, , count, outdir] = process.argv;
reportUsage();

const app = new App({ outdir: outdir ?? 'cdktf.out' });
const stack = new TerraformStack(app, 'synth');
new CloudflareProvider(stack, 'cloudflare');
const waf = new ZoneWaf(stack, 'waf', {
  zone: Zone.fromId('0123456789abcdef0123456789abcdef'),
  namespace: 'dashboard',
});
for (let index = 0; index < Number(count); index += 1) {
  new WafException(waf, `export-${index}`, {
    request: {
      host: 'dashboard.example.com',
      method: 'POST',
      path: `/export/${index}`,
      from: ['192.0.2.0/24', '198.51.100.7'],
    },
    skip: Skip.allManagedRules(),
    reason: 'Base64 frames in the export form trip the managed rules',
    owner: 'creator-tools',
    ticket: 'OPS-1423',
    expires: '2099-03-31',
    // A warning costs more than its exception: CDKTF takes a stack trace for each.
    accept: [
      { finding: 'reserved-address', reason: 'addresses of the documentation' },
      { finding: 'far-expiry', reason: 'the benchmark does not end' },
    ],
  });
}
app.synth();
