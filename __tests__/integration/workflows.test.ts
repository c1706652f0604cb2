import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/errors';
import { applyPlan } from '../../lib/ci/steps/apply-plan';
import { checkDeploy } from '../../lib/ci/steps/check-deploy';
import { findDrift } from '../../lib/ci/steps/find-drift';
import { planPullRequest } from '../../lib/ci/steps/plan-pull-request';
import { sealOf, stackFiles } from '../../lib/ci/terraform/stack-files';
import type { Step } from '../../lib/ci/step';
import { verifyDeploy } from '../../lib/ci/steps/verify-deploy';
import { buildWaf } from '../support/build-package';
import { FakeGitHub, READ_TOKEN, WRITE_TOKEN } from '../ci/github/fake-github';
import { CALLERS, makeDashboardProject, useCdktf } from './support/dashboard-project';
import { describeWithTerraform } from './support/describe-with-terraform';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN } from './support/seeds';

const STACK = 'dashboard-waf';
const OURS = 'wafx__dashboard__export-mp4';
const HEAD = 'a'.repeat(40);
const CLICKED = { ref: 'clicked', action: 'block', expression: '(http.request.uri.path eq "/x")' };

/** What a step left behind. */
interface Ended {
  readonly error: InputError | undefined;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

// Each test goes on where the one before it ended: together they are the way of a change from branch to zone.
describeWithTerraform('a change on its way from the branch to the zone', () => {
  let zone: SandboxZone;
  let github: FakeGitHub;
  let seal = '';

  // The steps work in the folder of the project, as a job does.
  const repository = process.cwd();
  beforeAll(async () => {
    zone = await SandboxZone.start(LIVED_IN);
    process.chdir(makeDashboardProject(zone.directory));
    github = await FakeGitHub.start();
  });
  afterAll(async () => {
    process.chdir(repository);
    await github.close();
    await zone.close();
  });

  // The plan of the pull request, the apply and the plan after it are made by the real `cdktf`.
  const REAL = ['is planned into a comment', 'is applied, and verified'];
  beforeEach(() => {
    const { currentTestName = '' } = expect.getState();
    useCdktf(process.cwd(), REAL.some((name) => currentTestName.endsWith(name)) ? 'real' : 'quick');
  });

  /** Runs a step on the stack that an earlier step has synthesised, as the workflows do. */
  const run = (step: Step, environment?: NodeJS.ProcessEnv): Promise<Ended> =>
    runWithSynth((context) => step({ ...context, isSynthesised: true }), environment);

  /** Runs a step with the code of a branch, for which the environment stands. */
  async function runWithSynth(
    step: Step,
    environment: NodeJS.ProcessEnv = {},
    cloudflare = zone.sandbox.environment,
  ): Promise<Ended> {
    const file = (name: string): string => join(zone.directory, name);
    const [summary, output, event] = [file('summary.md'), file('output.txt'), file('event.json')];
    for (const one of [summary, output]) writeFileSync(one, '');
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } }));
    let log = '';
    const error = await step({
      stack: STACK,
      environment: {
        ...cloudflare,
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/waf',
        GITHUB_WORKFLOW: 'WAF deploy',
        GITHUB_TOKEN: WRITE_TOKEN,
        GITHUB_SHA: 'b'.repeat(40),
        GITHUB_REF_NAME: 'main',
        GITHUB_EVENT_PATH: event,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ...environment,
      },
      waf: [process.execPath, buildWaf()],
      write: (text) => {
        log += text;
      },
    }).then(
      () => undefined,
      (reason: unknown) => {
        if (reason instanceof InputError) return reason;
        throw reason;
      },
    );
    expect(log).not.toContain(WRITE_TOKEN);
    const lines = readFileSync(output, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return {
      error,
      log,
      summary: readFileSync(summary, 'utf8'),
      outputs: Object.fromEntries(lines.map((line) => line.split('=') as [string, string])),
    };
  }

  /** A second later: GitHub's clock has no finer parts. */
  const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const approve = (): void => {
    github.review(7, { commit_id: HEAD, submitted_at: later(1000) });
  };
  const merge = (number: number, commit: string): void => {
    const merged = {
      number,
      merged_at: later(2000),
      merge_commit_sha: commit,
      head: { sha: HEAD },
      user: { login: 'bob', type: 'User' },
    };
    github.heads.set('main', commit);
    github.pulls.set(commit, [
      { ...merged, number: 1, base: { ref: 'release' } },
      { ...merged, base: { ref: 'main' } },
    ]);
  };
  const digestIn = (text: string): string => /sha256:[0-9a-f]{64}/.exec(text)?.[0] ?? 'none';
  const files = () => stackFiles(STACK, zone.sandbox.environment);
  const refs = async () => (await zone.api.rules(ZONE_ID, CUSTOM)).map(({ ref }) => ref);

  it('is planned into a comment', async () => {
    const { error, summary } = await runWithSynth(planPullRequest);
    expect(error).toBeUndefined();
    const [body] = github.comments.map((comment) => comment.body);
    expect(body).toMatch(/^<!-- waf-exceptions review dashboard-waf sha256:[0-9a-f]{64} -->\n/);
    expect(body).toContain('WAF review: wider');
    expect(summary).toBe(`${body ?? ''}\n`);
    expect(await refs()).toEqual(['block-wp', 'challenge']);
  });

  it('leaves a merge queue until a person has approved what would be deployed', async () => {
    const event = join(zone.directory, 'queue.json');
    const group = { head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${'e'.repeat(40)}` };
    writeFileSync(event, JSON.stringify({ merge_group: group }));
    const open = { number: 7, merged_at: null, head: { sha: HEAD }, user: { login: 'bob', type: 'User' } };
    github.pulls.set(HEAD, [open]);
    const before = structuredClone(github.comments);
    const queued = () => run(planPullRequest, { GITHUB_EVENT_PATH: event });
    expect((await queued()).error).toMatchObject({ code: 'deploy/not-approved' });
    approve();
    expect((await queued()).error).toBeUndefined();
    expect(github.comments).toEqual(before);
  });

  it('is planned again with the same effect, and the approval counts', async () => {
    const before = structuredClone(github.comments);
    const forTerraform = { TF_WORKSPACE: 'other', TF_VAR_x: 'y', TF_DATA_DIR: '/nowhere', TF_CLI_ARGS: '-x' };
    expect((await run(planPullRequest, forTerraform)).error).toBeUndefined();
    expect(github.comments).toEqual(before);
    merge(7, 'b'.repeat(40));
    expect((await run(checkDeploy)).error).toBeUndefined();
  });

  it('runs nothing that nobody allowed', async () => {
    const file = files().configuration;
    const stack = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly resource: { readonly terraform_data?: object };
    };
    const ran = join(zone.directory, 'ran');
    const leak = { provisioner: [{ 'local-exec': { command: `touch ${ran}` } }] };
    const resource = { ...stack.resource, terraform_data: { ...stack.resource.terraform_data, leak } };
    writeFileSync(file, JSON.stringify({ ...stack, resource }));
    expect((await run(checkDeploy)).error).toMatchObject({
      code: 'review/executes',
      help: expect.stringContaining('REVIEW_ALLOW: terraform_data.leak') as string,
    });
    const allowed = await run(checkDeploy, { REVIEW_ALLOW: 'terraform_data.leak' });
    expect(allowed.error).toMatchObject({ code: 'deploy/changed' });
    expect(allowed.summary).toContain('`terraform_data.leak` runs a provisioner');
    const { error } = await run(applyPlan, { PLAN_SEAL: sealOf(files()) });
    expect(error).toMatchObject({ code: 'review/executes' });
    expect(existsSync(ran)).toBe(false);
  });

  it('stops when the zone changed since the review, whatever others write into comments', async () => {
    const reviewed = digestIn(github.comments[0]?.body ?? '');
    const forged = `<!-- waf-exceptions review dashboard-waf sha256:${'f'.repeat(64)} -->\n\nforged`;
    for (const user of [
      { login: 'mallory', type: 'User' },
      { login: 'mallory[bot]', type: 'Bot' },
    ]) {
      github.comments.unshift({
        id: 900,
        issue: 7,
        body: forged,
        user,
        updated_at: new Date(0).toISOString(),
      });
    }
    // A comment of the workflow itself that only quotes it.
    github.comment(7, `quoted:\n${forged}`);
    await zone.api.addRule(ZONE_ID, CUSTOM, CLICKED);
    merge(7, 'b'.repeat(40));
    // Which writes the stack anew, that the test before has changed.
    const stopped = await runWithSynth(checkDeploy);
    const planned = digestIn(stopped.summary);
    expect(stopped.error).toMatchObject({
      code: 'deploy/changed',
      summary: `this deploy would not do what was reviewed: its digest is ${planned}, the one that \`alice\` approved on pull request 7 is ${reviewed}`,
    });
    expect(stopped.log).toContain('Actions > WAF deploy > Run workflow, with the digest');
    expect(stopped.outputs).toEqual({});
    const accepted = await run(checkDeploy, { DEPLOY_DIGEST: planned });
    expect(accepted.error).toBeUndefined();
    expect(accepted.outputs).toEqual({ apply: 'true', seal: expect.stringMatching(/^sha256:/) as string });
    seal = accepted.outputs['seal'] ?? '';
  });

  it.each(['plan', 'configuration'] as const)(
    'stops when the %s was changed after the check',
    async (name) => {
      const file = files()[name];
      const kept = `${file}.kept`;
      copyFileSync(file, kept);
      appendFileSync(file, ' ');
      const { error } = await run(applyPlan, { PLAN_SEAL: seal });
      copyFileSync(kept, file);
      rmSync(kept);
      expect(error?.code).toBe('deploy/tampered');
      expect(await refs()).not.toContain(OURS);
    },
  );

  it('stops when the main branch has moved on, whatever digest was reviewed', async () => {
    const digest = digestIn(github.comments.find(({ user }) => user.type === 'Bot')?.body ?? '');
    github.heads.set('main', 'd'.repeat(40));
    const { error, log } = await run(checkDeploy, { DEPLOY_DIGEST: digest });
    expect(error).toMatchObject({ code: 'deploy/outdated' });
    expect(log).toBe('');
  });

  it('is applied, and verified', async () => {
    expect((await run(applyPlan, { PLAN_SEAL: seal })).error).toBeUndefined();
    expect(await refs()).toEqual([OURS, 'block-wp', 'challenge', 'clicked']);
    const { error, log } = await run(verifyDeploy);
    expect(error).toBeUndefined();
    expect(log).toContain(`verified: ${OURS} is live in ${CUSTOM} as the code declares it`);
  });

  it('fails where the requests of a file find no exception', async () => {
    const requests = join(zone.directory, 'requests.json');
    writeFileSync(requests, JSON.stringify({ method: 'GET', url: 'https://dashboard.example.com/' }));
    const { error, log } = await run(verifyDeploy, { VERIFY_REQUESTS: requests });
    expect(error).toMatchObject({ code: 'deploy/not-verified' });
    expect(log).toContain('no exception of the stack covers this request');
  });

  it('opens an issue about drift, and closes it', async () => {
    await zone.api.editRule(ZONE_ID, CUSTOM, OURS, { enabled: false });
    expect((await runWithSynth(findDrift)).log).toContain('opened an issue about dashboard-waf');
    const [issue] = github.issues;
    expect(issue).toMatchObject({ title: 'WAF drift: dashboard-waf', state: 'open' });
    expect(issue?.body).toContain('The zone differs from the code of `dashboard-waf`');
    const rule = { enabled: true, description: RULE_DESCRIPTION };
    await zone.api.editRule(ZONE_ID, CUSTOM, OURS, rule);
    const { error, outputs } = await run(findDrift, { WAF_REMOVALS: 'on' });
    expect({ error, outputs }).toEqual({ error: undefined, outputs: { removals: '[]' } });
    expect(github.issues).toEqual([expect.objectContaining({ state: 'closed' })]);
    expect(github.comments.at(-1)).toMatchObject({
      issue: issue?.number,
      body: expect.stringMatching(/^All clear/) as string,
    });
  });

  it('says what was written when the apply fails', async () => {
    // The next push of the branch, of which the same comment tells.
    const next = { ...NARROWER, GITHUB_SHA: 'c'.repeat(40) };
    const before = structuredClone(github.comments);
    expect((await runWithSynth(planPullRequest, next)).error).toBeUndefined();
    const changed = github.comments.filter(({ body }, index) => body !== before[index]?.body);
    expect(github.comments).toHaveLength(before.length);
    expect(changed).toEqual([
      expect.objectContaining({ issue: 7, user: { login: 'github-actions[bot]', type: 'Bot' } }),
    ]);
    approve();
    merge(7, 'c'.repeat(40));
    const checked = await run(checkDeploy, next);
    expect(checked.error).toBeUndefined();
    expect(checked.log).toContain('the digest is the one that `alice` approved on pull request 7');
    seal = checked.outputs['seal'] ?? '';
    copyFileSync(files().plan, join(zone.directory, 'checked'));
    await zone.api.fault({ operation: 'update-ruleset', times: 1, status: 403 });
    const { error, log } = await run(applyPlan, { ...next, PLAN_SEAL: seal });
    expect(error).toMatchObject({ code: 'deploy/failed' });
    expect(log).toContain('403 Forbidden');
    expect(error?.summary).toContain('a plan afterwards is the same: none of it was written');
  });

  it('refuses a plan that is stale, and sees what another deploy has written', async () => {
    // Another run deploys the same in the meantime, from a plan of its own.
    const other = await zone.run('terraform', ['apply', '-input=false', 'plan'], files().folder);
    expect(other.code).toBe(0);
    copyFileSync(join(zone.directory, 'checked'), files().plan);
    const { error } = await run(applyPlan, { ...NARROWER, PLAN_SEAL: seal });
    expect(error?.summary).toBe(
      'the apply failed: the plan is stale: the state has changed since; but a plan afterwards is empty: the zone matches the code; it does not show whether rules of others were lost',
    );
    expect(error?.help).toContain('run the workflow again');
  });

  it('is planned against the sandbox on a fork, and told on the page of the run', async () => {
    const before = structuredClone(github.comments);
    // Neither a token nor a sandbox, and nothing synthesised.
    const bare = { ...process.env, CDKTF_OUTPUT: join(zone.directory, 'fork') };
    const { error, log, summary } = await runWithSynth(planPullRequest, { GITHUB_TOKEN: READ_TOKEN }, bare);
    expect(error).toBeUndefined();
    expect(log).toContain('this run cannot write comments');
    expect(summary).toContain('<!-- waf-exceptions review dashboard-waf sandbox -->');
    expect(summary).toContain('**Planned against the sandbox, not against the zone**');
    expect(github.comments).toEqual(before);
  });
});

/** An edit of the stack. */
const NARROWER = { [CALLERS]: '["203.0.113.0/26"]' };

const RULE_DESCRIPTION =
  '[owner creator-tools | until 2027-03-31 | ticket OPS-1423] Base64 frames in the export form trip the managed rules';
