import { CloudflareProvider, type CloudflareProviderConfig } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Zone, ZoneWaf } from '../../lib';

const synthWith = (config: CloudflareProviderConfig): void => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'waf-exceptions-')) });
  const stack = new TerraformStack(app, 'stack');
  new ZoneWaf(stack, 'waf', { zone: Zone.fromName('example.com'), namespace: 'team-a' });
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
    `stack/cloudflare: \`${prop}\` is set in code [provider/in-code]. Help: remove it and set ${variable}: credentials only ever come from the environment`,
  );
  expect(message).not.toContain(secret);
});

test.each<[string, CloudflareProviderConfig]>([
  ['without arguments', {}],
  ['for something else, with an alias and another API', { alias: 'other', baseUrl: 'https://api.example' }],
])('takes a provider %s', (_title, config) => {
  expect(() => {
    synthWith(config);
  }).not.toThrow();
});

test('refuses a literal token of any other provider, too', () => {
  expect(() => {
    synthWith({ alias: 'other', apiToken: 'a-secret-value' });
  }).toThrow('stack/cloudflare: `apiToken` is set in code [provider/in-code]');
});
