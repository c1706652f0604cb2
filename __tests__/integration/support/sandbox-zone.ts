import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { App, TerraformStack } from 'cdktf';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { type Sandbox, startSandbox } from '../../../lib/sandbox';
import { findTerraform } from '../../../lib/sandbox/terraform-binary';
import { Api } from './api';

/** Ids of the sandbox's default account and zones. */
export const ACCOUNT_ID = 'fedcba9876543210fedcba9876543210';
export const ZONE_ID = '0123456789abcdef0123456789abcdef';

/** What a Terraform command answered. */
export interface TerraformResult {
  readonly code: number;
  /** Both streams, with Terraform's frames and line breaks folded to single blanks. */
  readonly output: string;
}

/** One resource in a plan, as `terraform show -json` tells it. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
  readonly importing: boolean;
}

/** A sandbox in a folder of its own, for one test file; runs real Terraform on stacks that tests build in code. */
export class SandboxZone {
  static async start(seed?: object, options: { readonly readOnly?: boolean } = {}): Promise<SandboxZone> {
    const temporary = mkdtempSync(join(tmpdir(), 'waf-exceptions-'));
    const zoneFile = join(temporary, 'seed.json');
    if (seed !== undefined) writeFileSync(zoneFile, JSON.stringify(seed));
    const sandbox = await startSandbox({
      directory: join(temporary, 'sandbox'),
      terraform: await findTerraform(process.env),
      environment: { ...process.env, ...sharedInstallation() },
      provider: process.env['WAF_TEST_PROVIDER'] === 'registry' ? 'registry' : 'plugin',
      ...(seed === undefined ? {} : { zoneFile }),
      ...options,
    });
    return new SandboxZone(temporary, sandbox, new Api(sandbox.environment));
  }

  private constructor(
    private readonly temporary: string,
    readonly sandbox: Sandbox,
    readonly api: Api,
  ) {}

  /** The sandbox's folder. */
  get directory(): string {
    return join(this.temporary, 'sandbox');
  }

  /** Synthesises a stack; the same name again is the same state with other code. */
  stack(name: string, build: (stack: TerraformStack) => void): DeployedStack {
    const outdir = join(this.directory, 'cdktf.out');
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, name);
    new CloudflareProvider(stack, 'cloudflare');
    build(stack);
    app.synth();
    return new DeployedStack(join(outdir, 'stacks', name), this.sandbox.environment);
  }

  /** Runs a program in the sandbox's environment. */
  run(program: string, words: readonly string[], cwd: string): Promise<TerraformResult> {
    return run(program, words, cwd, this.sandbox.environment);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.temporary, { recursive: true, force: true });
  }
}

/** One state, with real Terraform. */
export class DeployedStack {
  constructor(
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Once for each folder: what is synthesised into it again needs the same providers. */
  async init(): Promise<void> {
    if (existsSync(join(this.folder, '.terraform'))) return;
    const result = await this.terraform('init', '-input=false');
    if (result.code !== 0) throw new Error(result.output);
  }

  async terraform(...words: readonly string[]): Promise<TerraformResult> {
    return run('terraform', [...words, '-no-color'], this.folder, this.environment);
  }

  async plan(): Promise<TerraformResult> {
    await this.init();
    return this.terraform('plan', '-input=false', '-out=plan');
  }

  /** What the plan that `plan` saved would change, without what only the state learns. */
  async plannedChanges(): Promise<readonly PlannedChange[]> {
    const shown = await this.terraform('show', '-json', 'plan');
    return readChanges(shown.output);
  }

  /** Plans and applies in one go. */
  async deploy(): Promise<TerraformResult> {
    await this.init();
    return this.terraform('apply', '-input=false', '-auto-approve');
  }

  /** Plans and applies, and kills Terraform with its plug-ins as soon as the condition holds. */
  async killDeployWhen(condition: () => Promise<boolean>): Promise<void> {
    const words = ['apply', '-input=false', '-auto-approve'];
    const options = { cwd: this.folder, env: this.environment, detached: true, stdio: 'ignore' } as const;
    const child = spawn('terraform', words, options);
    const ended = once(child, 'exit');
    while (child.exitCode === null && !(await condition())) await wait(20);
    if (child.exitCode !== null) throw new Error('Terraform ended before the condition held');
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
  }

  /** Applies the plan that `plan` saved. */
  async applySaved(): Promise<TerraformResult> {
    return this.terraform('apply', '-input=false', 'plan');
  }

  /** Addresses in the state, data sources left out. */
  async stateAddresses(): Promise<readonly string[]> {
    const { output } = await this.terraform('state', 'list');
    return output.split(/\s+/).filter((address) => address.startsWith('cloudflare_'));
  }

  readSynthesised(): unknown {
    return JSON.parse(readFileSync(join(this.folder, 'cdk.tf.json'), 'utf8'));
  }
}

/** What share-provider.ts has prepared for all tests with the registry's provider. */
function sharedInstallation(): NodeJS.ProcessEnv {
  return JSON.parse(process.env['WAF_TEST_INSTALLATION'] ?? '{}') as NodeJS.ProcessEnv;
}

function readChanges(json: string): readonly PlannedChange[] {
  const { resource_changes = [] } = JSON.parse(json) as {
    resource_changes?: readonly {
      address: string;
      mode: string;
      change: { actions: readonly string[]; importing?: object };
    }[];
  };
  return resource_changes
    .filter(
      ({ mode, change }) =>
        mode === 'managed' && (change.actions[0] !== 'no-op' || change.importing !== undefined),
    )
    .map(({ address, change }) => ({
      address,
      actions: change.actions,
      importing: change.importing !== undefined,
    }));
}

function run(
  program: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<TerraformResult> {
  return new Promise((resolve) => {
    execFile(program, words, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      const isJson = stdout.startsWith('{');
      resolve({ code, output: isJson ? stdout : unframe(`${stdout}\n${stderr}`) });
    });
  });
}

/** Terraform draws frames round errors and wraps their lines: folded, a sentence can be looked for. */
function unframe(text: string): string {
  return text.replace(/[╷│╵]/g, ' ').replace(/\s+/g, ' ').trim();
}
