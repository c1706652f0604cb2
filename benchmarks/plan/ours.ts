import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { customException, zoneWaf } from '../../__tests__/integration/support/exceptions';

/** One exception among the rules of others. */
const name = process.argv[2] ?? '';
const app = new App();
const stack = new TerraformStack(app, name);
new CloudflareProvider(stack, 'cloudflare');
customException(
  zoneWaf(stack, name.endsWith('one-phase') ? { phases: ['http_request_firewall_custom'] } : {}),
  'x',
);
app.synth();
