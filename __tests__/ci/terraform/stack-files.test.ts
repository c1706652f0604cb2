import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseLocalState } from '../../../lib/ci/policy/local-state';
import { useProviderLock } from '../../../lib/ci/terraform/provider-lock';
import { readConfiguration, sealOf, stackFiles } from '../../../lib/ci/terraform/stack-files';
import { refusalOf } from '../../support/refusal';

const before = process.cwd();
let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waf-workflow-test-'));
  process.chdir(folder);
  log = '';
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const files = () => stackFiles('x', { CDKTF_OUTPUT: join(folder, 'out') });
const context = (environment: NodeJS.ProcessEnv = {}) => ({
  stack: 'x',
  environment,
  waf: ['waf'] as const,
  write: (text: string) => {
    log += text;
  },
});

function writeStack(plan: string, configuration: string): void {
  mkdirSync(files().folder, { recursive: true });
  writeFileSync(files().plan, plan);
  writeFileSync(files().configuration, configuration);
}

test('without CDKTF_OUTPUT the stack is in cdktf.out', () => {
  expect(stackFiles('x', {}).plan).toBe(join(process.cwd(), 'cdktf.out/stacks/x/plan'));
});

test('the seal is that of the plan and of the stack', () => {
  const seals = [
    ['a', 'bc'],
    ['ab', 'c'],
    ['a', 'b'],
    ['bc', 'a'],
  ].map(([plan = '', configuration = '']) => {
    writeStack(plan, configuration);
    return sealOf(files());
  });
  expect(new Set(seals).size).toBe(4);
  expect(seals).toEqual(seals.map(() => expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string));
});

test('a missing plan and a broken stack are told', () => {
  expect(refusalOf(() => sealOf(files())).message).toMatch(/^there is no file/);
  writeStack('', '{');
  expect(refusalOf(() => readConfiguration(files())).message).toMatch(/cdk\.tf\.json` is not JSON/);
});

describe('the lock file of the provider', () => {
  const lock = () => join(files().folder, '.terraform.lock.hcl');

  test('is put into place, and Terraform is held to it', () => {
    mkdirSync('locks');
    writeFileSync('locks/x.lock.hcl', 'provider');
    expect(useProviderLock(context(), files())).toEqual({ TF_CLI_ARGS_init: '-lockfile=readonly' });
    expect(readFileSync(lock(), 'utf8')).toBe('provider');
    expect(log).toBe('');
  });

  test('is missed aloud', () => {
    expect(useProviderLock(context(), files())).toEqual({});
    expect(log).toMatch(/^warning: there is no locks\/x\.lock\.hcl/);
  });

  test('has no part in the sandbox, which installs no provider', () => {
    mkdirSync('locks');
    writeFileSync('locks/x.lock.hcl', 'provider');
    expect(useProviderLock(context({ WAF_SANDBOX: folder }), files())).toEqual({});
    expect(existsSync(lock())).toBe(false);
  });
});

describe('a deploy', () => {
  const backend = (name: string) => ({ terraform: { backend: { [name]: {} } } });

  test.each([[backend('local')], [{ terraform: {} }], [{}]])('is refused from the state of %j', (stack) => {
    const { code } = refusalOf(() => {
      refuseLocalState(context(), stack);
    });
    expect(code).toBe('deploy/local-state');
  });

  test('goes on with a state elsewhere, and in the sandbox', () => {
    expect(() => {
      refuseLocalState(context(), backend('s3'));
      refuseLocalState(context({ WAF_SANDBOX: folder }), backend('local'));
    }).not.toThrow();
  });
});
