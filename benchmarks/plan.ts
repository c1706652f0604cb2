import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Table from 'cli-table3';
import { customException, zoneWaf } from '../__tests__/integration/support/exceptions';
import { SandboxZone, type TerraformResult, ZONE_ID } from '../__tests__/integration/support/sandbox-zone';
import { CUSTOM } from '../__tests__/integration/support/seeds';

/*
 * What does sharing an entry point cost a plan? `terraform plan` of a stack with one exception among the rules of
 * others, beside one of a plain `cloudflare_ruleset` that declares the same rules, both clean, in turns on the same
 * sandbox. `npm run benchmark:plan -- 15` sets the repetitions (7 otherwise).
 */

const SIZES = [7, 100, 999];
const repetitions = Number(process.argv[2] ?? 7);

/** One of the two plans that take turns. */
interface Candidate {
  readonly run: () => Promise<TerraformResult>;
  readonly seconds: number[];
}

async function measure(size: number): Promise<{ ours: number; plain: number }> {
  const zone = await SandboxZone.start(seedWith(size - 1));
  try {
    const stack = zone.stack('ours', (scope) => customException(zoneWaf(scope), 'x'));
    expectCode(await stack.deploy());
    const plain = join(zone.directory, 'cdktf.out', 'stacks', 'plain');
    mkdirSync(plain, { recursive: true });
    writeFileSync(join(plain, 'main.tf.json'), JSON.stringify(await plainRuleset(zone)));
    const inPlain = (...words: readonly string[]) => zone.run('terraform', [...words, '-no-color'], plain);
    expectCode(await inPlain('init'));
    expectCode(await inPlain('apply', '-auto-approve', '-input=false'));
    const candidates: readonly Candidate[] = [
      { seconds: [], run: () => stack.terraform('plan', '-input=false') },
      { seconds: [], run: () => inPlain('plan', '-input=false') },
    ];
    for (let round = 0; round <= repetitions; round++) {
      for (const { run, seconds } of candidates) {
        const start = performance.now();
        expectClean(await run());
        // The first round warms the disk's cache.
        if (round > 0) seconds.push((performance.now() - start) / 1000);
      }
    }
    const [ours = NaN, theirs = NaN] = candidates.map(({ seconds }) => median(seconds));
    return { ours, plain: theirs };
  } finally {
    await zone.close();
  }
}

function seedWith(rules: number): object {
  return {
    accounts: [{ id: 'fedcba9876543210fedcba9876543210', name: 'Example' }],
    zones: [
      {
        id: ZONE_ID,
        name: 'example.com',
        account: 'Example',
        plan: 'enterprise',
        rulesets: [
          {
            phase: CUSTOM,
            rules: Array.from({ length: rules }, (_, index) => ({
              ref: `rule-${index}`,
              action: 'block',
              expression: `(http.request.uri.path eq "/path-${index}")`,
            })),
          },
          {
            phase: 'http_request_firewall_managed',
            rules: [
              {
                action: 'execute',
                expression: 'true',
                action_parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee' },
              },
            ],
          },
        ],
      },
    ],
  };
}

/** The entry point of the custom phase as everybody else declares it: imported, with every rule. */
async function plainRuleset(zone: SandboxZone): Promise<object> {
  const entryPoint = await zone.api.entryPoint(ZONE_ID, CUSTOM);
  const rules = (entryPoint?.rules ?? []).map(
    ({ ref, action, expression, description, enabled, ...rest }) => ({
      ...{ ref, action, expression, description, enabled },
      ...('action_parameters' in rest && { action_parameters: rest['action_parameters'] }),
      ...('logging' in rest && { logging: rest['logging'] }),
    }),
  );
  const { name, id } = entryPoint ?? { name: '', id: '' };
  return {
    terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } } },
    import: [{ to: 'cloudflare_ruleset.custom', id: `zones/${ZONE_ID}/${id}` }],
    resource: {
      cloudflare_ruleset: { custom: { zone_id: ZONE_ID, kind: 'zone', name, phase: CUSTOM, rules } },
    },
  };
}

function expectCode({ code, output }: TerraformResult): void {
  if (code !== 0) throw new Error(output);
}

function expectClean(result: TerraformResult): void {
  expectCode(result);
  if (!result.output.includes('No changes.')) throw new Error(`this plan is not clean: ${result.output}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function main(): Promise<void> {
  const table = new Table({ head: ['rules', 'plain', 'ours', 'ratio'], style: { head: [], border: [] } });
  for (const size of SIZES) {
    const { ours, plain } = await measure(size);
    table.push([
      String(size),
      `${plain.toFixed(2)} s`,
      `${ours.toFixed(2)} s`,
      `${(ours / plain).toFixed(2)}x`,
    ]);
  }
  console.log(table.toString());
}

void main();
