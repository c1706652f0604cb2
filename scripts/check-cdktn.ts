import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/*
 * Does an app with the package run on CDK Terrain as docs/leaving-cdktf.md says, and synthesise the same? Installs the packed
 * package and cdktn in temporary folders, so it needs the package registry; `npm test` does not run it.
 */

const REPOSITORY = resolve(__dirname, '..');
const EXAMPLE = join(REPOSITORY, 'examples', 'two-zones');
const CDKTN = '0.24.0';

const ALIAS = { cdktf: `npm:cdktn@${CDKTN}` };
const OVERRIDES = { '@cdktf/provider-cloudflare': { cdktf: '$cdktf' } };

/** How an app asks for its framework: what package.json says of it, and what the TypeScript imports. */
const APPS = {
  'cdktf 0.21.0': { dependencies: {}, overrides: {}, imports: 'cdktf' },
  'cdktn under the name cdktf': { dependencies: ALIAS, overrides: OVERRIDES, imports: 'cdktf' },
  'cdktn under its own name': {
    dependencies: { ...ALIAS, cdktn: CDKTN },
    overrides: OVERRIDES,
    imports: 'cdktn',
  },
} as const;

type App = (typeof APPS)[keyof typeof APPS];

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-cdktn-'));
  try {
    run('npm', ['pack', '--silent', '--pack-destination', folder], REPOSITORY);
    const [tarball = ''] = readdirSync(folder);
    const synthesised = Object.entries(APPS).map(([name, app], index) => {
      console.log(`${name} ...`);
      return synthesise(app, join(folder, String(index)), join(folder, tarball));
    });
    if (synthesised.some((stacks) => !isDeepStrictEqual(stacks, synthesised[0]))) {
      throw new Error('the synthesised stacks differ');
    }
    console.log(`same stacks with ${Object.keys(APPS).join(', ')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs the example as an app of its own, compiles and runs it. Gives its stacks. */
function synthesise({ dependencies, overrides, imports }: App, folder: string, tarball: string): unknown {
  const example = readJson(join(EXAMPLE, 'package.json')) as Record<string, Record<string, string>>;
  mkdirSync(folder);
  cpSync(join(EXAMPLE, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  const source = readFileSync(join(EXAMPLE, 'main.ts'), 'utf8');
  writeFileSync(join(folder, 'main.ts'), source.replace("from 'cdktf'", `from '${imports}'`));
  const { typescript, '@types/node': types } = example['devDependencies'] ?? {};
  const manifest = {
    name: 'app',
    private: true,
    dependencies: { ...example['dependencies'], 'waf-exceptions': `file:${tarball}`, ...dependencies },
    devDependencies: { typescript, '@types/node': types },
    overrides,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  // Peers that do not fit are an error.
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--strict-peer-deps'], folder);
  run('node', ['node_modules/typescript/bin/tsc'], folder);
  run('node', ['main.js'], folder);
  const stacks = join(folder, 'cdktf.out', 'stacks');
  return readdirSync(stacks).map((name) => withoutPlace(readJson(join(stacks, name, 'cdk.tf.json'))));
}

/** The stack without what names the framework's version or the folder. */
function withoutPlace(json: unknown): unknown {
  const stack = json as { '//': { metadata: { version: string } }; terraform: { backend: unknown } };
  stack['//'].metadata.version = '';
  stack.terraform.backend = {};
  return stack;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function run(program: string, words: readonly string[], cwd: string): void {
  execFileSync(program, words, { cwd, stdio: 'inherit' });
}

main();
