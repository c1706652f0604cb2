import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewCommand } from '../../lib/cli/commands/review';
import { planJson, type PlanParts } from '../review/support/plan';
import { added, custom } from '../review/support/plans';
import { block, EXACT, exception } from '../review/support/rules';
import { folderWith, run } from './stack-folder';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');
const OURS = exception('export', `${EXACT} and ip.src in {104.16.0.0/24}`);

function planFile(plan: PlanParts): string {
  return join(folderWith({ 'plan.json': planJson(plan) }), 'plan.json');
}

async function review(...words: readonly string[]) {
  let stderr = '';
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  try {
    return { ...(await run(reviewCommand(), ...words)), stderr };
  } finally {
    write.mockRestore();
  }
}

test('tells a plan and ends with 0', async () => {
  const { stdout, stderr, exitCode } = await review(planFile(custom([WP], [OURS, WP])));
  expect(stdout).toContain(
    'POST https://app.example.com/export from 104.16.0.0/24 (256 addresses) skips all managed rules of the zone with no end.',
  );
  expect(stdout).toContain('The custom rules are changed. 1 foreign rule untouched.');
  expect(stderr).toBe('');
  expect(exitCode).toBeUndefined();
});

test('markdown is a comment, and json is data', async () => {
  const file = planFile(added(EXACT));
  expect((await review(file, '--format', 'markdown')).stdout).toMatch(
    /^## WAF review: wider by one exact request, for everybody\n\n> \[!IMPORTANT\]\n/,
  );
  const { stdout } = await review(file, '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ version: 2, verdict: { kind: 'wider' } });
});

test('what nobody may overlook stands first', async () => {
  const alerts = async (plan: PlanParts) => {
    const { stdout } = await review(planFile(plan), '--format', 'markdown');
    return [...stdout.matchAll(/^> \[!(\w+)\]\n> (.*?)[.:]/gm)].map(([, kind, words]) => `${kind} ${words}`);
  };
  expect(await alerts(custom([OURS], undefined))).toEqual([
    'CAUTION THE ENTRY POINT IS DELETED',
    'NOTE Requests that skipped something are inspected again, and none loses protection',
  ]);
  expect(await alerts(custom([WP], []))).toEqual([
    'CAUTION FOREIGN RULES CHANGE',
    'IMPORTANT A rule that is no skip rule changes, and what that does to requests is not compared',
  ]);
  expect(await alerts(added(EXACT))).toEqual([expect.stringMatching(/^IMPORTANT `POST /)]);
});

test.each<[words: string, plan: PlanParts, stderr: string]>([
  ['', custom([WP], undefined), 'error: delete: an entry point or a list is deleted\n'],
  [
    '',
    custom([WP], [WP], { actions: ['delete', 'create'] }),
    'error: replace: an entry point or a list is replaced\n',
  ],
  ['--fail-on wider', added(EXACT), 'error: wider: requests lose protection\n'],
  [
    '--fail-on wider,foreign',
    custom([WP], [exception('export', EXACT)]),
    'error: wider: requests lose protection\nerror: foreign: a rule changes that no exception in code declares\n',
  ],
  ['--allow replace', custom([WP], undefined), 'error: delete: an entry point or a list is deleted\n'],
])('`%s` fails with 1 and says why', async (words, plan, said) => {
  const { stderr, exitCode } = await review(planFile(plan), ...words.split(' ').filter(Boolean));
  expect({ stderr, exitCode }).toEqual({ stderr: said, exitCode: 1 });
});

test.each<[words: string, plan: PlanParts]>([
  ['--allow delete', custom([WP], undefined)],
  ['--allow delete,replace', custom([WP], undefined)],
  ['--fail-on wider --allow wider', added(EXACT)],
  ['--fail-on narrower,foreign', added(EXACT)],
])('`%s` lets the plan pass', async (words, plan) => {
  const { stderr, exitCode } = await review(planFile(plan), ...words.split(' '));
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: undefined });
});

test.each([
  ['--fail-on', 'widr', 'did you mean `wider`?'],
  ['--allow', 'deleted', 'did you mean `delete`?'],
])('%s refuses a condition that there is not', async (option, word, help) => {
  await expect(review(planFile(added(EXACT)), option, word)).rejects.toThrow(help);
});

test('what the base branch does as well is told as such', async () => {
  const plan = planFile(added(EXACT));
  const { stdout } = await review(plan, '--base', planFile(added(EXACT)));
  expect(stdout).toContain('The base branch makes this change too: it is not new here.');
  expect((await review(plan)).stdout).not.toContain('base branch');
});

test('a file that cannot be read, and one that is no plan, are refused', async () => {
  const folder = folderWith({ 'bad.json': '{', 'state.json': { format_version: '1.0' } });
  await expect(review(join(folder, 'bad.json'))).rejects.toMatchObject({
    code: 'plan/file',
    help: 'give the output of `terraform show -json <plan file>`, or the name of a stack with a saved plan',
  });
  await expect(review(join(folder, 'state.json'))).rejects.toMatchObject({ code: 'review/plan' });
});

test.each<[string, string, string]>([
  ['a file that is not there, by its ending', 'nope.json', '`nope.json` cannot be read: there is no file'],
  ['a file that is not there, by its path', 'FOLDER/nope', 'cannot be read: there is no file with this name'],
  ['a folder', 'FOLDER/', 'cannot be read: it is a folder'],
  ['an empty file', 'FOLDER/empty', 'cannot be read: it is empty'],
  ['bytes that steer a terminal', 'FOLDER/title', '"\\u{1b}]0;title\\u{7}'],
])('%s is refused', async (_title, word, message) => {
  const folder = folderWith({});
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'title'), '\u001b]0;title\u0007');
  const refused = review(word.replace('FOLDER', folder));
  await expect(refused).rejects.toMatchObject({ code: 'plan/file' });
  await expect(refused).rejects.toThrow(message);
});

test.each<[title: string, encode: (marked: string) => Uint8Array]>([
  ['UTF-8', (marked) => Buffer.from(marked)],
  ['UTF-16, as older PowerShells write it', (marked) => Buffer.from(marked, 'utf16le')],
  ['UTF-16, the other way round', (marked) => Buffer.from(marked, 'utf16le').swap16()],
])('a plan may begin with the byte order mark of %s', async (_title, encode) => {
  const file = planFile(added(EXACT));
  writeFileSync(file, encode(`\uFEFF${readFileSync(file, 'utf8')}`));
  expect((await review(file)).stdout).toMatch(/^WAF review: wider/);
});

test('a stack whose name a folder has is read as a stack', async () => {
  const folder = folderWith({});
  await expect(review('lib', '--output', folder)).rejects.toMatchObject({ code: 'stack/not-synthesised' });
});

test.each([
  [
    'a plan that is older than its stack is reviewed with a warning',
    2_000,
    /^warning: .* is older than the stack/m,
  ],
  ['a plan that is newer than its stack is reviewed without a word', 1_000, /^$/],
])('%s', async (_title, synthesisedAt, warning) => {
  const folder = folderWith({
    'stacks/dashboard-waf/cdk.tf.json': {},
    'stacks/dashboard-waf/plan': planJson(added(EXACT)),
    terraform:
      '#!/bin/sh\nif [ "$1" = show ]; then cat plan; else echo "{\\"terraform_version\\":\\"1.11.4\\"}"; fi\n',
  });
  const stack = join(folder, 'stacks/dashboard-waf');
  utimesSync(join(stack, 'plan'), 1_500, 1_500);
  utimesSync(join(stack, 'cdk.tf.json'), synthesisedAt, synthesisedAt);
  chmodSync(join(folder, 'terraform'), 0o755);
  const binary = jest.replaceProperty(process, 'env', {
    ...process.env,
    TERRAFORM_BINARY_NAME: join(folder, 'terraform'),
  });
  try {
    const { stdout, stderr } = await review('dashboard-waf', '--output', folder);
    expect(stderr).toMatch(warning);
    expect(stdout).toMatch(/^WAF review: wider/);
  } finally {
    binary.restore();
  }
});

test('a stack without a saved plan is refused with the cure', async () => {
  const folder = folderWith({
    'stacks/dashboard-waf/cdk.tf.json': { '//': { metadata: {}, 'waf-exceptions': [] } },
  });
  await expect(review('dashboard-waf', '--output', folder)).rejects.toMatchObject({
    code: 'plan/missing',
    help: expect.stringMatching(/^run `cdktf plan dashboard-waf` first/) as string,
  });
});
