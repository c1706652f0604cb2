import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describeWithTerraform } from '../integration/support/describe-with-terraform';
import { startsCdktf } from '../support/with-cdktf-cli';
import { type Json, objectAt } from '../support/synth';

const ROOT = join(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'two-zones');

/** What the other team installs besides our package. It is here already: linked, not downloaded again. */
const LINKED = [
  '@cdktf/provider-cloudflare',
  '@swc/core',
  '@swc/jest',
  '@types/jest',
  '@types/node',
  'cdktf',
  'cdktf-cli',
  'constructs',
  'jest',
  'ts-node',
  'typescript',
];

const project = mkdtempSync(join(tmpdir(), 'waf-exceptions-two-zones-'));
let packed: readonly string[];
let tarball: string;
/** Bytes to download. */
let size: number;

/** Runs a program in the example's copy and gives its output; a failure shows both streams. */
function run(program: string, ...words: readonly string[]): string {
  return runIn(project, program, ...words);
}

function runIn(cwd: string, program: string, ...words: readonly string[]): string {
  const env = { ...process.env, PATH: [binFolder(), process.env['PATH'] ?? ''].join(delimiter) };
  try {
    // Jest's own timeout cannot end a synchronous call; this one only ends what hangs.
    return execFileSync(program, words, { cwd, env, encoding: 'utf8', stdio: 'pipe', timeout: 600_000 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[program, ...words].join(' ')} failed\n${stdout ?? ''}\n${stderr ?? ''}`);
  }
}

function binFolder(): string {
  return join(project, 'node_modules', '.bin');
}

beforeAll(() => {
  // As in a fresh clone, where nothing was built.
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const json = runIn(ROOT, 'npm', 'pack', '--json', '--silent', '--pack-destination', project);
  const [pack] = JSON.parse(json) as { filename: string; size: number; files: { path: string }[] }[];
  if (pack === undefined) throw new Error('npm pack made nothing');
  packed = pack.files.map(({ path }) => path);
  size = pack.size;
  cpSync(EXAMPLE, project, { recursive: true, filter: (path) => !/node_modules|cdktf\.out/.test(path) });
  tarball = join(project, pack.filename);
  installPackage();
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

/** Our package and its dependencies come through npm, as for every user; the rest is linked. */
function installPackage(): void {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Json;
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      ...manifest,
      dependencies: { 'waf-exceptions': `file:${tarball}` },
      devDependencies: {},
    }),
  );
  const flags = ['--prefer-offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  run('npm', 'install', '--silent', ...flags);
  for (const name of LINKED) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { recursive: true, force: true });
    symlinkSync(join(ROOT, 'node_modules', name), link);
  }
  for (const name of ['cdktf', 'jest', 'tsc']) {
    symlinkSync(join(ROOT, 'node_modules', '.bin', name), join(binFolder(), name));
  }
}

describe('the packed package', () => {
  test('holds the entry points, the command line, and the licences', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'package.json',
        ...['index', 'rules-language', 'testing'].flatMap((entry) =>
          ['js', 'd.ts'].map((kind) => `dist/${entry}.${kind}`),
        ),
        'dist/waf.js',
        'dist/waf.js.map',
        'dist/third-party-licences.txt',
      ]),
    );
  });

  test('holds the licences of what is in the build, with the text that those of Apache refer to', () => {
    const text = readFileSync(join(ROOT, 'dist', 'third-party-licences.txt'), 'utf8');
    const packages = [...text.matchAll(/^(@?[\w/-]+) \d+\.\d+\.\d+, /gm)].map(([, name]) => name);
    expect(packages).toEqual([...packages].sort());
    expect(packages).toEqual(
      expect.arrayContaining(['@bufbuild/protobuf', '@connectrpc/connect', 'commander', 'graphql']),
    );
    for (const holder of ['Buf Technologies, Inc.', 'Google Inc.', 'The Connect Authors']) {
      expect(text).toMatch(new RegExp(`^Copyright [\\d-]+ ${holder}`, 'm'));
    }
    expect(text.match(/^ +Apache License\n +Version 2\.0, /gm)).toHaveLength(1);
  });

  test('is less than 583 kB to download', () => {
    expect(size).toBeLessThan(583_000);
  });

  test('holds no test, no source and no page', () => {
    const kinds = /^(?:dist\/[\w-]+\.(?:js|js\.map|d\.ts|txt)|LICENSE|README\.md|package\.json)$/;
    expect(packed.filter((path) => !kinds.test(path))).toEqual([]);
  });
});

describe('what the package says of itself', () => {
  test.each([
    ['its declarations are found by every way to resolve them', 'attw', ['--format', 'ascii'], 'bundler: '],
    ['its entries, files and formats agree', 'publint', ['run', '--strict'], 'All good!'],
  ])('%s', (_title, program, flags, expected) => {
    expect(runIn(ROOT, join(ROOT, 'node_modules', '.bin', program), ...flags, tarball)).toContain(expected);
  });

  test('installs nothing with an install script', () => {
    const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean; peer?: boolean }>;
    };
    const installed = Object.entries(lock.packages).filter(
      ([path, { peer }]) => path !== '' && peer !== true,
    );
    expect(installed.map(([path]) => path).sort()).toEqual([
      'node_modules/@hpke/chacha20poly1305',
      'node_modules/@hpke/common',
      'node_modules/@hpke/core',
      'node_modules/@hpke/dhkem-x25519',
      'node_modules/undici',
      'node_modules/waf-exceptions',
    ]);
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
  });
});

/** What the package calls of its own parts, and nobody else. */
const INTERNAL = `
import { ForeignRules, ManagedRule, ManagedRuleset, Path, type PhaseEntryPoint, Skip, Zone, ZoneWaf } from 'waf-exceptions';
import { type CompiledExpression, ExecutionContext } from 'waf-exceptions/rules-language';

declare const waf: ZoneWaf;
declare const entryPoint: PhaseEntryPoint;
declare const compiled: CompiledExpression;
export const public_ = [waf.zone, waf.namespace, entryPoint.resource, Path.exact('/').form, Skip.allManagedRules().titles];
export const internal = [
  // @ts-expect-error
  waf.addException,
  // @ts-expect-error
  waf.zone.reference,
  // @ts-expect-error
  Zone.isZone,
  // @ts-expect-error
  entryPoint.addException,
  // @ts-expect-error
  entryPoint.writeAfter,
  // @ts-expect-error
  Path.exact('/').findings,
  // @ts-expect-error
  Path.exact('/').expression,
  // @ts-expect-error
  Path.from,
  // @ts-expect-error
  Skip.allManagedRules().parameters,
  // @ts-expect-error
  Skip.allManagedRules().rulesetIds,
  // @ts-expect-error
  ForeignRules.keep().policy,
  // @ts-expect-error
  ForeignRules.isForeignRules,
  // @ts-expect-error
  ManagedRule.isManagedRule,
  // @ts-expect-error
  ManagedRuleset.isManagedRuleset,
  // @ts-expect-error
  ExecutionContext.fromReadings,
  // @ts-expect-error
  compiled.run,
];
`;

describe('a project outside the repository', () => {
  // One run of the compiler for both: a file more costs it nothing, a start some seconds.
  test.each([
    ["the template's compiler options", []],
    ['nodenext resolution', ['--module', 'nodenext', '--moduleResolution', 'nodenext']],
  ])('compiles with %s, and is not offered what the package keeps for itself', (_, flags) => {
    const file = join(project, 'internal.ts');
    writeFileSync(file, INTERNAL);
    try {
      expect(run('tsc', '--noEmit', '--incremental', 'false', ...flags)).toBe('');
    } finally {
      rmSync(file);
    }
  });

  test('loads the package as a CommonJS and as an ES module', () => {
    const names = "const { version } = require('waf-exceptions/package.json'); console.log(version)";
    expect(run('node', '-e', names)).toBe('0.1.0\n');
    const ask = "import { Skip } from 'waf-exceptions'; console.log(typeof Skip.allManagedRules)";
    expect(run('node', '--input-type=module', '-e', ask)).toBe('function\n');
  });

  test('loads the matchers where there is no Jest', () => {
    const ask =
      "import { nearMisses, wafMatchers } from 'waf-exceptions/testing'; console.log(typeof nearMisses, Object.keys(wafMatchers).join())";
    expect(run('node', '--input-type=module', '-e', ask)).toBe('function toSkipManagedRules,toInspect\n');
  });

  test('has source maps that name the line', () => {
    const ask =
      "try { require('waf-exceptions').Zone.fromName(':') } catch (error) { console.log(error.stack) }";
    const [, file = '', line = ''] =
      /waf-exceptions[/\\](lib[/\\][\w/\\-]+\.ts):(\d+)/.exec(
        run('node', '--enable-source-maps', '-e', ask),
      ) ?? [];
    expect(file).toBe(join('lib', 'exceptions', 'request', 'host.ts'));
    const source = readFileSync(join(ROOT, file), 'utf8').split('\n');
    expect(source[Number(line) - 1]).toContain("throw new InputError('host/syntax'");
  });

  test('has stack traces with names, and a line for each statement', () => {
    const ask =
      "try { require('waf-exceptions').Zone.fromName(':') } catch (error) { console.log(error.stack) }";
    const stack = run('node', '-e', ask);
    const [, file = '', line = '', column = ''] =
      /at refuseName \(.*[/\\](\w+\.js):(\d+):(\d+)\)/.exec(stack) ?? [];
    const built = join(project, 'node_modules', 'waf-exceptions', 'dist', file);
    const code = readFileSync(built, 'utf8').split('\n')[Number(line) - 1] ?? '';
    expect(code).toMatch(/^throw new [\w.]+\(`host\/syntax`,\{message:/);
    expect(Number(column)).toBeLessThan(code.length);
    expect(stack).toMatch(/at .*requireHostname .*\n.*at Zone\.fromName /);
  });

  test('cannot reach into the package', () => {
    expect(() => run('node', '-e', "require('waf-exceptions/dist/errors.js')")).toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  });

  test('synthesises an exception for each of its two zones', () => {
    const { app } = JSON.parse(readFileSync(join(project, 'cdktf.json'), 'utf8')) as { app: string };
    run('sh', '-c', app);
    const stacks = ['back-office-waf', 'shop-waf'].map(
      (name) =>
        JSON.parse(readFileSync(join(project, 'cdktf.out', 'stacks', name, 'cdk.tf.json'), 'utf8')) as Json,
    );
    const [stack = {}] = stacks;
    const rules = stacks
      .flatMap((one) => Object.entries(objectAt(one, 'locals')))
      .filter(([name]) => name.endsWith('_ours'))
      .flatMap(([, ours]) => Object.values(ours as Json) as Json[])
      // Lists of addresses are there as well.
      .filter(({ ref }) => ref !== undefined);
    expect(
      rules.map(({ ref, expression, action_parameters }) => ({ ref, expression, action_parameters })),
    ).toEqual([
      {
        ref: 'wafx__shop__catalogue-import',
        expression:
          '(http.host eq "admin.example.net" and http.request.method eq "PUT" and http.request.uri.path eq "/catalogue/import" and raw.http.request.uri.path eq "/catalogue/import" and ssl and ip.src in $shop_office and http.request.timestamp.sec lt 1814400000)',
        action_parameters: { phases: ['http_request_firewall_managed'] },
      },
      {
        ref: 'wafx__shop__gift-card-upload',
        expression:
          '(http.host eq "shop.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/checkout/gift-card" and raw.http.request.uri.path eq "/checkout/gift-card" and ssl and http.request.timestamp.sec lt 1814400000)',
        action_parameters: {
          rules: { '4814384a9e5d4991b9815dcfc25d2f1f': ['04116d14d7524986ba314d11c8a41e11'] },
        },
      },
    ]);
    expect(Object.keys(objectAt(stack, 'resource', 'cloudflare_list'))).toEqual(['waf_list_shop_office']);
  });

  test.each([
    [
      'a mistake while modules are loaded',
      "Zone.fromName('example.com')",
      "Zone.fromName('https://example.com')",
      /^error: `zone` must be one bare .* \[host\/syntax\]\n {2}help: did you mean `example.com`\?\n {2}at: main\.ts:10\n$/,
    ],
    [
      'an exception that ended',
      "expires: '2027-06-30'",
      "expires: '2020-01-31'",
      /^error: \[shop-waf\/shop\/gift-card-upload\] the exception ended after 2020-01-31 .*\n/,
    ],
  ])('prints the cure first for %s', (_title, right, wrong, expected) => {
    const main = readFileSync(join(project, 'main.ts'), 'utf8');
    expect(main).toContain(right);
    writeFileSync(join(project, 'main.ts'), main.replace(right, wrong));
    try {
      const words = ['-r', 'ts-node/register/transpile-only', 'main.ts'];
      const { status, stderr } = spawnSync('node', words, { cwd: project, encoding: 'utf8' });
      expect(status).toBe(1);
      expect(stderr).toMatch(expected);
      expect(stderr).not.toContain('node_modules');
    } finally {
      writeFileSync(join(project, 'main.ts'), main);
    }
  });

  test('finds the command waf with its sub-commands', () => {
    const help = run('waf', '--help');
    for (const command of ['sandbox', 'preflight', 'show']) expect(help).toContain(`  ${command} `);
  });
});

const describeWithBoth = startsCdktf() ? describeWithTerraform : describe.skip;

describeWithBoth('a project outside the repository, with Terraform', () => {
  test('plans a stack with a list in the sandbox of the installed package', () => {
    const plan = stripVTControlCharacters(run('waf', 'sandbox', '--', 'cdktf', 'plan', 'back-office-waf'));
    expect(plan).toMatch(/cloudflare_list\.waf_list_shop_office .*will be created/);
    expect(plan).toMatch(/Plan: (?:\d+ to import, )?\d+ to add, \d+ to change, 0 to destroy\./);
  });

  test('makes an app by waf init, whose types, tests and plan in the sandbox are in order', () => {
    const app = join(project, 'shop');
    mkdirSync(app);
    const answers = [
      '--zone',
      'example.org',
      '--host',
      'shop.example.org',
      '--path',
      '/import',
      '--zone-plan',
      'pro',
    ];
    // By the real clock, which is the one that Jest has in the app.
    const init = ['-u', 'NODE_OPTIONS', 'waf', 'init', ...answers];
    expect(runIn(app, 'env', ...init)).toContain('\nwrote main.ts\n');
    expect(runIn(app, 'tsc', '--noEmit')).toBe('');
    expect(() => runIn(app, 'npm', 'test', '--silent')).not.toThrow();
    const plan = stripVTControlCharacters(
      runIn(app, 'npm', 'run', '--silent', 'sandbox:plan', '--', 'shop-waf'),
    );
    expect(plan).toMatch(/Plan: (?:\d+ to import, )?\d+ to add, \d+ to change, 0 to destroy\./);
  });
});
