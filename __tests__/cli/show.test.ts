import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { showCommand } from '../../lib/cli/commands/show';
import { readStack } from '../../lib/cli/input/read-stack';
import { DECLARATION_KEY, declareZone } from '../../lib/coexistence';
import { customRuleLimits, Skip, type DefinedException } from '../../lib/exceptions';
import { ManagedRule } from '../../lib/managed-rules';
import { define } from '../support/exceptions';
import { refusalOf } from '../support/refusal';
import { folderWith, run, synthesised } from './stack-folder';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';

function zone(...exceptions: readonly DefinedException[]): object {
  const reference = { name: 'example.com', accountId: undefined };
  const declared = declareZone({
    zone: reference,
    ownPrefixes: ['wafx__dashboard__'],
    foreignRules: 'keep',
    limits: customRuleLimits(undefined, undefined),
    exceptions,
  });
  const zones = (declared['//'] as Readonly<Record<string, readonly object[]>>)[DECLARATION_KEY];
  return zones?.[0] ?? {};
}

const custom = define();
const managed = define({ skip: Skip.managedRules(ManagedRule.OWASP_949110) });
const output = (...zones: readonly object[]): string =>
  folderWith({ 'stacks/dashboard-waf/cdk.tf.json': synthesised(...zones) });
const show = (folder: string, ...words: readonly string[]) =>
  run(showCommand(), 'dashboard-waf', '--output', folder, ...words);

test('prints one sentence an exception', async () => {
  const { stdout } = await show(output(zone(custom), zone(managed)));
  expect(stdout).toBe(
    'POST https://app.example.com/export from anywhere skips all managed rules of the zone until 2027-03-31.\n' +
      'POST https://app.example.com/export from anywhere skips rule 949110: Inbound Anomaly Score Exceeded of the Cloudflare OWASP Core Ruleset until 2027-03-31.\n',
  );
});

test('prints HCL that Terraform formats as it is', async () => {
  const { stdout } = await show(output(zone(custom, managed)), '--format', 'hcl');
  const comments = stdout.split('\n').filter((line) => line.startsWith('#'));
  expect(comments).toEqual([
    `# zone example.com, phase ${CUSTOM}: must come before the rules that it should affect`,
    `# zone example.com, phase ${MANAGED}: must come before the rules that it should affect`,
  ]);
  const indented = stdout.replace(/^(?=.)/gm, '  ');
  const list = `rules = [\n${indented}]\n`;
  const formatted = execFileSync('terraform', ['fmt', '-'], {
    input: list,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  expect(formatted).toBe(list);
});

test('prints bodies for the API with the place they belong to', async () => {
  const { stdout } = await show(output(zone(custom, managed)), '--format', 'api-json');
  expect(JSON.parse(stdout)).toEqual([
    { zone: 'example.com', phase: CUSTOM, body: { ...custom.rule, position: { index: 1 } } },
    { zone: 'example.com', phase: MANAGED, body: { ...managed.rule, position: { index: 1 } } },
  ]);
});

test('prints the declaration as it stands in the stack', async () => {
  const { stdout } = await show(output(zone(custom)), '--format', 'json');
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify([zone(custom)])));
});

test.each([
  ['text', 'The stack has no exception.\n'],
  ['hcl', '# The stack has no exception.\n'],
  ['api-json', '[]\n'],
])('says in the form %s that there is no exception', async (format, expected) => {
  expect((await show(output(zone()), '--format', format)).stdout).toBe(expected);
});

test.each([
  ['text', 'a\\u{1b}[2J\\u{202e}b'],
  ['hcl', '"a\\u001b[2J\\u202eb\\U000e0001"'],
  ['api-json', '"a\\u001b[2J\\u202eb\\udb40\\udc01"'],
  ['json', '"a\\u001b[2J\\u202eb\\udb40\\udc01"'],
])('leaves nothing in the form %s that could steer a terminal', async (format, expected) => {
  const text = 'a\u001b[2J\u202eb\u{e0001}';
  const poisoned = {
    ...zone(),
    exceptions: [{ phase: CUSTOM, sentence: text, rule: { ...custom.rule, description: text } }],
  };
  const { stdout } = await show(output(poisoned), '--format', format);
  expect(stdout).toContain(expected);
  expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});

test('refuses another format', async () => {
  await expect(show(output(zone()), '--format', 'yaml')).rejects.toMatchObject({
    code: 'commander.invalidArgument',
  });
});

describe('readStack', () => {
  const STACK = 'stacks/dashboard-waf/cdk.tf.json';
  const read = (
    directory: string,
    options: { output?: string; CDKTF_OUTPUT?: string } = {},
    stack = 'dashboard-waf',
  ) => {
    const { CDKTF_OUTPUT, ...rest } = options;
    return readStack(stack, { directory, environment: { CDKTF_OUTPUT }, ...rest });
  };

  test.each([
    ['cdktf.out', {}, {}],
    ['from-config', {}, { 'cdktf.json': { output: 'from-config' } }],
    ['from-env', { CDKTF_OUTPUT: 'from-env' }, { 'cdktf.json': { output: 'other' } }],
    ['from-option', { output: 'from-option', CDKTF_OUTPUT: 'other' }, { 'cdktf.json': '{' }],
  ])('finds the stack in %s', (folder, options, files) => {
    const directory = folderWith({ ...files, [`${folder}/${STACK}`]: synthesised(zone(custom)) });
    expect(read(directory, options)).toEqual(JSON.parse(JSON.stringify([zone(custom)])));
  });

  test('takes an absolute folder', () => {
    const folder = folderWith({ [STACK]: synthesised(zone()) });
    expect(read('/', { output: folder })).toHaveLength(1);
    expect(read('/', { CDKTF_OUTPUT: folder })).toHaveLength(1);
  });

  test('tells to synthesise first', () => {
    expect(refusalOf(() => read(folderWith({})))).toEqual({
      code: 'stack/not-synthesised',
      message: `there is no synthesised stack in \`${join('cdktf.out', 'stacks')}\``,
      help: 'run `cdktf synth` first; if it writes elsewhere, name that folder with --output',
    });
  });

  test.each([
    [
      'dashboard-wuf',
      'did you mean `dashboard-waf`? Known: dashboard-waf, other; a new stack needs `cdktf synth` first',
    ],
    ['x', 'use one of: dashboard-waf, other; a new stack needs `cdktf synth` first'],
    ['../stacks/other', 'use one of: dashboard-waf, other; a new stack needs `cdktf synth` first'],
  ])('tells the known stacks when asked for %s', (stack, help) => {
    const directory = folderWith({ [`cdktf.out/${STACK}`]: {}, 'cdktf.out/stacks/other/cdk.tf.json': {} });
    expect(refusalOf(() => read(directory, {}, stack))).toEqual({
      code: 'stack/unknown',
      message: `there is no stack with this name in \`cdktf.out/stacks\`, got: \`${stack}\``,
      help,
    });
  });

  test.each([
    ['{}', 'stack/no-zone-waf'],
    ['{"//":{"metadata":{}}}', 'stack/no-zone-waf'],
    ['null', 'stack/no-zone-waf'],
    ['{"removed":[{"from":"cloudflare_list.x"}]}', 'stack/no-zone-waf'],
    ['{"//"', 'stack/malformed'],
    ['{"//":{"waf-exceptions":{}}}', 'stack/malformed'],
    ['{"//":{"waf-exceptions":[{}]}}', 'stack/malformed'],
    [JSON.stringify(synthesised({ ...zone(), ownPrefixes: 'wafx__' })), 'stack/malformed'],
    [JSON.stringify(synthesised({ ...zone(), foreignRules: 'drop' })), 'stack/malformed'],
    [JSON.stringify(synthesised({ ...zone(), zone: {} })), 'stack/malformed'],
    [
      JSON.stringify(
        synthesised({ ...zone(), exceptions: [{ phase: 'toString', sentence: '', rule: custom.rule }] }),
      ),
      'stack/malformed',
    ],
    [
      JSON.stringify(synthesised({ ...zone(), exceptions: [{ phase: CUSTOM, sentence: '', rule: {} }] })),
      'stack/malformed',
    ],
  ])('a stack that is %s is %s', (content, code) => {
    expect(refusalOf(() => read(folderWith({ [`cdktf.out/${STACK}`]: content }))).code).toBe(code);
  });

  test('a malformed cdktf.json is named', () => {
    expect(refusalOf(() => read(folderWith({ 'cdktf.json': '{' })))).toMatchObject({
      code: 'cdktf-json/malformed',
    });
  });

  test('a stack that only lets go has no zones', () => {
    const content = {
      removed: [{ from: 'cloudflare_ruleset.waf_example_com_custom', lifecycle: { destroy: false } }],
    };
    expect(read(folderWith({ [`cdktf.out/${STACK}`]: content }))).toEqual([]);
  });
});
