import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Skip, WafException, Zone, ZoneWaf } from '../../lib';

/*
 * An app with many zones, each with one exception: in one stack, or each in a stack of its own. Prints the milliseconds that
 * making the constructs and synthesising them takes.
 */
const [, , count, outdir, kind] = process.argv;
const app = new App({ outdir: outdir ?? 'cdktf.out' });
const started = process.cpuUsage();
const one = kind === 'stacks' ? undefined : stackNamed('zones');
for (let index = 0; index < Number(count); index += 1) {
  const waf = new ZoneWaf(one ?? stackNamed(`zone-${index}`), `waf-${index}`, {
    zone: Zone.fromName(`zone-${index}.example.com`),
    namespace: 'dashboard',
  });
  new WafException(waf, 'export', {
    request: { host: `app.zone-${index}.example.com`, method: 'POST', path: '/export' },
    skip: Skip.allManagedRules(),
    reason: 'Base64 frames in the export form trip the managed rules',
    owner: 'creator-tools',
  });
}
const made = process.cpuUsage(started);
app.synth();
const synthesised = process.cpuUsage(started);
const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
console.log(
  JSON.stringify({
    constructs: milliseconds(made),
    synth: milliseconds(synthesised) - milliseconds(made),
  }),
);

function stackNamed(id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new CloudflareProvider(stack, 'cloudflare');
  return stack;
}
