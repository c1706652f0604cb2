import {
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
import { dirname, join } from 'node:path';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { parse } from 'yaml';
import { type Answers, planApp, readAppFolder, requireRoom, writeApp } from '../../lib/init';
import { devDependencies, version } from '../../package.json';
import { NOW_MS } from '../support/exceptions';
import type { Workflow } from '../support/github-workflow';
import { load, MODULES, runTests } from '../support/generated-code';
import { refusalOf } from '../support/refusal';
import { docsPage } from '../../lib/errors';

const ANSWERS: Answers = {
  zone: 'example.com',
  host: 'app.example.com',
  path: '/export',
  method: 'POST',
  zonePlan: 'pro',
  namespace: 'shop',
};

const NEW_APP = [
  '.github/workflows/waf-deploy.yml',
  '.github/workflows/waf-drift.yml',
  '.github/workflows/waf-plan.yml',
  '.gitignore',
  'cdktf.json',
  'jest.config.js',
  'main.ts',
  'package.json',
  'tsconfig.json',
  'waf-stack.test.ts',
  'waf-stack.ts',
];

const AN_APP = {
  'cdktf.json': '{ "language": "typescript", "app": "npx ts-node main.ts" }',
  'main.ts': '// theirs\n',
  'tsconfig.json': '{}',
};

let root: string;
beforeEach(() => {
  jest.useFakeTimers({ now: NOW_MS, doNotFake: ['setImmediate', 'nextTick'] });
  root = mkdtempSync(join(tmpdir(), 'waf-init-'));
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(root, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>, name = 'shop'): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const own = { version, devDependencies };
function planIn(path: string, answers: Partial<Answers> = {}, workflows = true) {
  const folder = readAppFolder(path);
  requireRoom(folder, workflows);
  return planApp({ ...ANSWERS, ...answers }, folder, { own, workflows, nowMs: NOW_MS });
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const textOf = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

interface Written {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

test('an empty folder becomes an app, in the versions that this package is tested with', async () => {
  const folder = folderWith({});
  await writeApp(folder, planIn(folder));
  expect(filesIn(folder)).toEqual(NEW_APP);
  const manifest = JSON.parse(textOf(folder, 'package.json')) as Written;
  expect(manifest).toMatchObject({ name: 'shop', private: true, scripts: { test: 'jest', waf: 'waf' } });
  expect(manifest.dependencies['waf-exceptions']).toBe(version);
  const versions: Readonly<Record<string, string>> = devDependencies;
  for (const [name, found] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    if (name !== 'waf-exceptions') expect([name, found]).toEqual([name, versions[name]]);
  }
  expect(textOf(folder, 'main.ts')).toContain("new WafStack(app, 'shop-waf');");
});

test('what npm install has left of a folder gets what it lacks, and keeps what it has', async () => {
  const folder = folderWith({
    'package.json': `{\n\t"name": "mine",\n\t"scripts": { "test": "echo \\"Error: no test specified\\" && exit 1", "synth": "mine" },\n\t"dependencies": { "waf-exceptions": "file:x.tgz", "cdktf": "0.20.0" }\n}\n`,
    '.gitignore': 'theirs\n',
  });
  const plan = planIn(folder);
  await writeApp(folder, plan);
  const text = textOf(folder, 'package.json');
  expect(text).toMatch(/^\{\n\t"name": "mine"/);
  expect(JSON.parse(text)).toMatchObject({
    scripts: { test: 'jest', synth: 'mine', waf: 'waf' },
    dependencies: { 'waf-exceptions': 'file:x.tgz', cdktf: '0.20.0', constructs: devDependencies.constructs },
  });
  expect(textOf(folder, '.gitignore')).toBe('theirs\n');
  expect(plan.byHand).toEqual([
    expect.stringContaining('.gitignore already exists; it needs the lines node_modules/') as string,
  ]);
});

test('an app gets a stack, a test and workflows, and its own files stay', async () => {
  const folder = folderWith({ ...AN_APP, 'package.json': '{ "scripts": { "test": "vitest" } }' });
  const plan = planIn(folder);
  await writeApp(folder, plan);
  const added = [...NEW_APP.filter((path) => path.startsWith('.github') || path.startsWith('waf-stack'))];
  expect(filesIn(folder)).toEqual([...added, ...Object.keys(AN_APP), 'package.json'].sort());
  for (const [path, text] of Object.entries(AN_APP)) expect(textOf(folder, path)).toBe(text);
  const { scripts, devDependencies: tools } = JSON.parse(textOf(folder, 'package.json')) as Written;
  expect(scripts).toEqual({ test: 'vitest', waf: 'waf', 'sandbox:plan': 'waf sandbox -- cdktf plan' });
  expect(tools).toBeUndefined();
  expect(plan.byHand).toEqual([
    "add to main.ts: new WafStack(app, 'shop-waf'); with `import { WafStack } from './waf-stack';`",
    `waf-stack.test.ts needs a test runner, such as Jest: ${docsPage('testing.md')}`,
  ]);
  expect(plan.plansByScript).toBe(true);
  // Its tests are run by workflows of its own.
  expect(textOf(folder, '.github/workflows/waf-plan.yml')).not.toContain('npm test');
});

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['its main.ts', { 'main.ts': '' }, 'init/exists', 'main.ts: if it is the code of an app'],
  [
    'a stack of an earlier run',
    { ...AN_APP, 'waf-stack.ts': '' },
    'init/exists',
    'waf-stack.ts: add another `new WafException(waf, ...)`',
  ],
  [
    'a workflow',
    { '.github/workflows/waf-drift.yml': '' },
    'init/exists',
    'waf-drift.yml: add a job for the stack to it, and pass --no-workflows',
  ],
  [
    'an app in Python',
    { 'cdktf.json': '{ "language": "python" }' },
    'init/language',
    'waf show --format hcl',
  ],
  [
    'an app in JavaScript',
    { 'cdktf.json': '{ "language": "typescript", "app": "node main.js" }', 'main.js': '' },
    'init/language',
    'works in JavaScript as well',
  ],
  ['a broken cdktf.json', { 'cdktf.json': '{' }, 'init/language', 'a separate folder'],
  ['ES modules', { 'package.json': '{ "type": "module" }' }, 'init/module', 'remove "type"'],
  ['a broken package.json', { 'package.json': '{' }, 'init/package-json', 'correct it'],
  ['a folder package.json', { 'package.json/x': '' }, 'init/unreadable', 'a separate folder'],
  ['a package.json that is no object', { 'package.json': '[]' }, 'init/package-json', 'correct it'],
])('a folder with %s is refused, and nothing is written', (_title, files, code, help) => {
  const folder = folderWith(files);
  const before = filesIn(folder);
  expect(refusalOf(() => planIn(folder))).toMatchObject({
    code,
    help: expect.stringContaining(help) as string,
  });
  expect(filesIn(folder)).toEqual(before);
});

test('a package.json with the mark of UTF-8 is read', () => {
  expect(planIn(folderWith({ 'package.json': '\ufeff{"name":"theirs"}' })).manifest.text).toContain(
    '"theirs"',
  );
});

test('a file that appears while it asks takes back what was written, and the folders made for it', async () => {
  const folder = folderWith({ 'package.json': '{}' });
  const plan = planIn(folder);
  // It leads nowhere; and yet it is not written through.
  symlinkSync(join(root, 'elsewhere'), join(folder, 'jest.config.js'));
  await expect(writeApp(folder, plan)).rejects.toMatchObject({
    code: 'init/exists',
    summary: '`jest.config.js` exists already; nothing was written',
  });
  expect(readdirSync(folder).sort()).toEqual(['jest.config.js', 'package.json']);
  expect(textOf(folder, 'package.json')).toBe('{}');
  expect(existsSync(join(root, 'elsewhere'))).toBe(false);
});

test('a link that leads nowhere is a file that exists', () => {
  const folder = folderWith({});
  symlinkSync(join(root, 'elsewhere'), join(folder, 'main.ts'));
  expect(refusalOf(() => planIn(folder)).code).toBe('init/exists');
  rmSync(join(folder, 'main.ts'));
  symlinkSync(join(root, 'elsewhere'), join(folder, 'tsconfig.json'));
  expect(planIn(folder).byHand).toEqual([expect.stringMatching(/^tsconfig\.json already exists/) as string]);
});

test('a file with the name of a folder is named, and nothing is left', async () => {
  const folder = folderWith({ '.github': 'a file' });
  await expect(writeApp(folder, planIn(folder))).rejects.toMatchObject({
    code: 'init/write',
    help: expect.stringContaining('a file has the name of a folder') as string,
  });
  expect(filesIn(folder)).toEqual(['.github']);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['jest.config.ts', { 'jest.config.ts': '' }, 'jest.config.ts'],
  ['package.json', { 'package.json': '{ "jest": {} }' }, '"jest" in package.json'],
])('settings of Jest in %s stay alone, because Jest refuses a second place', (_title, files, place) => {
  const plan = planIn(folderWith(files));
  expect(plan.files.map(({ path }) => path)).not.toContain('jest.config.js');
  expect(plan.byHand).toEqual([
    `${place} already exists; it needs a transform for TypeScript, such as @swc/jest`,
  ]);
});

test('where Vitest runs the tests, the test is one of Vitest, and Jest is not installed', () => {
  const manifest = '{ "scripts": { "test": "vitest run" }, "devDependencies": { "vitest": "3.0.0" } }';
  const { files, manifest: after } = planIn(folderWith({ 'package.json': manifest }));
  const sources = new Map(files.map((file) => [file.path, file.text]));
  expect(sources.get('waf-stack.test.ts')).toMatch(
    /import \{ expect, test \} from 'vitest';\nimport \{ nearMisses, wafMatchers \}[^]*\nexpect\.extend\(wafMatchers\);\n/,
  );
  expect([...sources.keys()]).not.toContain('jest.config.js');
  expect(JSON.parse(after.text)).toMatchObject({ scripts: { test: 'vitest run' } });
  expect(after.additions.devDependencies).not.toHaveProperty('jest');
});

test('an app of ES modules gets imports that Node resolves', () => {
  const { files, byHand } = planIn(
    folderWith({
      ...AN_APP,
      'cdktf.json': '{ "language": "typescript", "app": "npx tsx src/app/main.ts" }',
      'package.json': '{ "type": "module" }',
    }),
  );
  const sources = new Map(files.map((file) => [file.path, file.text]));
  expect(sources.get('waf-stack.ts')).toContain("from '@cdktf/provider-cloudflare/lib/provider/index.js';");
  expect(sources.get('waf-stack.test.ts')).toContain("from './waf-stack.js';");
  expect(byHand[0]).toBe(
    "add to src/app/main.ts: new WafStack(app, 'shop-waf'); with `import { WafStack } from '../../waf-stack.js';`",
  );
});

test('an app on cdktn imports cdktn, and the bindings find it by the name of cdktf', () => {
  const { files, manifest } = planIn(
    folderWith({
      ...AN_APP,
      'package.json': '{ "dependencies": { "cdktn": "0.24.0" }, "overrides": { "x": "1" } }',
    }),
  );
  expect(files.find(({ path }) => path === 'waf-stack.ts')?.text).toContain("from 'cdktn';");
  expect(JSON.parse(manifest.text)).toMatchObject({
    dependencies: { cdktn: '0.24.0', cdktf: 'npm:cdktn@0.24.0' },
    overrides: { x: '1', '@cdktf/provider-cloudflare': { cdktf: '$cdktf' } },
  });
});

test('scripts of the same names stay, and what depends on them is named', () => {
  const { byHand, plansByScript } = planIn(
    folderWith({ 'package.json': '{ "scripts": { "waf": "mine", "sandbox:plan": "mine" } }' }),
  );
  expect(plansByScript).toBe(false);
  expect(byHand).toEqual([expect.stringContaining('change it to "waf": "waf"') as string]);
});

test('the workflows are about the default branch of the repository', () => {
  const folder = folderWith({ '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n' });
  const { files } = planIn(folder);
  const textOfWorkflow = (name: string) => files.find(({ path }) => path.endsWith(name))?.text ?? '';
  expect(parse(textOfWorkflow('waf-plan.yml'))).toMatchObject({
    on: { pull_request: { branches: ['trunk'] }, merge_group: { branches: ['trunk'] } },
  });
  for (const name of ['waf-deploy.yml', 'waf-drift.yml']) {
    expect(textOfWorkflow(name)).toContain("github.ref == 'refs/heads/trunk'");
    expect(textOfWorkflow(name)).not.toContain('main');
  }
});

test('the workflows of an app below its repository are in the repository, whatever its folder is called', async () => {
  mkdirSync(join(root, '.git'));
  const name = "apps/it's ${{ github.token }}";
  const folder = folderWith({}, name);
  await writeApp(folder, planIn(folder));
  const workflows = join(root, '.github/workflows');
  expect(readdirSync(workflows).sort()).toEqual(['waf-deploy.yml', 'waf-drift.yml', 'waf-plan.yml']);
  const { jobs } = parse(readFileSync(join(workflows, 'waf-plan.yml'), 'utf8')) as Workflow;
  expect(jobs['plan']?.steps?.[1]?.with?.['working-directory']).toBe(
    "apps/it's ${{ '${{' }} github.token }}",
  );
});

test('without workflows none is written', () => {
  const folder = folderWith({});
  expect(planIn(folder, {}, false).files.map(({ path }) => path)).not.toContain(
    '.github/workflows/waf-plan.yml',
  );
});

test('answers stay texts in the code, and its tests pass', () => {
  const path = "/it's/%5C%60$%7Bx%7D";
  const { files } = planIn(folderWith({}), { path });
  const sources = new Map(files.map((file) => [file.path, file.text]));
  expect(sources.get('waf-stack.ts')).toContain("path: '/it\\'s/%5C%60$%7Bx%7D',");
  expect(sources.get('waf-stack.test.ts')).toContain("url: 'https://app.example.com/it\\'s/%5C%60$%7Bx%7D'");
  const modules = { ...MODULES, '@cdktf/provider-cloudflare/lib/provider': { CloudflareProvider } };
  const stack = load(sources.get('waf-stack.ts') ?? '', modules);
  const { passed, failed } = runTests(sources.get('waf-stack.test.ts') ?? '', {
    ...modules,
    './waf-stack': stack,
  });
  expect(failed).toEqual([]);
  expect(passed).toContain('the request skips managed rules');
  expect(passed.length).toBeGreaterThan(15);
});
