import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { ACCOUNT_ID, SandboxZone, ZONE_ID } from '../__tests__/integration/support/sandbox-zone';
import { CUSTOM, MANAGED } from '../__tests__/integration/support/seeds';
import { plainRulesets } from './plan/plain-rulesets';
import { costOf, median } from './terraform-cost';

/*
 * What does sharing entry points cost a plan that changes nothing? `terraform plan` and `cdktf plan` of a stack with one
 * exception among the rules of others, beside those of a stack that declares the same rules as plain
 * `cloudflare_ruleset` resources, in turns on the same sandbox. `npm run benchmark:plan -- 15 7,100` sets the
 * repetitions (7 otherwise) and the numbers of rules. The registry's provider (`WAF_TEST_PROVIDER=registry`) runs inside
 * of each command and so counts as a part of its cost; the sandbox's own is there already.
 */

const repetitions = Number(process.argv[2] ?? 7);
const sizes = (process.argv[3] ?? '7,100,999').split(',').map(Number);

/** Cloudflare's. */
const MANAGED_RULESET = 'efb7b8c949ac4650a09736fc376e9aee';
const ROOT = join(__dirname, '..');
/** Inside of the repository, so that it finds its peers. */
const PACKAGE = join(ROOT, 'node_modules', '.cache', 'waf-exceptions-benchmark-plan');
const STACKS = ['ours', 'plain', 'ours-one-phase', 'plain-one-phase'] as const;
type Stack = (typeof STACKS)[number];
const COMMANDS = ['terraform', 'cdktf'] as const;

interface Measured {
  readonly wall: number;
  readonly processor: number;
}

/** Medians by command and stack. */
type Figures = Readonly<Record<string, Measured>>;

async function measure(size: number): Promise<Figures> {
  const zone = await SandboxZone.start(seedWith(size));
  try {
    const rulesets = join(zone.directory, 'rulesets.json');
    // cdktf removes from its folder what the app does not make: each stack is an app with a folder of its own.
    const output = (stack: Stack) => join(zone.directory, `cdktf-${stack}`);
    const environment = (stack: Stack) => ({
      ...zone.sandbox.environment,
      WAF_BENCHMARK_RULESETS: rulesets,
      WAF_BENCHMARK_PACKAGE: PACKAGE,
      CDKTF_OUTPUT: output(stack),
    });
    const inStack = (words: string, stack: Stack) =>
      costOf(
        `terraform ${words} -input=false -no-color`,
        join(output(stack), 'stacks', stack),
        environment(stack),
      );
    const cdktf = (stack: Stack) => {
      const app = `node -r ts-node/register benchmarks/plan/${stack.startsWith('ours') ? 'ours' : 'plain'}.ts ${stack}`;
      return costOf(`cdktf plan ${stack} --app '${app}'`, ROOT, environment(stack));
    };
    for (const stack of STACKS) {
      if (stack === 'plain') {
        // The first stack has put its exception there.
        writeFileSync(rulesets, JSON.stringify(await plainRulesets(zone, ZONE_ID, [CUSTOM, MANAGED])));
      }
      await cdktf(stack);
      await inStack('apply -auto-approve', stack);
    }
    const costs: Record<string, Measured[]> = {};
    for (let round = 0; round <= repetitions; round++) {
      for (const stack of STACKS) {
        for (const command of COMMANDS) {
          const cost = await (command === 'cdktf' ? cdktf(stack) : inStack('plan', stack));
          if (!cost.output.includes('No changes.')) throw new Error(`this plan is not clean: ${cost.output}`);
          // The first round warms the disk's cache.
          if (round > 0) (costs[`${command} ${stack}`] ??= []).push(cost);
        }
      }
    }
    return Object.fromEntries(
      Object.entries(costs).map(([key, all]) => [
        key,
        {
          wall: median(all.map(({ wall }) => wall)),
          processor: median(all.map(({ processor }) => processor)),
        },
      ]),
    );
  } finally {
    await zone.close();
  }
}

function seedWith(rules: number): object {
  const others = Array.from({ length: rules - 1 }, (_, index) => ({
    ref: `rule-${index}`,
    action: 'block',
    expression: `(http.request.uri.path eq "/path-${index}")`,
  }));
  const rulesets = [
    { phase: CUSTOM, rules: others },
    {
      phase: MANAGED,
      rules: [{ action: 'execute', expression: 'true', action_parameters: { id: MANAGED_RULESET } }],
    },
  ];
  return {
    accounts: [{ id: ACCOUNT_ID, name: 'Example' }],
    zones: [{ id: ZONE_ID, name: 'example.com', account: 'Example', plan: 'enterprise', rulesets }],
  };
}

async function main(): Promise<void> {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--no-types', '--into', PACKAGE]);
  const head = ['rules', 'plan', 'phases', 'plain', 'ours', 'time', 'processor'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const size of sizes) {
    const figures = await measure(size);
    for (const command of COMMANDS) {
      for (const [phases, suffix] of [
        ['both', ''],
        ['one', '-one-phase'],
      ] as const) {
        const [ours, plain] = [figures[`${command} ours${suffix}`], figures[`${command} plain${suffix}`]];
        const ratio = (kind: keyof Measured) =>
          `${((ours?.[kind] ?? NaN) / (plain?.[kind] ?? NaN)).toFixed(2)}x`;
        const seconds = (cost: Measured | undefined) => `${cost?.processor.toFixed(2)} s`;
        table.push([size, command, phases, seconds(plain), seconds(ours), ratio('wall'), ratio('processor')]);
      }
    }
  }
  console.log(table.toString());
}

void main();
