import { parse } from 'yaml';
import { ciCommand } from '../../lib/cli/commands/ci';
import { workflowFiles } from '../../lib/init/workflow-files';
import { config, version } from '../../package.json';
import { type Action, expandedSteps, type Workflow } from '../support/github-workflow';
import { codeBlocks } from './markdown';
import { projectFiles, read } from './source-files';

/** The commits that actions are pinned to: each read from the tag of its version. */
const ACTIONS: Readonly<Record<string, string>> = {
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'actions/download-artifact': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  'actions/upload-artifact': 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0',
  'hashicorp/setup-terraform': 'dfe3c3f87815947d99a8997f908cb6525fc44e9e # v4.0.1',
  'opentofu/setup-opentofu': 'a1320f892987e89d278cc92dc5adc984fb93aca4 # v2.0.2',
};

/** What each job may do, and nothing else. */
const PERMISSIONS: Readonly<Record<string, object>> = {
  'ci/test': { contents: 'read' },
  'ci/node-24': { contents: 'read' },
  'ci/opentofu': { contents: 'read' },
  'ci/registry-provider': { contents: 'read' },
  'plan/test': { contents: 'read' },
  'plan/plan': { contents: 'read', 'pull-requests': 'write' },
  'deploy/deploy': { contents: 'read', 'pull-requests': 'read' },
  'drift/drift': { contents: 'read', issues: 'write' },
  'drift/removals': { contents: 'write', 'pull-requests': 'write' },
  'release/test': { contents: 'read' },
  'release/pack': { contents: 'read' },
  'release/publish': { 'id-token': 'write' },
  'release/release': { contents: 'write' },
};

/** The steps that get secrets or the token of the workflow, by job, and which of them. */
const CLOUDFLARE = ['CLOUDFLARE_API_TOKEN', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'plan/plan: waf -- ci plan --skip-synth': ['GITHUB_TOKEN', ...CLOUDFLARE],
  'deploy/deploy: waf -- ci check --skip-synth': ['GITHUB_TOKEN', ...CLOUDFLARE],
  'deploy/deploy: waf -- ci apply': CLOUDFLARE,
  'deploy/deploy: waf -- ci verify': CLOUDFLARE,
  'drift/drift: waf -- ci drift --skip-synth': ['GITHUB_TOKEN', ...CLOUDFLARE],
  'drift/removals: waf -- ci removals': ['GITHUB_TOKEN'],
  'release/release: gh release create "$GITHUB_REF_NAME" release/*.tgz --verify-tag --notes-file release/notes.md':
    ['GH_TOKEN'],
};
/** The jobs with secrets of the zone. */
const WITH_CLOUDFLARE = [
  ...new Set(
    Object.entries(SECRETS)
      .filter(([, names]) => names.includes('CLOUDFLARE_API_TOKEN'))
      .map(([name]) => name.replace(/:.*$/, '')),
  ),
];

const PATHS = projectFiles().filter((path) => path.startsWith('.github/workflows/'));
const WORKFLOWS = PATHS.map((path) => ({
  name: path.replace(/^.*\/(.*)\.yml$/, '$1'),
  text: read(path),
  workflow: parse(read(path)) as Workflow,
}));
const JOBS = WORKFLOWS.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ name: `${name}/${id}`, job })),
);
/** As GitHub runs them: with those of our own actions. */
const STEPS = JOBS.flatMap(({ name, job }) => expandedSteps(job.steps ?? []).map((step) => ({ name, step })));
const OWN_ACTIONS = projectFiles()
  .filter((path) => /^\.github\/actions\/\w+\/action\.yml$/.test(path))
  .map((path) => ({
    name: path.split('/')[2] ?? '',
    text: read(path),
    action: parse(read(path)) as Action,
  }));
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

test('the workflows are these', () => {
  expect(PATHS.map((path) => path.replace('.github/workflows/', ''))).toEqual([
    'ci.yml',
    'deploy.yml',
    'drift.yml',
    'plan.yml',
    'release.yml',
  ]);
});

test('each action is pinned to the commit of its version', () => {
  const lines = [...WORKFLOWS, ...OWN_ACTIONS].flatMap(({ text }) => text.match(/(?<=uses: ).*$/gm) ?? []);
  const foreign = [...new Set(lines)].filter((line) => !line.startsWith('./')).sort();
  expect(foreign).toEqual(Object.entries(ACTIONS).map(([action, pin]) => `${action}@${pin}`));
});

test('no workflow runs the code of a fork with secrets', () => {
  expect(WORKFLOWS.flatMap(({ workflow }) => Object.keys(workflow.on)).sort()).toEqual(
    [
      // Its branch is one of the repository: whoever may write has put the pull request into the queue.
      'merge_group',
      'pull_request',
      'push',
      'push',
      'push',
      'schedule',
      'workflow_call',
      ...Array<string>(3).fill('workflow_dispatch'),
    ].sort(),
  );
});

test('each job may do just what it needs', () => {
  expect(WORKFLOWS.map(({ workflow }) => workflow.permissions)).toEqual(WORKFLOWS.map(() => ({})));
  expect(Object.fromEntries(JOBS.map(({ name, job }) => [name, job.permissions]))).toEqual(PERMISSIONS);
});

test('no checkout leaves the token behind', () => {
  const checkouts = STEPS.filter(({ step }) => step.uses?.startsWith('actions/checkout@') === true);
  expect(checkouts.map(({ step }) => step.with)).toEqual(
    checkouts.map(() => ({ 'persist-credentials': false })),
  );
  expect(checkouts).toHaveLength(9);
});

test('secrets are in the steps that need them, and nowhere else', () => {
  const holders = STEPS.flatMap(({ name, step }) => {
    const names = Object.entries(step.env ?? {})
      .filter(([, value]) => /secrets\.|github\.token/.test(value))
      .map(([variable]) => variable);
    const title = (step.run ?? '').replace('npm run --silent ', '');
    return names.length === 0 ? [] : [[`${name}: ${title}`, names] as const];
  });
  expect(Object.fromEntries(holders)).toEqual(SECRETS);
  // What a step of an action gets is an input of it; nothing else in a workflow names a secret.
  const named = WORKFLOWS.flatMap(({ name, text }) =>
    (text.match(/^.*(?:secrets\.\w|github\.token).*$/gm) ?? []).map((line) => `${name}: ${line.trim()}`),
  );
  expect(named).toEqual(
    ['deploy', 'drift', 'plan']
      .flatMap((name) => CLOUDFLARE.map((secret) => `${name}: ${inputOf(secret)}: \${{ secrets.${secret} }}`))
      .concat('release: GH_TOKEN: ${{ github.token }}'),
  );
  expect(STEPS.filter(({ step }) => /secrets\.|github\.token/.test(JSON.stringify(step.with ?? {})))).toEqual(
    [],
  );
});

/** The input of an action for a secret. */
function inputOf(secret: string): string {
  return secret.toLowerCase().replaceAll('_', '-');
}

test('each input of an action is used, and none other', () => {
  for (const { action, text } of OWN_ACTIONS) {
    const used = new Set(text.match(/(?<=inputs\.)[\w-]+/g) ?? []);
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
  }
});

test('each step of an action runs in the folder of the app, about its stack', () => {
  for (const { action } of OWN_ACTIONS) {
    expect(action.runs.using).toBe('composite');
    for (const { run, shell, env, ...step } of action.runs.steps.filter((one) => one.run !== undefined)) {
      expect([shell, step['working-directory']]).toEqual(['bash', '${{ inputs.working-directory }}']);
      if (/ ci (?!--)/.test(run ?? '') && run?.startsWith('npm run') === true) {
        expect(env?.['WAF_STACK']).toBe('${{ inputs.stack }}');
      }
    }
  }
});

test('the code of the stacks runs in a step without any secret, before those that have some', () => {
  const withSecrets = JOBS.filter(({ name }) => WITH_CLOUDFLARE.includes(name));
  for (const { job } of withSecrets) {
    const steps = expandedSteps(job.steps ?? []);
    const synth = steps.findIndex(({ run }) => run === 'npm run --silent waf -- ci synth');
    const first = steps.findIndex(({ env }) =>
      Object.values(env ?? {}).some((value) => /secrets\.|github\.token/.test(value)),
    );
    expect(steps[synth]?.env).toEqual({ WAF_STACK: '' });
    expect(synth).toBeGreaterThan(-1);
    expect(first).toBeGreaterThan(synth);
  }
  expect(withSecrets.map(({ job }) => job.env)).toEqual(withSecrets.map(() => undefined));
  expect(WORKFLOWS.map(({ workflow }) => workflow.env)).toEqual(WORKFLOWS.map(() => undefined));
});

test('a merge queue gets each check that a pull request gets', () => {
  const plan = WORKFLOWS.find(({ name }) => name === 'plan')?.workflow;
  expect(Object.keys(plan?.on ?? {})).toEqual(['pull_request', 'merge_group']);
  expect(plan?.on['merge_group']).toEqual(plan?.on['pull_request']);
  expect(plan?.jobs['plan']).not.toHaveProperty('if');
});

test('secrets of the zone come from an environment', () => {
  expect(
    JOBS.filter(({ name }) => WITH_CLOUDFLARE.includes(name)).map(({ name, job }) => [name, job.environment]),
  ).toEqual([
    ['deploy/deploy', 'cloudflare-deploy'],
    ['drift/drift', 'cloudflare-plan'],
    ['plan/plan', 'cloudflare-plan'],
  ]);
});

test('no job with secrets uses a cache, which other jobs may write', () => {
  const setups = STEPS.filter(({ step }) => step.uses?.startsWith('actions/setup-node@') === true);
  const cached = setups.filter(({ step }) => step.with?.['package-manager-cache'] !== false);
  expect(cached.map(({ name }) => name)).toEqual([
    'ci/test',
    'ci/node-24',
    'ci/opentofu',
    'ci/registry-provider',
  ]);
});

test('what publishes runs nothing of the repository', () => {
  const publish = STEPS.filter(({ name }) => name === 'release/publish').map(({ step }) => step);
  expect(publish.map(({ uses, run }) => uses?.replace(/@.*/, '') ?? run)).toEqual([
    'actions/setup-node',
    'actions/download-artifact',
    'npm publish release/*.tgz --access public --provenance --ignore-scripts',
  ]);
});

test('a deploy is never cancelled, and none runs beside another', () => {
  const deploy = JOBS.find(({ name }) => name === 'deploy/deploy')?.job;
  expect(deploy?.concurrency).toEqual({ group: 'deploy-stack', 'cancel-in-progress': false });
  const sharing = WORKFLOWS.filter(({ text }) => text.includes('group: deploy-'));
  expect(sharing.map(({ name }) => name)).toEqual(['deploy']);
});

test('each job ends', () => {
  const endless = JOBS.filter(({ job }) => job.uses === undefined && job['timeout-minutes'] === undefined);
  expect(endless.map(({ name }) => name)).toEqual([]);
});

test('no value of GitHub becomes part of a command', () => {
  expect(STEPS.filter(({ step }) => step.run?.includes('${{') === true)).toEqual([]);
});

test('a command is one line that calls a script by its name', () => {
  const commands = [...new Set(STEPS.flatMap(({ step }) => step.run ?? []))];
  const unknown = commands.filter((command) => {
    const [, script] = /^npm run --silent ([\w:-]+)(?: -- [\w -]+)?$/.exec(command) ?? [];
    if (script !== undefined) return scripts[script] === undefined;
    const known = [
      'npm ci --ignore-scripts',
      'npm test',
      'npx jest __tests__/integration',
      'npx jest --testPathIgnorePatterns __tests__/integration __tests__/scripts/lab',
    ];
    return !known.includes(command);
  });
  expect(unknown).toEqual([
    'npm pack --pack-destination release',
    'npm publish release/*.tgz --access public --provenance --ignore-scripts',
    'gh release create "$GITHUB_REF_NAME" release/*.tgz --verify-tag --notes-file release/notes.md',
  ]);
});

test('the steps that workflows call are those of waf ci', () => {
  const called = STEPS.flatMap(({ step }) => /waf -- ci (\w+)/.exec(step.run ?? '')?.[1] ?? []);
  const known = ciCommand().commands.map((command) => command.name());
  expect([...new Set(called)].sort()).toEqual([...known].sort());
});

test.each(['docs/workflows.md', 'docs/workflows-elsewhere.md'])('the YAML of %s can be read', (page) => {
  const blocks = codeBlocks(page, read(page)).filter(({ language }) => language === 'yaml');
  expect(blocks.map(({ code }) => typeof parse(code))).toEqual(blocks.map(() => 'object'));
});

test('the workflows are about the stack of package.json, whatever its name', () => {
  for (const { text } of WORKFLOWS) expect(text).not.toContain(config.stack);
});

test('the docs name each environment, variable and step of the workflows', () => {
  const docs = read('docs/workflows.md');
  const named = [...WORKFLOWS, ...OWN_ACTIONS].flatMap(({ text }) => [
    ...(text.match(/(?<=environment: )\S+|(?<=vars\.)\w+|(?<=secrets\.)\w+|waf -- ci \w+/g) ?? []),
  ]);
  expect([...new Set(named)].filter((name) => !docs.includes(name))).toEqual([]);
});

const GENERATED = workflowFiles({
  stack: 'shop-waf',
  folder: '.',
  version,
  runsTests: false,
  branch: 'main',
});

/** The workflows of others, as our example has them and as `waf init` writes them. */
const OTHERS = ['plan', 'deploy', 'drift'].flatMap((action) => [
  ['the example', action, read(`examples/two-zones/.github/workflows/waf-${action}.yml`)] as const,
  ['waf init', action, GENERATED.get(`waf-${action}.yml`) ?? ''] as const,
]);

describe.each(OTHERS)('the job of %s that uses the action %s', (source, action, text) => {
  const workflow = parse(text) as Workflow;
  const job = workflow.jobs[action];
  const own = WORKFLOWS.find(({ name }) => name === action)?.workflow.jobs[action];

  test('has what protects ours', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.keys(workflow.jobs)).toEqual([action]);
    expect([job?.if, job?.environment, job?.permissions, job?.['timeout-minutes'], job?.env]).toEqual([
      own?.if,
      own?.environment,
      own?.permissions,
      own?.['timeout-minutes'],
      undefined,
    ]);
    if (source === 'the example') expect(job?.strategy?.['fail-fast']).toBe(false);
    else expect(job).not.toHaveProperty('strategy');
    expect(job?.concurrency).toEqual({
      group: expect.stringMatching(
        new RegExp(`^${action}-(?:\\$\\{\\{ matrix\\.stack \\}\\}|shop-waf)`),
      ) as string,
      'cancel-in-progress': action === 'plan',
    });
  });

  test('checks out as ours does, and uses the action of this version', () => {
    const [checkout, use, ...more] = job?.steps ?? [];
    expect(checkout).toEqual(own?.steps?.[0]);
    expect(use?.uses).toBe(`waf-exceptions/waf-exceptions/.github/actions/${action}@v${version}`);
    expect(more).toEqual([]);
    expect(() => expandedSteps(job?.steps ?? [])).not.toThrow();
  });

  test('starts for what ours starts for', () => {
    const starts = WORKFLOWS.find(({ name }) => name === action)?.workflow.on ?? {};
    expect(Object.keys(workflow.on)).toEqual(Object.keys(starts));
  });
});

test('waf init pins each action of others as ours are', () => {
  const files = workflowFiles({
    stack: 'shop-waf',
    folder: 'apps/shop',
    version,
    runsTests: true,
    branch: 'main',
  });
  const lines = [...files.values()].flatMap((text) => text.match(/(?<=uses: )actions\/.*$/gm) ?? []);
  const pins = new Set(Object.entries(ACTIONS).map(([action, pin]) => `${action}@${pin}`));
  expect(lines).toHaveLength(5);
  expect(lines.filter((line) => !pins.has(line))).toEqual([]);
  const { test: tests } = (parse(files.get('waf-plan.yml') ?? '') as Workflow).jobs;
  expect([tests?.permissions, tests?.environment]).toEqual([{ contents: 'read' }, undefined]);
});

test('the job that the docs show is that of the example, for one stack', () => {
  const page = 'docs/workflows-elsewhere.md';
  const [shown] = codeBlocks(page, read(page)).filter(({ code }) => code.startsWith('name: WAF plan'));
  const { permissions, jobs } = parse(shown?.code ?? '') as Workflow;
  const { plan } = (parse(read('examples/two-zones/.github/workflows/waf-plan.yml')) as Workflow).jobs;
  expect(permissions).toEqual({});
  expect([jobs['plan']?.environment, jobs['plan']?.permissions, jobs['plan']?.steps?.[0]]).toEqual([
    plan?.environment,
    plan?.permissions,
    plan?.steps?.[0],
  ]);
  expect(jobs['plan']?.steps?.[1]?.uses).toBe(plan?.steps?.[1]?.uses);
  expect(() => expandedSteps(jobs['plan']?.steps ?? [])).not.toThrow();
});

test('the docs name each input of the actions', () => {
  const docs = read('docs/workflows-elsewhere.md');
  const names = OWN_ACTIONS.flatMap(({ action }) => Object.keys(action.inputs));
  expect([...new Set(names)].filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});
