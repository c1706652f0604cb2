import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../lib/sandbox';
import { findTerraform } from '../../lib/sandbox/terraform-binary';
import { describeWithTerraform } from './support/describe-with-terraform';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

describeWithTerraform('Terraform in the sandbox', () => {
  const root = mkdtempSync(join(tmpdir(), 'waf-sealed-'));
  const directory = join(root, 'sandbox');
  const home = join(root, 'home');
  const asked: IncomingMessage[] = [];
  let service: Server;
  let endpoint: string;
  let sandbox: Sandbox;
  let real: string;

  beforeAll(async () => {
    for (const folder of ['.aws', '.terraform.d']) mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(
      join(home, '.aws/credentials'),
      `[default]\naws_access_key_id = ${KEY}\naws_secret_access_key = ${'x'.repeat(40)}\n`,
    );
    writeFileSync(join(home, '.netrc'), 'machine 127.0.0.1 login a password b\n');
    // A service of this machine, in place of every service that a real state could be at.
    service = createServer((request, response) => {
      asked.push(request);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const terraform = await findTerraform(process.env);
    real = terraform.path;
    sandbox = await startSandbox({
      directory,
      terraform,
      environment: { ...process.env, HOME: home, AWS_PROFILE: 'default', AWS_ACCESS_KEY_ID: KEY },
    });
  });
  beforeEach(() => {
    asked.splice(0);
  });
  afterAll(async () => {
    await sandbox.close();
    await new Promise((resolve) => service.close(resolve));
    rmSync(root, { recursive: true, force: true });
  });

  /** A stack as somebody's cdktf would write it, in the sandbox's folder. */
  function stack(name: string, configuration: object): string {
    const folder = join(directory, 'cdktf.out/stacks', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(configuration));
    return folder;
  }

  function run(program: string, words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}) {
    return new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
      const env = { ...sandbox.environment, ...environment };
      execFile(program, [...words, '-no-color'], { cwd, env }, (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`.replace(/[╷│╵]/g, ' ').replace(/\s+/g, ' ');
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output });
      });
    });
  }

  const remoteState = (backend: string, config: object) => ({
    data: { terraform_remote_state: { other: { backend, config } } },
    output: { a: { value: '${data.terraform_remote_state.other.outputs}' } },
  });

  it('signs no request for a state on S3', async () => {
    const folder = stack(
      's3',
      remoteState('s3', {
        ...{ bucket: 'real', key: 'waf.tfstate', region: 'eu-central-1', use_path_style: true },
        endpoints: { s3: endpoint, sts: endpoint, iam: endpoint, sso: endpoint },
      }),
    );
    expect((await run('terraform', ['init'], folder)).code).toBe(0);
    // A script that loads somebody's variables inside of the sandbox changes nothing.
    const environment = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'x', HOME: home };
    for (const extra of [{}, environment]) {
      const { code, output } = await run('terraform', ['plan'], folder, extra);
      expect(code).toBe(1);
      expect(output).toContain('No valid credential sources found');
    }
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([]);
  });

  it.each([
    ['http', { address: 'https://state.example/waf' }],
    ['http', { address: 'http://state.example/waf' }],
    // Terraform has this host by default, and OpenTofu 1.12 has none.
    [
      'remote',
      { hostname: 'app.terraform.io', organization: 'real', token: 'real', workspaces: { name: 'waf' } },
    ],
    ['gcs', { bucket: 'real', access_token: 'real' }],
  ])('asks nobody outside of this machine for a state: %s %j', async (backend, config) => {
    const folder = stack(`closed-${backend}`, remoteState(backend, config));
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((await run('terraform', ['init'], folder)).code).toBe(0);
    const { code } = await run('terraform', ['plan'], folder);
    const told = written.mock.calls.map(([text]) => String(text)).join('');
    written.mockRestore();
    expect(code).toBe(1);
    expect(told).toMatch(/^in the sandbox, Terraform can reach only this machine; it asked for `\S+`\n/);
  });

  it('sends no password of the environment to a service of this machine', async () => {
    const folder = stack('http', remoteState('http', { address: `${endpoint}/waf` }));
    expect((await run('terraform', ['init'], folder)).code).toBe(0);
    await run('terraform', ['plan'], folder, { TF_HTTP_USERNAME: 'a', TF_HTTP_PASSWORD: 'b', HOME: home });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(asked.map(() => undefined));
  });

  it.each([
    ['a local backend', { backend: { local: { path: join(root, 'real.tfstate') } } }],
    ['another backend', { backend: { s3: { bucket: 'real', key: 'k', region: 'eu-central-1' } } }],
    ['HCP Terraform', { cloud: { organization: 'real', workspaces: { name: 'waf' } } }],
    ['no backend', {}],
  ])('keeps the state in the sandbox: %s', async (title, terraform) => {
    const name = title.replaceAll(' ', '-');
    const folder = stack(name, { terraform, resource: { terraform_data: { a: {} } } });
    expect(await run('terraform', ['init'], folder)).toMatchObject({ code: 0 });
    expect(await run('terraform', ['apply', '-auto-approve'], folder)).toMatchObject({ code: 0 });
    expect(existsSync(join(directory, 'terraform/cdktf.out/stacks', name, 'state.tfstate'))).toBe(true);
    for (const file of [join(root, 'real.tfstate'), join(folder, 'terraform.tfstate')]) {
      expect(existsSync(file)).toBe(false);
    }
  });

  it('runs as no other program than the one on its PATH', async () => {
    const folder = join(root, 'outside');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.tf'), 'resource "terraform_data" "a" {}\n');
    for (const words of [['init'], ['plan'], ['apply', '-auto-approve'], ['destroy', '-auto-approve']]) {
      const { code, output } = await run(real, words, folder);
      expect(code).toBe(1);
      // `init` of OpenTofu 1.10 shows its help for an option that it does not know, and does not name the option.
      expect(output).toMatch(
        /in-this-sandbox-only-the-terraform-that-is-first-on-its-PATH-may-run|Usage: tofu \[global options\] init/,
      );
    }
    expect(existsSync(join(folder, 'terraform.tfstate'))).toBe(false);
  });

  it('goes on after the folder was moved', async () => {
    const configuration = { resource: { terraform_data: { a: { input: '1' } } } };
    const folder = stack('moving', configuration);
    await run('terraform', ['init'], folder);
    expect(await run('terraform', ['apply', '-auto-approve'], folder)).toMatchObject({ code: 0 });
    const moved = join(root, 'moved');
    await sandbox.close();
    renameSync(directory, moved);
    const terraform = await findTerraform(process.env);
    sandbox = await startSandbox({ directory: moved, terraform, environment: process.env });
    const { code, output } = await run('terraform', ['plan'], join(moved, 'cdktf.out/stacks/moving'));
    expect(output).toContain('No changes.');
    expect(code).toBe(0);
  });
});
