/** Where the workflows of an app find it, and the actions. */
export interface WorkflowPlace {
  readonly stack: string;
  /** Folder of the app in its repository, with `/` between; `.` is the root. */
  readonly folder: string;
  /** Version of this package, whose actions are used. */
  readonly version: string;
  /** Whether `npm test` tests nothing but this app, so that the plan runs it. */
  readonly runsTests: boolean;
  /** The branch that is deployed. */
  readonly branch: string;
}

const CHECKOUT = `      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
`;

const SETUP_NODE = `      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: '22'
`;

/** The workflows of an app with one stack, by their file names. */
export function workflowFiles(place: WorkflowPlace): ReadonlyMap<string, string> {
  return new Map([
    ['waf-plan.yml', plan(place)],
    ['waf-deploy.yml', deploy(place)],
    ['waf-drift.yml', drift(place)],
  ]);
}

function plan(place: WorkflowPlace): string {
  return `# What a pull request would do to the zone, as a comment that is kept up to date.
name: WAF plan

on:
  pull_request:
    branches: [${place.branch}]
  merge_group:
    branches: [${place.branch}]

permissions: {}

jobs:
${place.runsTests ? testJob(place) : ''}  plan:
    name: Plan ${place.stack}
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    # Its secrets only read. A fork gets none of them, and the plan is then made against the sandbox.
    environment: cloudflare-plan
    concurrency:
      group: plan-${place.stack}-\${{ github.event.pull_request.number || github.ref }}
      cancel-in-progress: true
    permissions:
      contents: read
      pull-requests: write
    steps:
${CHECKOUT}${action('plan', place, ['review-fail-on: ${{ vars.REVIEW_FAIL_ON }}', 'review-allow: ${{ vars.REVIEW_ALLOW }}'])}`;
}

function testJob({ folder }: WorkflowPlace): string {
  return `  test:
    name: Test
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read
${folder === '.' ? '' : `    defaults:\n      run:\n        working-directory: ${yamlText(folder)}\n`}    steps:
${CHECKOUT}${SETUP_NODE}      - run: npm ci --ignore-scripts
      - run: npm test

`;
}

function deploy(place: WorkflowPlace): string {
  return `# Deploys what was reviewed, and nothing else. Begins with the repository variable WAF_DEPLOY = on.
name: WAF deploy

on:
  push:
    branches: [${place.branch}]
  workflow_dispatch:
    inputs:
      digest:
        description: Digest of the review to deploy, from the page of the run that stopped
        required: true
        type: string

permissions: {}

jobs:
  deploy:
    name: Deploy ${place.stack}
    if: vars.WAF_DEPLOY == 'on' && github.ref == 'refs/heads/${place.branch}'
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    environment: cloudflare-deploy
    # One at a time, and none is ever cut off between a write and its record in the state.
    concurrency:
      group: deploy-${place.stack}
      cancel-in-progress: false
    permissions:
      contents: read
      pull-requests: read
    steps:
${CHECKOUT}${action('deploy', place, ['digest: ${{ inputs.digest }}', 'review-allow: ${{ vars.REVIEW_ALLOW }}', 'verify-requests: ${{ vars.VERIFY_REQUESTS }}'])}`;
}

function drift(place: WorkflowPlace): string {
  return `# Whether the zone is still as the branch ${place.branch} says, in one issue. Begins with the repository variable WAF_DEPLOY = on.
name: WAF drift

on:
  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:

permissions: {}

jobs:
  drift:
    name: Drift of ${place.stack}
    if: vars.WAF_DEPLOY == 'on' && github.ref == 'refs/heads/${place.branch}'
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    environment: cloudflare-plan
    concurrency:
      group: drift-${place.stack}
      cancel-in-progress: false
    permissions:
      contents: read
      issues: write
    steps:
${CHECKOUT}${action('drift', place, ['review-allow: ${{ vars.REVIEW_ALLOW }}'])}`;
}

function action(name: string, { stack, folder, version }: WorkflowPlace, inputs: readonly string[]): string {
  const lines = [
    `stack: ${stack}`,
    ...(folder === '.' ? [] : [`working-directory: ${yamlText(folder)}`]),
    ...inputs,
    'cloudflare-api-token: ${{ secrets.CLOUDFLARE_API_TOKEN }}',
    'aws-access-key-id: ${{ secrets.AWS_ACCESS_KEY_ID }}',
    'aws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}',
  ];
  return `      - uses: waf-exceptions/waf-exceptions/.github/actions/${name}@v${version}
        with:
${lines.map((line) => `          ${line}`).join('\n')}
`;
}

/** A text as a YAML string; what GitHub would read as an expression is none. */
function yamlText(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text.replaceAll('${{', "${{ '${{' }}"));
}
