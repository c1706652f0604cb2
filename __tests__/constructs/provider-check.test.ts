import { CloudflareProvider, type CloudflareProviderConfig } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Zone, ZoneWaf } from '../../lib';

const synthWith = (config: CloudflareProviderConfig): void => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'waf-exceptions-')) });
  const stack = new TerraformStack(app, 'stack');
  new ZoneWaf(stack, 'waf', { zone: Zone.named('example.com'), namespace: 'team-a' });
  // After the ZoneWaf: the order of calls must not matter.
  new CloudflareProvider(stack, 'cloudflare', config);
  app.synth();
};

test.each([
  ['apiToken', 'CLOUDFLARE_API_TOKEN'],
  ['apiKey', 'CLOUDFLARE_API_KEY'],
  ['email', 'CLOUDFLARE_EMAIL'],
  ['apiUserServiceKey', 'CLOUDFLARE_API_USER_SERVICE_KEY'],
  ['baseUrl', 'CLOUDFLARE_BASE_URL'],
])('refuses a provider with %s in code and names %s', (prop, variable) => {
  const secret = 'a-secret-value';
  let message = '';
  try {
    synthWith({ [prop]: secret });
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(
    `stack/cloudflare: \`${prop}\` is set in code [provider/in-code]. Remove it and set ${variable}: a ZoneWaf only takes it from the environment`,
  );
  expect(message).not.toContain(secret);
});

test.each<[string, CloudflareProviderConfig]>([
  ['without arguments', {}],
  ['for something else, with an alias', { alias: 'other', apiToken: 'x' }],
])('takes a provider %s', (_title, config) => {
  expect(() => {
    synthWith(config);
  }).not.toThrow();
});
