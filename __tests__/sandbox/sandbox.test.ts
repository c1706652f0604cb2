import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Sandbox, startSandbox } from '../../lib/sandbox';
import { lockSandboxFolder } from '../../lib/sandbox/sandbox-lock';
import { sealedEnvironment } from '../../lib/sandbox/sealed-environment';
import { inputErrorOf } from '../support/refusal';

const TERRAFORM = { path: '/usr/bin/terraform', version: '1.11.4' };
const folders: string[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "waf-exceptions-sandbox's "));
  folders.push(path);
  return path;
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

test('keeps zones between commands, and forgets only its own state when reset', async () => {
  const directory = folder();
  const start = (reset: boolean) => startSandbox({ directory, terraform: TERRAFORM, environment: {}, reset });
  const first = await start(false);
  await first.close();
  const state = readFileSync(join(directory, 'cloudflare.json'), 'utf8');
  writeFileSync(join(directory, 'notes.txt'), 'mine');
  writeFileSync(join(directory, 'cloudflare.json'), state.replaceAll('Block wp-login', 'Changed'));
  const second = await start(false);
  await second.close();
  expect(readFileSync(join(directory, 'cloudflare.json'), 'utf8')).toContain('Changed');
  const third = await start(true);
  await third.close();
  expect(readFileSync(join(directory, 'cloudflare.json'), 'utf8')).not.toContain('Changed');
  expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
});

test('gives the folder back when it cannot start', async () => {
  const directory = folder();
  const started = await startSandbox({ directory, terraform: TERRAFORM, environment: {} });
  await started.close();
  rmSync(join(directory, 'bin'), { recursive: true });
  // A folder where a program should be written: the last step fails.
  mkdirSync(join(directory, 'bin', 'terraform'), { recursive: true });
  await expect(startSandbox({ directory, terraform: TERRAFORM, environment: {} })).rejects.toThrow(
    /directory/,
  );
  expect(existsSync(join(directory, 'sandbox.pid'))).toBe(false);
});

describe('a zone that a stack in the sandbox names', () => {
  const ID = 'abcdef0123456789abcdef0123456789';
  const ACCOUNT = '1'.repeat(32);
  const declare = (directory: string, output: string, stack: string, ...zones: object[]): void => {
    const stackFolder = join(directory, output, 'stacks', stack);
    mkdirSync(stackFolder, { recursive: true });
    const declared = zones.map((zone) => ({ zone, exceptions: [] }));
    writeFileSync(join(stackFolder, 'cdk.tf.json'), JSON.stringify({ '//': { 'waf-exceptions': declared } }));
  };
  async function zonesOf({ environment }: Sandbox): Promise<readonly string[]> {
    const response = await fetch(`${environment['CLOUDFLARE_BASE_URL'] ?? ''}/zones`, {
      headers: { authorization: `Bearer ${environment['CLOUDFLARE_API_TOKEN'] ?? ''}` },
    });
    const { result } = (await response.json()) as { result: { id: string; name: string }[] };
    return result.map(({ id, name }) => (id === ID ? `${name} (by id)` : name));
  }

  test('is made once, with a word about it, whichever stack names it, and how', async () => {
    const directory = folder();
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const sandbox = await startSandbox({ directory, terraform: TERRAFORM, environment: {} });
    try {
      expect(await zonesOf(sandbox)).toEqual(['example.com', 'example.net']);
      declare(directory, 'cdktf.out', 'mine', { name: 'example.com' }, { name: 'mine.example' });
      expect(await zonesOf(sandbox)).toEqual(['example.com', 'example.net', 'mine.example']);
      declare(directory, 'other.out', 'theirs', { name: 'mine.example' }, { id: ID });
      expect(await zonesOf(sandbox)).toContain(`${ID}.example (by id)`);
      declare(directory, 'cdktf.out', 'mine', { name: 'example.com', accountId: ACCOUNT });
      expect((await zonesOf(sandbox)).filter((name) => name === 'example.com')).toHaveLength(2);
      expect(said.mock.calls.map(([text]) => text)).toEqual([
        'sandbox: created the zone mine.example for the stack mine, on the Enterprise plan, with managed rules only\n',
        `sandbox: created the zone ${ID}.example for the stack theirs, on the Enterprise plan, with managed rules only\n`,
        'sandbox: created the zone example.com for the stack mine, on the Enterprise plan, with managed rules only\n',
      ]);
    } finally {
      said.mockRestore();
      await sandbox.close();
    }
  });

  test('keeps its name to itself: the same domain by id is another zone', async () => {
    const directory = folder();
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const sandbox = await startSandbox({ directory, terraform: TERRAFORM, environment: {} });
    try {
      declare(directory, 'cdktf.out', 'mine', { id: ID, name: 'example.com' });
      expect(await zonesOf(sandbox)).toEqual(['example.com', 'example.net', `${ID}.example (by id)`]);
    } finally {
      said.mockRestore();
      await sandbox.close();
    }
  });

  test('is not made where a zone file says which zones there are', async () => {
    const directory = folder();
    const zoneFile = join(folder(), 'zones.json');
    writeFileSync(zoneFile, JSON.stringify({ accounts: [{ name: 'A' }], zones: [] }));
    const sandbox = await startSandbox({ directory, terraform: TERRAFORM, environment: {}, zoneFile });
    try {
      declare(directory, 'cdktf.out', 'mine', { name: 'mine.example' });
      expect(await zonesOf(sandbox)).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});

test('says which zone file cannot be read', async () => {
  const options = {
    directory: folder(),
    terraform: TERRAFORM,
    environment: {},
    zoneFile: '/nowhere/zone.json',
  };
  await expect(startSandbox(options)).rejects.toThrow(
    '--zone-file cannot be read, got: `/nowhere/zone.json`',
  );
});

test('takes over the folder of a process that is gone, and of no other', () => {
  const directory = folder();
  writeFileSync(join(directory, 'sandbox.pid'), '999999999');
  const unlock = lockSandboxFolder(directory);
  unlock();
  writeFileSync(join(directory, 'sandbox.pid'), String(process.ppid));
  expect(inputErrorOf(() => lockSandboxFolder(directory)).code).toBe('sandbox/in-use');
  writeFileSync(join(directory, 'sandbox.pid'), String(process.pid));
  lockSandboxFolder(directory)();
});

describe('the environment of a command', () => {
  const settings = {
    directory: '/sandbox',
    shimFolder: '/sandbox/bin',
    apiBaseUrl: 'http://127.0.0.1:1/client/v4',
    apiToken: 'sandbox-token',
    edgeUrl: 'http://127.0.0.1:2',
    reattach: '{"a":1}',
    letIn: ['MY_HOST'],
  };

  test.each([
    'CLOUDFLARE_API_KEY',
    'CLOUDFLARE_EMAIL',
    'CLOUDFLARE_API_USER_SERVICE_KEY',
    'CF_API_TOKEN',
    'TF_CLI_ARGS_plan',
    'TF_CLI_CONFIG_FILE',
    'TF_DATA_DIR',
    'TF_WORKSPACE',
    'TF_PLUGIN_CACHE_DIR',
    'CDKTF_CONTEXT_JSON',
    'CDKTF_HOME',
    'TF_TOKEN_app_terraform_io',
    'TF_HTTP_PASSWORD',
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'ARM_CLIENT_SECRET',
    'GOOGLE_CREDENTIALS',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'VAULT_TOKEN',
    'CONSUL_HTTP_TOKEN',
    'KUBECONFIG',
    'KUBERNETES_SERVICE_HOST',
    'PGPASSWORD',
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'SSH_AUTH_SOCK',
    'GIT_ASKPASS',
    'XDG_CONFIG_HOME',
    'NPM_TOKEN',
    'NODE_AUTH_TOKEN',
    'npm_config_//registry.example/:_authToken',
    'NPM_CONFIG__PASSWORD',
    'YARN_NPM_AUTH_TOKEN',
    'MISE_GITHUB_TOKEN',
    'MY_SECRET',
    'WHATEVER_COMES_NEXT',
    'WAF_SANDBOX_OTHER',
  ])('has no %s from outside', (name) => {
    expect(sealedEnvironment({ [name]: 'outside' }, settings)).not.toHaveProperty([name]);
  });

  test.each([
    'CLOUDFLARE_API_TOKEN',
    'CLOUDFLARE_BASE_URL',
    'WAF_SANDBOX_EDGE',
    'CDKTF_OUTPUT',
    'TERRAFORM_BINARY_NAME',
    'TF_CLI_ARGS',
    'TF_REATTACH_PROVIDERS',
  ])('has a %s of its own', (name) => {
    expect(sealedEnvironment({ [name]: 'outside' }, settings)[name]).not.toBe('outside');
  });

  test.each([
    ...['TF_VAR_x', 'TF_VAR_api_token', 'TF_LOG', 'TF_LOG_PATH', 'TF_IN_AUTOMATION', 'WAF_HOST', 'MY_HOST'],
    ...['HOME', 'USER', 'SHELL', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'TERM', 'NO_COLOR', 'FORCE_COLOR', 'CI'],
    ...['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'TS_NODE_PROJECT', 'npm_config_cache', 'npm_lifecycle_event'],
    ...['HTTPS_PROXY', 'https_proxy', 'SSL_CERT_FILE', 'ASDF_DATA_DIR', 'NVM_DIR', 'VOLTA_HOME', 'GOGC'],
  ])('keeps %s', (name) => {
    expect(sealedEnvironment({ [name]: 'outside' }, settings)[name]).toBe('outside');
  });

  test('reaches the sandbox past a proxy', () => {
    expect(sealedEnvironment({}, settings)).toMatchObject({ NO_PROXY: '127.0.0.1,localhost' });
    const { NO_PROXY, no_proxy: lower } = sealedEnvironment({ no_proxy: 'a.example' }, settings);
    expect([NO_PROXY, lower]).toEqual(Array(2).fill('a.example,127.0.0.1,localhost'));
  });

  test.each([
    ['1A', 'must be the name of a variable'],
    ['A=1', 'must be the name of a variable'],
    ['CLOUDFLARE_API_TOKEN', 'must not name a variable that the sandbox sets'],
    ['TF_CLI_ARGS', 'must not name a variable that the sandbox sets'],
    ['HOME', 'must not name a variable that the sandbox sets'],
    ['NOWHERE', 'names a variable that is not set'],
  ])('lets no %s in', async (name, problem) => {
    const environment = { CLOUDFLARE_API_TOKEN: 'x', TF_CLI_ARGS: 'x', HOME: '/' };
    const started = startSandbox({ directory: folder(), terraform: TERRAFORM, environment, letIn: [name] });
    await expect(started).rejects.toMatchObject({
      code: 'sandbox/env',
      message: expect.stringContaining(`--env ${problem}, got: \`${name}\``) as string,
    });
  });

  test.each([
    ['TF_CLI_CONFIG_FILE', 'mirror.tfrc', resolve('mirror.tfrc')],
    ['TF_PLUGIN_CACHE_DIR', '../cache', resolve('../cache')],
    ['TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE', 'true', 'true'],
    ['CDKTF_SKIP_PROVIDER_LOCK', 'true', 'true'],
    ['TF_CLI_ARGS_plan', '-state=real', undefined],
    ['TF_TOKEN_app_terraform_io', 'outside', undefined],
  ])('%s reaches the installation of the registry’s provider as it should', (name, outside, inside) => {
    const settingsOfRegistry = { ...settings, reattach: undefined };
    expect(sealedEnvironment({ [name]: outside }, settingsOfRegistry)[name]).toBe(inside);
  });

  test("leaves the attached provider out where the registry's is wanted", () => {
    const environment = sealedEnvironment({}, { ...settings, reattach: undefined });
    expect(environment).not.toHaveProperty('TF_REATTACH_PROVIDERS');
    expect(environment).not.toHaveProperty('CDKTF_SKIP_PROVIDER_LOCK');
  });
});
