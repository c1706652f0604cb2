import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Step, StepContext } from '../../lib/ci/step';
import { applyPlan } from '../../lib/ci/steps/apply-plan';
import { checkDeploy } from '../../lib/ci/steps/check-deploy';
import { planPullRequest } from '../../lib/ci/steps/plan-pull-request';
import { synthesiseStack } from '../../lib/ci/steps/synthesise-stack';
import { verifyDeploy } from '../../lib/ci/steps/verify-deploy';
import { InputError } from '../../lib/errors';
import { FakeGitHub, WRITE_TOKEN } from '../ci/github/fake-github';
import { buildWaf } from '../support/build-package';
import type { Workflow } from '../support/github-workflow';
import { type EndedJob, runJob } from '../support/run-job';
import { linkModules, useCdktf, withBuiltPackage } from './support/dashboard-project';
import { describeWithTerraform } from './support/describe-with-terraform';
import { ACCOUNT_ID, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, DASHBOARD_RULES, EXECUTE_RULES, MANAGED } from './support/seeds';

const EXAMPLE = resolve(__dirname, '../../examples/two-zones');
const OFFICE_ID = '89abcdef0123456789abcdef01234567';
const STACKS = ['shop-waf', 'back-office-waf'];
const HEAD = 'a'.repeat(40);
const MERGED = 'b'.repeat(40);

const STEPS = {
  synth: synthesiseStack,
  plan: planPullRequest,
  check: checkDeploy,
  apply: applyPlan,
  verify: verifyDeploy,
};

/** The zones of the example, each with rules of others. */
const SEED = {
  accounts: [{ id: ACCOUNT_ID, name: 'Example' }],
  zones: [
    [ZONE_ID, 'example.com'],
    [OFFICE_ID, 'example.net'],
  ].map(([id, name]) => ({
    id,
    name,
    account: ACCOUNT_ID,
    plan: 'business',
    rulesets: [
      { phase: CUSTOM, rules: DASHBOARD_RULES },
      { phase: MANAGED, rules: EXECUTE_RULES },
    ],
  })),
};

// What the example's workflows say is what runs: their triggers, matrices, conditions, actions and variables.
describeWithTerraform("the workflows of the example's two stacks", () => {
  let zone: SandboxZone;
  let github: FakeGitHub;
  const repository = process.cwd();

  beforeAll(async () => {
    zone = await SandboxZone.start(SEED);
    const folder = join(zone.directory, 'project');
    mkdirSync(folder);
    for (const name of ['cdktf.json', 'tsconfig.json', 'package.json']) {
      writeFileSync(join(folder, name), readFileSync(join(EXAMPLE, name)));
    }
    linkModules(folder);
    // What differs between two stacks is not the work of `cdktf`, with which a change goes its way in workflows.test.ts.
    useCdktf(folder, 'quick');
    const main = readFileSync(join(EXAMPLE, 'main.ts'), 'utf8');
    writeFileSync(join(folder, 'main.ts'), withBuiltPackage(main, 'waf-exceptions'));
    process.chdir(folder);
    github = await FakeGitHub.start();
  });
  afterAll(async () => {
    process.chdir(repository);
    await github.close();
    await zone.close();
  });

  /** Runs the job of a workflow of the example for an event. */
  function run(
    name: 'plan' | 'deploy' | 'drift',
    {
      inputs = {},
      ref = 'refs/heads/main',
      steps = STEPS,
    }: {
      readonly inputs?: object;
      readonly ref?: string;
      readonly steps?: Readonly<Record<string, Step>>;
    } = {},
  ): Promise<readonly EndedJob[]> {
    const { jobs } = parse(
      readFileSync(join(EXAMPLE, `.github/workflows/waf-${name}.yml`), 'utf8'),
    ) as Workflow;
    const job = jobs[name];
    if (job === undefined) throw new Error(`no job ${name}`);
    const event = join(zone.directory, 'event.json');
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } }));
    const { CLOUDFLARE_API_TOKEN: token, ...environment } = zone.sandbox.environment;
    return runJob(job, {
      contexts: {
        github: { token: WRITE_TOKEN, ref, event: { pull_request: { number: 7 } } },
        inputs,
        secrets: { CLOUDFLARE_API_TOKEN: token },
        vars: { WAF_DEPLOY: 'on' },
      },
      environment: {
        ...environment,
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/waf',
        GITHUB_SHA: MERGED,
        GITHUB_REF_NAME: 'main',
        GITHUB_EVENT_PATH: event,
      },
      folder: zone.directory,
      steps,
      waf: [process.execPath, buildWaf()],
    });
  }

  const errors = (ended: readonly EndedJob[]) =>
    ended.map(({ error, log }) => error && `${error.message}\n${log}`);
  const digestOf = (stack: string): string => {
    const body = github.comments.find((comment) => comment.body.includes(`review ${stack} `))?.body ?? '';
    return /sha256:[0-9a-f]{64}/.exec(body)?.[0] ?? 'none';
  };

  it('plan each stack into a comment of its own', async () => {
    const ended = await run('plan');
    expect(errors(ended)).toEqual([undefined, undefined]);
    expect(ended.map(({ matrix, ran }) => [matrix['stack'], ran])).toEqual(
      STACKS.map((stack) => [stack, ['ci synth', 'lint --format github', 'ci plan --skip-synth']]),
    );
    expect(
      github.comments.map(({ body }) => /^<!-- waf-exceptions review (\S+) sha256:/.exec(body)?.[1]),
    ).toEqual(STACKS);
  });

  it('deploy nothing from another branch', async () => {
    expect(await run('deploy', { ref: 'refs/heads/other' })).toEqual([]);
  });

  it('deploy by hand the one stack that the digest is of', async () => {
    github.heads.set('main', MERGED);
    const [stack = ''] = STACKS;
    const inputs = { stack, digest: digestOf(stack) };
    const [ended, ...more] = await run('deploy', { inputs });
    expect(more).toEqual([]);
    expect(errors(ended === undefined ? [] : [ended])).toEqual([undefined]);
    expect(ended?.ran).toEqual(['ci synth', 'ci check --skip-synth', 'ci apply', 'ci verify']);
    const [ours] = await zone.api.rules(ZONE_ID, MANAGED);
    expect(ours?.ref).toBe('wafx__shop__gift-card-upload');
    expect(await zone.api.rules(OFFICE_ID, CUSTOM)).toHaveLength(DASHBOARD_RULES.length);
  });

  it('deploy every stack after a merge, and apply only what the check lets pass', async () => {
    const said: (readonly [string, NodeJS.ProcessEnv])[] = [];
    const steps = {
      check: ({ stack, environment }: StepContext) => {
        said.push([stack, environment]);
        const lets = stack === 'shop-waf' ? 'apply=true\nseal=sha256:1=2\n' : 'apply=false\n';
        appendFileSync(environment['GITHUB_OUTPUT'] ?? '', lets);
        return Promise.resolve();
      },
      apply: ({ stack, environment }: StepContext) => {
        said.push([stack, environment]);
        return Promise.resolve();
      },
    };
    const ended = await run('deploy', { steps });
    expect(ended.map(({ ran }) => ran)).toEqual([
      ['ci synth', 'ci check --skip-synth', 'ci apply', 'ci verify'],
      ['ci synth', 'ci check --skip-synth', '(ci apply)', '(ci verify)'],
    ]);
    expect(said.map(([stack, { DEPLOY_DIGEST, PLAN_SEAL }]) => [stack, DEPLOY_DIGEST, PLAN_SEAL])).toEqual([
      ['shop-waf', '', undefined],
      ['shop-waf', undefined, 'sha256:1=2'],
      ['back-office-waf', '', undefined],
    ]);
  });

  it('report the drift of a stack whose synth fails', async () => {
    const failure = new InputError('workflow/synth-failed', { message: 'no', help: 'mend it' });
    const reported: (string | undefined)[] = [];
    const steps = {
      synth: ({ environment }: StepContext) => {
        appendFileSync(environment['GITHUB_OUTPUT'] ?? '', 'failure=no\n');
        return Promise.reject(failure);
      },
      drift: ({ environment }: StepContext) => {
        reported.push(environment['SYNTH_FAILURE']);
        return Promise.resolve();
      },
    };
    expect(errors(await run('drift', { steps }))).toEqual([undefined, undefined]);
    expect(reported).toEqual(['no', 'no']);
  });
});
