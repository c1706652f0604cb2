import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { ManagedRule, ManagedRuleset, Skip, WafException, Zone, ZoneWaf } from '../../../lib';
import { lastDay } from '../last-day';

/** What another team of the same company would have in a repository of its own. */
const app = new App();
const stack = new TerraformStack(app, 'checkout-waf');
new CloudflareProvider(stack, 'cloudflare');
const waf = new ZoneWaf(stack, 'waf', {
  zone: Zone.fromName('example.com'),
  namespace: 'checkout',
  zonePlan: 'business',
});
new WafException(waf, 'gift-card-upload', {
  request: { host: 'shop.example.com', method: 'POST', path: '/checkout/gift-card' },
  skip: Skip.managedRules(ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11')),
  reason: 'Uploaded gift cards look like base64 in an attribute',
  owner: 'checkout',
  ticket: 'SHOP-88',
  expires: lastDay(),
});
app.synth();
