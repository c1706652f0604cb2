import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTerraformShims } from '../../lib/sandbox/terraform-shim';

const root = mkdtempSync(join(tmpdir(), "waf-shim's "));
const directory = join(root, 'sandbox "1"');
/** In place of Terraform: prints what it got. */
const terraformPath = join(root, 'real terraform');
const PROXY = 'http://127.0.0.1:9';

beforeAll(() => {
  mkdirSync(directory);
  writeFileSync(terraformPath, '#!/bin/sh\nprintf "args: %s\\n" "$*"\nenv\n');
  chmodSync(terraformPath, 0o755);
  writeTerraformShims({
    directory,
    terraformPath,
    isRegistryProvider: false,
    closedProxyUrl: PROXY,
    variables: { CLOUDFLARE_BASE_URL: 'http://127.0.0.1:1/client/v4', TF_REATTACH_PROVIDERS: '{"a":"b\'c"}' },
    letIn: ['MY_HOST'],
  });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly args: string;
  readonly errors: string;
  readonly environment: Readonly<Record<string, string>>;
}

function run(words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr } = spawnSync(join(directory, 'bin', 'terraform'), words, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment },
  });
  const [args = '', ...lines] = stdout.split('\n');
  const pairs = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return { code: status, args, errors: stderr, environment: Object.fromEntries(pairs) as Ran['environment'] };
}

function stack(name: string): string {
  const folder = join(directory, 'cdktf.out', 'stacks', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Where Terraform, started in this folder, would keep its state; the override is read as Terraform reads it. */
function stateOf(folder: string): string {
  const file = readdirSync(folder).sort().at(-1) ?? '';
  const { terraform } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    terraform: { backend: { local: { path: string } } };
  };
  return join(folder, terraform.backend.local.path.replace(/([$%])\1\{/g, '$1{'));
}

describe('the environment of Terraform', () => {
  it.each([
    ...['TF_CLI_ARGS', 'TF_DATA_DIR', 'TF_WORKSPACE', 'TF_CLI_CONFIG_FILE'],
    ...[
      'TF_TOKEN_app_terraform_io',
      'TF_HTTP_PASSWORD',
      'AWS_ACCESS_KEY_ID',
      'AWS_PROFILE',
      'ARM_CLIENT_SECRET',
    ],
    ...['GOOGLE_CREDENTIALS', 'VAULT_TOKEN', 'KUBE_CONFIG_PATH', 'PGPASSWORD', 'CLOUDFLARE_API_KEY'],
    ...['NODE_AUTH_TOKEN', 'npm_config_Auth', 'XDG_CONFIG_HOME', 'WHATEVER_COMES_NEXT'],
  ])('has no %s, whatever the command has set', (name) => {
    const { code, environment } = run(['plan'], stack('a'), { [name]: 'real\nvalue' });
    expect(code).toBe(0);
    expect(environment).not.toHaveProperty([name]);
  });

  it.each([
    ...['HOME', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_EC2_METADATA_DISABLED', 'NETRC'],
    ...['GCE_METADATA_HOST', 'CLOUDSDK_CONFIG', 'AZURE_CONFIG_DIR', 'ARM_MSI_ENDPOINT', 'ARM_USE_CLI'],
    ...['CONSUL_HTTP_ADDR', 'VAULT_ADDR', 'PGPASSFILE', 'GIT_SSH_COMMAND'],
    ...['CLOUDFLARE_BASE_URL', 'TF_REATTACH_PROVIDERS', 'HTTPS_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'],
  ])('has a %s of the sandbox', (name) => {
    const { environment } = run(['plan'], stack('a'), { [name]: 'real' });
    expect(environment[name]).toMatch(/./);
    expect(environment[name]).not.toBe('real');
  });

  it('has an empty home folder', () => {
    const { environment } = run(['plan'], stack('a'), { HOME: '/root' });
    expect(environment['HOME']).toBe(join(directory, 'home'));
    expect(readdirSync(environment['HOME'] ?? '')).toEqual([]);
    expect(environment['TF_REATTACH_PROVIDERS']).toBe('{"a":"b\'c"}');
  });

  it('keeps what Terraform needs, and what is let in', () => {
    const given = {
      LANG: 'C',
      TF_VAR_a: '1',
      TF_LOG: 'x',
      MY_HOST: 'y',
      CLOUDFLARE_API_TOKEN: 'sandbox',
      CI: '1',
    };
    expect(run(['plan'], stack('a'), given).environment).toMatchObject(given);
  });

  it.each(['plan', 'apply', 'refresh', 'console', 'test', 'login', 'import', 'destroy', 'state', 'output'])(
    'has no network for %s, and one for what installs',
    (command) => {
      const outer = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: 'intern.example' };
      expect(run([command], stack('a'), outer).environment).toMatchObject({
        HTTPS_PROXY: PROXY,
        NO_PROXY: '127.0.0.1,localhost,::1',
      });
      for (const installs of ['init', 'get', 'providers']) {
        expect(run([installs], stack('a'), outer).environment).toMatchObject(outer);
      }
    },
  );
});

describe('the state', () => {
  it.each(['a.b', 'a_b', 'a-b', 'a b', 'ä', '日本', 'a"b', 'a\\b', 'a${b}', 'a%{b}', "a'b", 'x'.repeat(255)])(
    'of the stack %s is its own',
    (name) => {
      const folder = stack(name);
      expect(run(['init'], folder)).toMatchObject({ code: 0, args: 'args: init' });
      expect(stateOf(folder)).toBe(
        join(directory, 'terraform', 'cdktf.out', 'stacks', name, 'state.tfstate'),
      );
    },
  );

  it('is the same from another folder, and after the whole is moved', () => {
    const folder = stack('moved');
    run([`-chdir=${folder}`, 'plan'], root);
    const text = (): string => readFileSync(join(folder, '~waf_sandbox_override.tf.json'), 'utf8');
    expect(text()).not.toContain(root);
    expect(stateOf(folder)).toContain(join('terraform', 'cdktf.out', 'stacks', 'moved'));
  });

  it('comes after every other override of a stack', () => {
    const folder = stack('overridden');
    for (const name of ['override.tf.json', 'zz_override.tf.json', '~a_override.tf.json']) {
      writeFileSync(join(folder, name), '{}');
    }
    run(['init'], folder);
    expect(readdirSync(folder).sort().at(-1)).toBe('~waf_sandbox_override.tf.json');
  });

  it('is initialised anew, so that an earlier backend is forgotten', () => {
    expect(run(['init'], stack('a')).environment).toMatchObject({ TF_CLI_ARGS_init: '-reconfigure ' });
  });

  it.each([
    ['plan', '-state=/real'],
    ['plan', '--state=/real'],
    ['plan', '-state', '/real'],
    ['state', 'mv', '--state-out=/real', 'a', 'b'],
    ['apply', '-backup=/real'],
    ['apply', '--backup=/real'],
    ['init', '--backend-config=/real'],
    ['init', '-backend-config', 'bucket=real'],
    ['init', '-migrate-state'],
  ])('cannot be another one: %s %s', (...words) => {
    const { code, args, errors } = run(words, stack('a'));
    expect({ code, args }).toEqual({ code: 1, args: '' });
    expect(errors).toMatch(
      /^error: in the sandbox the state is the sandbox's own, got: --?\w.*\n {2}help: leave/,
    );
  });

  it.each([
    ['plan', '-lock=false -state=/real'],
    ['plan', '"-state=/real"'],
    ['apply', '--state-out /real plan'],
    ['init', '-backend-config=bucket=real'],
  ])('cannot be another one by TF_CLI_ARGS_%s=%s', (command, words) => {
    const { code, args, errors } = run([command], stack('a'), { [`TF_CLI_ARGS_${command}`]: words });
    expect({ code, args }).toEqual({ code: 1, args: '' });
    expect(errors).toContain(`in the sandbox the state is the sandbox's own, got: ${words}`);
  });

  it('lets a command add other words', () => {
    const words = { TF_CLI_ARGS_plan: '-lock-timeout=5m', TF_CLI_ARGS_init: '-upgrade' };
    expect(run(['plan', '-var', 'a-state=1'], stack('a'), words).environment).toMatchObject({
      TF_CLI_ARGS_plan: '-lock-timeout=5m',
      TF_CLI_ARGS_init: '-reconfigure -upgrade',
    });
  });

  it('is not written by a plan that was saved elsewhere', () => {
    const folder = stack('planned');
    writeFileSync(join(root, 'plan'), '');
    for (const plan of [join(root, 'plan'), '../../../../plan']) {
      const refused = {
        code: 1,
        args: '',
        errors: expect.stringContaining('only plans that are saved in its folder are applied') as string,
      };
      expect(run(['apply', '-auto-approve', plan], folder)).toMatchObject(refused);
      const added = { TF_CLI_ARGS_apply: `-lock=false ${plan}` };
      // The root has a space in its name, and a quote.
      if (!plan.startsWith('/')) expect(run(['apply'], folder, added)).toMatchObject(refused);
    }
    for (const plan of ['plan', join(folder, 'plan')]) {
      expect(run(['apply', plan], folder).args).toBe(`args: apply ${plan}`);
    }
  });
});

it.each([
  ['elsewhere', () => root],
  ['in the sandbox folder itself', () => directory],
  [
    'behind a link that leads out',
    () => {
      const link = join(directory, 'link');
      if (!existsSync(link)) symlinkSync(root, link);
      return link;
    },
  ],
])('runs nothing %s', (_, folder) => {
  for (const words of [['plan'], ['--chdir=.', 'plan']]) {
    expect(run(words, folder())).toMatchObject({
      code: 1,
      args: '',
      errors: expect.stringContaining('only runs on stacks that were synthesised in the sandbox') as string,
    });
  }
  expect(readdirSync(root).filter((name) => name.includes('override'))).toEqual([]);
});

it('only asks for the version anywhere', () => {
  expect(run(['version', '-json'], root)).toMatchObject({ code: 0, args: 'args: version -json' });
});
