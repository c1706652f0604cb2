import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { IpList, ManagedRule, ManagedRuleset, Skip, WafException, Zone, ZoneWaf } from 'waf-exceptions';

const app = new App();
const shopStack = new TerraformStack(app, 'shop-waf');
new CloudflareProvider(shopStack, 'cloudflare');

// A zone by its name: the plan looks the id up.
const shop = new ZoneWaf(shopStack, 'shop', { zone: Zone.fromName('example.com'), namespace: 'shop' });
new WafException(shop, 'gift-card-upload', {
  request: { host: 'shop.example.com', method: 'POST', path: '/checkout/gift-card' },
  skip: Skip.managedRules(ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11')),
  reason: 'Uploaded gift cards look like base64 in an attribute',
  owner: 'shop',
  ticket: 'SHOP-88',
  expires: '2027-06-30',
});

const officeStack = new TerraformStack(app, 'back-office-waf');
new CloudflareProvider(officeStack, 'cloudflare');

// A zone by its id, and an allowlist that several exceptions may share.
const office = new IpList(officeStack, 'office', {
  accountId: 'fedcba9876543210fedcba9876543210',
  name: 'shop_office',
  description: 'Where the shop team works',
  items: [
    { ip: '198.51.100.0/24', comment: 'Office' },
    { ip: '2001:db8:7::/48', comment: 'Office, IPv6' },
  ],
});
const backOffice = new ZoneWaf(officeStack, 'back-office', {
  zone: Zone.fromId('89abcdef0123456789abcdef01234567', { name: 'example.net' }),
  namespace: 'shop',
});
new WafException(backOffice, 'catalogue-import', {
  request: { host: 'admin.example.net', method: 'PUT', path: '/catalogue/import', from: office },
  skip: Skip.allManagedRules(),
  reason: 'Product texts with HTML in them look like cross-site scripting',
  owner: 'shop',
  ticket: 'SHOP-91',
  expires: '2027-06-30',
});

app.synth();
