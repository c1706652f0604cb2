import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { importCommand } from '../../lib/cli/commands/import';
import { moduleName, packageName } from '../../lib/cli/files/module-name';
import { fingerprint } from '../../lib/exceptions';
import { startSandbox } from '../../lib/sandbox';
import { findTerraform } from '../../lib/sandbox/terraform-binary';
import { buildWaf } from '../support/build-package';
import { run } from './stack-folder';

const WAF = [buildWaf(), 'import'];
const MANAGED = 'http_request_firewall_managed';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-import-'))));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function waf(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...WAF, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function file(name: string, rules: readonly object[]): string {
  const path = join(folder, name);
  const result = { id: '0'.repeat(32), kind: 'zone', phase: 'http_request_firewall_custom', rules };
  writeFileSync(path, JSON.stringify({ result }));
  return path;
}

const skip = (ref: string, path: string) => ({
  ref,
  action: 'skip',
  action_parameters: { phases: [MANAGED] },
  expression: `http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "${path}" and raw.http.request.uri.path eq "${path}"`,
  enabled: true,
});

test('prints the skip rules that no code declares', () => {
  const path = file('rules.json', [
    skip('clicked', '/export'),
    skip('wafx__team__mine', '/mine'),
    { ref: 'block', action: 'block', expression: 'ssl' },
  ]);
  const { status, stdout } = waf(path);
  expect(status).toBe(0);
  expect(stdout).toContain('// Says the same as the rule (ref clicked) of http_request_firewall_custom.');
  expect(stdout.match(/^ {2}new WafException/gm)).toHaveLength(1);
  // As with --out: in this repository the package is not installed.
  expect(stdout).toContain("from '../lib'");
});

test('prints one rule', () => {
  const path = file('two.json', [skip('a', '/a'), skip('b', '/b')]);
  expect(waf(path, '--rule', 'b').stdout).toMatch(/new WafException\(waf, 'b'/);
  expect(waf(path, '--rule', 'b').stdout).not.toContain("'/a'");
  expect(waf(path, '--rule', 'c')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('`--rule` names no skip rule that can be imported, got: `c`') as string,
  });
});

const HOSTILE = "x'); globalThis.evil = 1; //*/\u2028\u202e\u001b[2J\n${evil}`";
const RULE = { ...skip('clicked', '/export'), description: HOSTILE };
const ZONE_ID = '0123456789abcdef0123456789abcdef';
const ENTRY_POINT = {
  zone_id: ZONE_ID,
  kind: 'zone',
  name: 'default',
  phase: 'http_request_firewall_custom',
  rules: [RULE],
};
const resource = {
  address: 'cloudflare_ruleset.edge',
  mode: 'managed',
  type: 'cloudflare_ruleset',
  name: 'edge',
};
const values = { root_module: { resources: [{ ...resource, values: ENTRY_POINT }] } };
const { action_parameters: actionParameters, ...rest } = RULE;

test.each<[string, object]>([
  ['an answer of the API', { success: true, result: ENTRY_POINT }],
  ['a list of rulesets', { rulesets: [ENTRY_POINT] }],
  ['a plan', { format_version: '1.2', planned_values: values, resource_changes: [], configuration: {} }],
  ['a state', { format_version: '1.0', values }],
  [
    'a raw state',
    { version: 4, lineage: 'x', resources: [{ ...resource, instances: [{ attributes: ENTRY_POINT }] }] },
  ],
  [
    'a Pulumi export',
    {
      version: 3,
      deployment: {
        resources: [
          {
            urn: 'urn:pulumi:dev::p::cloudflare:index/ruleset:Ruleset::edge',
            type: 'cloudflare:index/ruleset:Ruleset',
            outputs: { ...ENTRY_POINT, zoneId: ZONE_ID, rules: [{ ...rest, actionParameters }] },
          },
        ],
      },
    },
  ],
])('imports from %s, and nothing of it becomes code', async (_title, content) => {
  const path = join(folder, 'source.json');
  writeFileSync(path, JSON.stringify(content));
  const { stdout } = await run(importCommand(), path);
  expect(stdout).toContain(`/** Skip rules of ${ZONE_ID} that no code declared. */`);
  expect(stdout).toContain("      path: '/export',");
  expect(stdout).toContain("    reason: 'TODO: what is blocked, and why the requests are harmless',");
  expect(stdout).toContain(
    '// Says the same as the rule "x\'); globalThis.evil = 1; //*/\\u{2028}\\u{202e}\\u{1b}[2J\\u{a}${evil}`"',
  );
  expect(
    stdout
      .split('\n')
      .filter((line) => line.includes('globalThis'))
      .every((line) => /^ {2}\/\/ /.test(line)),
  ).toBe(true);
  const { action, enabled, expression, action_parameters: parameters } = RULE;
  expect(stdout).toContain(`sha256: '${fingerprint({ action, enabled, expression, parameters })}'`);
});

test('writes the exceptions, and their tests', async () => {
  const path = file('three.json', [
    skip('a', '/a'),
    skip('b', '/b'),
    { ...skip('c', '/c'), action_parameters: { ruleset: 'current' } },
  ]);
  const [out, tests] = [join(folder, 'new', 'imported.ts'), join(folder, 'new', 'tests', 'imported.test.ts')];
  const { stdout } = await run(importCommand(), path, '--out', out, '--test', tests);
  expect(stdout).toBe(
    `wrote \`${out}\` and \`${tests}\`\nrules taken over: 2\nnot taken over: 1; the file says why\n`,
  );
  const printed = (await run(importCommand(), path)).stdout;
  expect(readFileSync(out, 'utf8')).toBe(printed.replace("'../lib'", "'waf-exceptions'"));
  expect(readFileSync(tests, 'utf8')).toContain("import { importedExceptions } from '../imported';");
  await expect(run(importCommand(), path, '--out', out)).rejects.toThrow(`\`${out}\` exists already`);
  await expect(
    run(importCommand(), path, '--out', join(folder, 'other.ts'), '--test', tests),
  ).rejects.toThrow('exists already');
  expect(existsSync(join(folder, 'other.ts'))).toBe(false);
});

test('the tests need a file to import', async () => {
  const path = file('rules.json', []);
  await expect(run(importCommand(), path, '--test', 'a.test.ts')).rejects.toThrow(
    '`--test` requires `--out`',
  );
});

test.each([
  ['a.test.ts', 'a.ts', './a'],
  ['__tests__/stacks/a.test.ts', 'stacks/a.ts', '../../stacks/a'],
  ['stacks/a.ts', 'lib', '../lib'],
])('%s imports %s as %s', (importer, target, name) => {
  expect(moduleName(importer, target)).toBe(name);
});

test('the package has its name, but in its own repository', () => {
  expect(packageName(join(folder, 'a.ts'))).toBe('waf-exceptions');
  expect(packageName('stacks/a.ts')).toBe('../lib');
  expect(packageName('__tests__/stacks/a.test.ts')).toBe('../../lib');
  for (const manifest of ['{', 'null', '\ufeff{"name":"waf-exceptions"}']) {
    writeFileSync(join(folder, 'package.json'), manifest);
    expect(packageName(join(folder, 'a.ts'))).toBe(manifest.includes('name') ? './lib' : 'waf-exceptions');
  }
  rmSync(join(folder, 'package.json'));
});

test('needs a source, and only one', () => {
  expect(waf()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no zone and no file to import from') as string,
  });
  expect(waf('--live', 'example.com', 'x.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('exclude each other') as string,
  });
});

test('formats both files with the Prettier of the project, if it has one', () => {
  const rules = file('long.json', [skip('clicked', `/${'a-long-segment/'.repeat(8)}export`)]);
  const written = (project: string): readonly string[] => {
    const [out, tests] = [join(project, 'imported.ts'), join(project, 'imported.test.ts')];
    expect(waf(rules, '--out', out, '--test', tests)).toMatchObject({ status: 0 });
    return [out, tests].map((name) => readFileSync(name, 'utf8'));
  };
  const project = mkdtempSync(join(folder, 'project-'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, '.prettierrc'), '{"semi": false, "singleQuote": false}');
  for (const text of written(project)) expect(text).toMatch(/^import .* from "[^"]+"$/m);
  for (const text of written(mkdtempSync(join(folder, 'plain-')))) expect(text).toMatch(/^import .*';$/m);
});

test('reads a live zone', async () => {
  const sandbox = await startSandbox({
    directory: join(folder, 'sandbox'),
    terraform: await findTerraform(process.env),
    environment: process.env,
    provider: 'plugin',
  });
  try {
    // Not in this process's stead: the sandbox answers in it.
    const { stdout } = await promisify(execFile)(process.execPath, [...WAF, '--live', 'example.com'], {
      env: sandbox.environment,
    });
    expect(stdout).toContain('/** Skip rules of example.com that no code declared. */');
  } finally {
    await sandbox.close();
  }
});
