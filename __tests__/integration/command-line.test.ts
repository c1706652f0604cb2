import { makeDashboardProject } from './support/dashboard-project';
import { buildWaf } from '../support/build-package';
import { describeWithTerraform } from './support/describe-with-terraform';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findTerraform } from '../../lib/sandbox/terraform-binary';

const WAF = ['node', buildWaf()];

const PLAN = 'terraform plan -input=false -detailed-exitcode';

/** What a shell of somebody with a real account, a real state and a habit of long options may hold. */
const HOSTILE = {
  CLOUDFLARE_API_TOKEN: 'a-real-token',
  CLOUDFLARE_API_KEY: 'a-real-key',
  CLOUDFLARE_EMAIL: 'somebody@example.com',
  CLOUDFLARE_BASE_URL: 'http://127.0.0.1:9/client/v4',
  CDKTF_OUTPUT: '/nowhere/cdktf.out',
  TF_CLI_ARGS_plan: '-state=/nowhere/real.tfstate',
  TF_CLI_ARGS_init: '-backend-config=bucket=real',
  TF_CLI_CONFIG_FILE: '/nowhere/terraformrc',
  TF_DATA_DIR: '/nowhere/data',
  TF_WORKSPACE: 'production',
  TF_REATTACH_PROVIDERS: '{}',
};

describeWithTerraform('cdktf in the sandbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-cli-'));
  const state = join(folder, 'state');
  const project = makeDashboardProject(folder);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const sandbox = (words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    waf(project, ['sandbox', '--state', state, '--', ...words], environment);

  it('plans, deploys and plans again, unmodified and without extra flags', async () => {
    const plan = await sandbox(['cdktf', 'plan', 'dashboard-waf']);
    // What cdktf prints of Terraform's output may end early on a busy machine: its exit code and the zone are proof.
    expect(plan.code).toBe(0);
    const review = await sandbox([...WAF, 'review', 'dashboard-waf', '--fail-on', 'foreign,undecided']);
    expect(review.output).toContain(
      'POST https://dashboard.example.com/admin/tiktok-creator/export-mp4 from 203.0.113.0/24 (256 addresses) skips all managed rules of the zone until 2027-03-31. Rate limiting and custom rules stay on.',
    );
    expect(review.output).toContain('4 foreign rules untouched.');
    expect(review.code).toBe(0);
    const deploy = await sandbox(['cdktf', 'deploy', 'dashboard-waf', '--auto-approve']);
    expect(deploy.code).toBe(0);
    const request = 'POST https://dashboard.example.com/admin/tiktok-creator/export-mp4';
    const traced = [...WAF, 'trace', '--live', 'example.com', '--request', request, '--ip', '203.0.113.7'];
    const trace = await sandbox(traced);
    expect(trace.output).toContain('result: skips all managed rules');
    expect(trace.code).toBe(0);
  });

  it('is sealed: nothing of a hostile environment or of the stack’s backend reaches it', async () => {
    expect((await sandbox(['cdktf', 'plan', 'dashboard-waf'], HOSTILE)).code).toBe(0);
    // The same state as before, although the stack names a bucket: 2 would be a plan with changes.
    const again = await sandbox(['sh', '-c', `cd "$CDKTF_OUTPUT"/stacks/dashboard-waf && ${PLAN}`], HOSTILE);
    expect(again.output).toContain('No changes.');
    expect(again.code).toBe(0);
    expect(existsSync(join(project, 'terraform.dashboard-waf.tfstate'))).toBe(false);
    expect(readdirSync(join(state, 'terraform/cdktf.out/stacks/dashboard-waf'))).toEqual(['state.tfstate']);
  });

  it('writes no real state with a Terraform that is named by its path', async () => {
    const { path } = await findTerraform(process.env);
    const named = [
      'env',
      `TERRAFORM_BINARY_NAME=${path}`,
      'cdktf',
      'deploy',
      'dashboard-waf',
      '--auto-approve',
    ];
    const { code, output } = await sandbox(named);
    expect(code).not.toBe(0);
    expect(output).toContain('in-this-sandbox-only-the-terraform-that-is-first-on-its-PATH-may-run');
    expect(existsSync(join(project, 'terraform.dashboard-waf.tfstate'))).toBe(false);
  });

  it('hands the command no token but its own', async () => {
    const { output } = await sandbox(['node', '-p', 'JSON.stringify(process.env)'], HOSTILE);
    expect(output).not.toMatch(/a-real-token|a-real-key|\/nowhere|real\.tfstate|backend-config/);
    expect(output).toMatch(/"CLOUDFLARE_BASE_URL":"http:\/\/127\.0\.0\.1:\d+\/client\/v4"/);
  });

  it('refuses Terraform outside of its own folder', async () => {
    const { code, output } = await sandbox(['terraform', 'plan']);
    expect(code).toBe(1);
    expect(output).toContain(
      'in the sandbox Terraform only runs on stacks that were synthesised in the sandbox',
    );
  });

  it.each(['-state=/tmp/real.tfstate', '-backend-config=bucket=real'])(
    'refuses the option %s',
    async (option) => {
      const { code, output } = await sandbox(['terraform', 'plan', option]);
      expect(code).toBe(1);
      expect(output).toContain(`in the sandbox the state is the sandbox's own, got: ${option}`);
    },
  );

  it('gives the exit code of the command, and refuses a second sandbox in the same folder', async () => {
    expect((await sandbox(['node', '-e', 'process.exit(7)'])).code).toBe(7);
    const { code, output } = await sandbox([...WAF, 'sandbox', '--state', state, '--', 'true']);
    expect(code).toBe(2);
    expect(output).toMatch(/another sandbox \(process \d+\) uses the folder/);
  });

  it.each([
    [
      'Terraform is missing',
      { PATH: '/nowhere', TERRAFORM_BINARY_NAME: '' },
      'error: neither Terraform nor OpenTofu is on the PATH',
      'help: install Terraform (https://developer.hashicorp.com/terraform/install)',
    ],
    [
      'the named program is missing',
      { TERRAFORM_BINARY_NAME: 'terrafrom' },
      'error: TERRAFORM_BINARY_NAME names no program, got: `terrafrom`',
      'help: unset TERRAFORM_BINARY_NAME, or set it to',
    ],
    [
      'the program is not Terraform',
      { TERRAFORM_BINARY_NAME: '/bin/true' },
      'error: /bin/true does not answer `version -json`',
      'help: unset TERRAFORM_BINARY_NAME, or set it to',
    ],
  ])(
    'says in the first line that %s, and the cure in the second',
    async (_title, environment, line, help) => {
      const { code, output } = await sandbox(['true'], environment);
      expect(code).toBe(2);
      const [first, second] = output.split('\n');
      expect(first).toContain(line);
      expect(second).toContain(help);
    },
  );
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

function waf(cwd: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [...WAF.slice(1), ...words],
      { cwd, env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        done({ code, output: stripVTControlCharacters(stdout + stderr) });
      },
    );
  });
}
