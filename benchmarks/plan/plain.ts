import { readFileSync } from 'node:fs';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Ruleset } from '@cdktf/provider-cloudflare/lib/ruleset';
import { App, TerraformStack } from 'cdktf';
import type { PlainRuleset } from './plain-rulesets';

/** The same entry points as everybody else declares them: imported, with every rule. */
const name = process.argv[2] ?? '';
const rulesets = JSON.parse(
  readFileSync(process.env['WAF_BENCHMARK_RULESETS'] ?? '', 'utf8'),
) as readonly PlainRuleset[];
const app = new App();
const stack = new TerraformStack(app, name);
new CloudflareProvider(stack, 'cloudflare');
for (const { id, zoneId, phase, rules, name: title } of name.endsWith('one-phase')
  ? rulesets.slice(0, 1)
  : rulesets) {
  const ruleset = new Ruleset(stack, phase, { zoneId, kind: 'zone', phase, name: title });
  ruleset.addOverride('rules', rules);
  ruleset.importFrom(`zones/${zoneId}/${id}`);
}
app.synth();
