import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/*
 * Does the app run on CDK Terrain as docs/leaving-cdktf.md says, and synthesise the same? Installs cdktn under the name
 * `cdktf` in a temporary folder, so it needs the package registry; `npm test` does not run it.
 */

const REPOSITORY = resolve(__dirname, '..');
const CDKTN = 'npm:cdktn@0.24.0';
const PACKAGE = readJson(join(REPOSITORY, 'package.json')) as Record<string, Record<string, string>>;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-cdktn-'));
  try {
    const ours = synthesise(REPOSITORY, join(folder, 'ours'));
    prepare(folder);
    console.log(`installing ${CDKTN} under the name cdktf ...`);
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=peer'], folder);
    run('node', [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', '.'], folder);
    const theirs = synthesise(folder, join(folder, 'theirs'));
    if (!isDeepStrictEqual(ours, theirs)) throw new Error('the synthesised stacks differ');
    console.log('same stack with cdktf 0.21.0 and with cdktn 0.24.0');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare(folder: string): void {
  for (const name of ['main.ts', 'stacks', 'lib']) {
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  }
  const versions = { ...PACKAGE['devDependencies'], ...PACKAGE['dependencies'] };
  const needed = [
    ...Object.keys(PACKAGE['dependencies'] ?? {}),
    '@cdktf/provider-cloudflare',
    'constructs',
    'ts-node',
    '@swc/core',
    'typescript',
    '@types/node',
  ];
  const manifest = {
    name: 'cdktn-check',
    private: true,
    config: PACKAGE['config'],
    dependencies: { ...Object.fromEntries(needed.map((name) => [name, versions[name]])), cdktf: CDKTN },
    overrides: { '@cdktf/provider-cloudflare': { cdktf: '$cdktf' } },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const config = readJson(join(REPOSITORY, 'tsconfig.json')) as { compilerOptions: object };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      ...config,
      compilerOptions: { ...config.compilerOptions, types: ['node'] },
      include: ['main.ts'],
    }),
  );
}

/** The stack without what names the framework's version or the folder. */
function synthesise(app: string, output: string): unknown {
  run('node', ['-r', 'ts-node/register', 'main.ts'], app, { CDKTF_OUTDIR: output });
  const stack = readJson(join(output, 'stacks', PACKAGE['config']?.['stack'] ?? '', 'cdk.tf.json')) as {
    '//': { metadata: { version: string } };
    terraform: { backend: unknown };
  };
  stack['//'].metadata.version = '';
  stack.terraform.backend = {};
  return stack;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function run(
  program: string,
  words: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): void {
  execFileSync(program, words, { cwd, stdio: 'inherit', env: { ...process.env, ...environment } });
}

main();
