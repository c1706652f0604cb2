import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../../lib/sandbox';
import { findTerraform } from '../../lib/sandbox/terraform-binary';
import { buildWaf } from '../support/build-waf';

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
  expect(stdout.match(/new WafException/g)).toHaveLength(1);
});

test('prints one rule', () => {
  const path = file('two.json', [skip('a', '/a'), skip('b', '/b')]);
  expect(waf(path, '--rule', 'b').stdout).toMatch(/new WafException\(waf, 'b'/);
  expect(waf(path, '--rule', 'b').stdout).not.toContain("'/a'");
  expect(waf(path, '--rule', 'c')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining(
      '`--rule` names no skip rule that code leaves to others, got: `c`',
    ) as string,
  });
});

test('needs a source, and only one', () => {
  expect(waf()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('nothing to import from') as string,
  });
  expect(waf('--live', 'example.com', 'x.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('exclude each other') as string,
  });
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
