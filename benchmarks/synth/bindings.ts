import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Ruleset } from '@cdktf/provider-cloudflare/lib/ruleset';
import { App, TerraformStack } from 'cdktf';
import { reportUsage } from './usage';

const [, , count, outdir] = process.argv;
reportUsage();

const app = new App({ outdir: outdir ?? 'cdktf.out' });
const stack = new TerraformStack(app, 'synth');
new CloudflareProvider(stack, 'cloudflare');
new Ruleset(stack, 'custom', {
  zoneId: '0123456789abcdef0123456789abcdef',
  kind: 'zone',
  phase: 'http_request_firewall_custom',
  name: 'default',
  rules: Array.from({ length: Number(count) }, (_, index) => ({
    ref: `wafx__dashboard__export-${index}`,
    action: 'skip',
    actionParameters: { phases: ['http_request_firewall_managed'] },
    description:
      '[owner creator-tools | until 2099-03-31 | ticket OPS-1423] Base64 frames in the export form trip the managed rules',
    enabled: true,
    expression: `(http.host eq "dashboard.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export/${index}" and raw.http.request.uri.path eq "/export/${index}" and ssl and ip.src in {192.0.2.0/24 198.51.100.7} and http.request.timestamp.sec lt 4078684800)`,
    logging: { enabled: true },
  })),
});
app.synth();
