import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { decodeText, docsPage, fileReason, InputError, show } from '../errors';
import type { Answers } from './answers';
import { type Additions, additionsTo, type Manifest, readManifest, withAdditions } from './manifest';
import { mainCode, stackCode, stackLine, testCode } from './stack-code';
import { workflowFiles } from './workflow-files';

/** A file of a new app. */
export interface NewFile {
  /** From the folder of the app, with `/` between. */
  readonly path: string;
  readonly text: string;
  /** What to add by hand to a file of this name that is there already. */
  readonly byHand: string;
}

/** What `waf init` writes, and what it leaves to be done by hand. */
export interface AppPlan {
  readonly files: readonly NewFile[];
  /** The package.json after it: a new one, or one with additions. */
  readonly manifest: { readonly text: string; readonly isNew: boolean; readonly additions: Additions };
  /** What remains to be done, besides the install. */
  readonly byHand: readonly string[];
  readonly stack: string;
  readonly isNewApp: boolean;
}

/** How to write an app. */
export interface AppOptions {
  readonly folder: string;
  /** The package.json of this package. */
  readonly own: Manifest & { readonly version: string };
  /** Whether the GitHub workflows are written. */
  readonly workflows: boolean;
  readonly nowMs: number;
}

/**
 * What to write for these answers into an empty folder, or beside an app, which its cdktf.json shows. Nothing is written yet.
 *
 * @throws InputError `init/exists` if a file is there already, `init/language`, `init/module`, `init/package-json`, `init/unreadable`
 */
export function planApp(answers: Answers, { folder, own, workflows, nowMs }: AppOptions): AppPlan {
  // What `waf ci` takes is not longer.
  const stack = answers.namespace.length > 60 ? 'waf' : `${answers.namespace}-waf`;
  const before = readIfThere(join(folder, 'package.json'));
  const manifest = before === undefined ? {} : readManifest(before);
  const isNewApp = !existsSync(join(folder, 'cdktf.json'));
  if (isNewApp) requireCommonJs(manifest);
  else requireTypeScript(folder);
  const main = `${stackLine(stack)} with \`import { WafStack } from './waf-stack';\``;
  const tools = isNewApp ? toolFiles() : [];
  const files: NewFile[] = [
    ...(isNewApp
      ? [
          { path: 'cdktf.json', text: cdktfJson(), byHand: '' },
          { path: 'main.ts', text: mainCode(stack), byHand: main },
        ]
      : []),
    {
      path: 'waf-stack.ts',
      text: stackCode(answers, nowMs),
      byHand: `another \`new WafException(waf, ...)\`: ${docsPage('exceptions.md')}`,
    },
    {
      path: 'waf-stack.test.ts',
      text: testCode(answers, stack),
      byHand: `a test of the new exception: ${docsPage('testing.md')}`,
    },
    ...(workflows ? workflowsOf(folder, stack, own.version, isNewApp) : []),
  ];
  refuseExisting(folder, files);
  // Others have reasons for what is in these.
  const kept = tools.filter(({ path }) => existsSync(join(folder, path)));
  const additions = additionsTo(manifest, own, isNewApp);
  const start =
    before ?? `${JSON.stringify({ name: packageName(folder), version: '0.0.0', private: true }, null, 2)}\n`;
  return {
    files: [...files, ...tools.filter((file) => !kept.includes(file))],
    manifest: { text: withAdditions(start, additions), isNew: before === undefined, additions },
    byHand: [
      ...kept.map(({ path, byHand }) => `${path} already exists; it needs ${byHand}`),
      ...(isNewApp ? [] : [`add to the file that cdktf.json runs: ${main}`]),
      ...(isNewApp || hasTestRunner(manifest)
        ? []
        : [`waf-stack.test.ts needs a test runner, such as Jest: ${docsPage('testing.md')}`]),
    ],
    stack,
    isNewApp,
  };
}

function workflowsOf(folder: string, stack: string, version: string, runsTests: boolean): readonly NewFile[] {
  const root = repositoryOf(folder);
  const below = relative(root, folder).split(sep).join('/');
  const place = { stack, folder: below === '' ? '.' : below, version, runsTests };
  return [...workflowFiles(place)].map(([name, text]) => ({
    path: relative(folder, join(root, '.github', 'workflows', name))
      .split(sep)
      .join('/'),
    text,
    byHand: `a job for the stack: ${docsPage('workflows-elsewhere.md')}`,
  }));
}

/** The folder of the Git repository that the app is in; that of the app, if it is in none. */
function repositoryOf(folder: string): string {
  for (let root = folder; ; root = dirname(root)) {
    if (existsSync(join(root, '.git'))) return root;
    if (dirname(root) === root) return folder;
  }
}

function refuseExisting(folder: string, files: readonly NewFile[]): void {
  const existing = files.filter(({ path }) => existsSync(join(folder, path)));
  if (existing.length === 0) return;
  throw new InputError('init/exists', {
    message: `${existing.map(({ path }) => show(path)).join(', ')} ${existing.length === 1 ? 'exists' : 'exist'} already; nothing was written`,
    help: [
      'run it in another folder, or add by hand:',
      ...existing.filter(({ byHand }) => byHand !== '').map(({ path, byHand }) => `${path}: ${byHand}`),
    ].join('\n    '),
  });
}

function requireTypeScript(folder: string): void {
  const text = readIfThere(join(folder, 'cdktf.json')) ?? '';
  let got: string;
  try {
    const content = JSON.parse(text) as { readonly language?: unknown } | null;
    if (content?.language === 'typescript') return;
    got = `got: ${show(content?.language)}`;
  } catch {
    got = 'and it is no JSON';
  }
  throw new InputError('init/language', {
    message: `cdktf.json must name the language "typescript", ${got}`,
    help: 'run it in a separate folder; for an app in another language, `waf show --format hcl` prints what to write',
  });
}

function requireCommonJs({ type }: Manifest): void {
  if (type !== 'module') return;
  throw new InputError('init/module', {
    message: 'package.json says "type": "module", but a CDKTF app in TypeScript is CommonJS',
    help: 'run it in a separate folder, or remove "type" from package.json',
  });
}

function hasTestRunner({ dependencies, devDependencies }: Manifest): boolean {
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.some((name) => name === 'jest' || name === 'vitest');
}

function packageName(folder: string): string {
  const words = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'waf' : words.slice(0, 100);
}

function readIfThere(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    throw new InputError('init/unreadable', {
      message: `${show(basename(file))} cannot be read: ${fileReason(error)}`,
      help: 'run it in a separate folder, or correct what is there',
    });
  }
}

function cdktfJson(): string {
  return json({
    language: 'typescript',
    app: 'node -r ts-node/register main.ts',
    projectId: randomUUID(),
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: {},
  });
}

/** Files about tools, which an app may have already. */
function toolFiles(): readonly NewFile[] {
  return [
    {
      path: 'tsconfig.json',
      text: json({
        compilerOptions: {
          target: 'es2022',
          lib: ['es2023'],
          module: 'node16',
          moduleResolution: 'node16',
          types: ['node', 'jest'],
          strict: true,
          esModuleInterop: true,
          skipLibCheck: true,
          noEmit: true,
        },
        include: ['**/*.ts'],
        exclude: ['node_modules', 'cdktf.out'],
        'ts-node': { swc: true },
      }),
      byHand: '"types": ["node", "jest"], and "ts-node": { "swc": true } or another way to run TypeScript',
    },
    {
      path: 'jest.config.js',
      text: `/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/**/*.test.ts'],
  transform: { '^.+\\\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out/', '<rootDir>/.waf-sandbox/'],
};
`,
      byHand: 'a transform for TypeScript, such as @swc/jest',
    },
    {
      path: '.gitignore',
      text: `${IGNORED.join('\n')}\n`,
      byHand: `the lines ${IGNORED.join(', ')}`,
    },
  ];
}

const IGNORED = ['node_modules/', 'cdktf.out/', '.waf-sandbox/', 'terraform.*.tfstate*'];

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
