import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildPackage } from '../support/build-package';

const BUILD = buildPackage();
const REGULAR_EXPRESSIONS = 'late-rules-language-regex-compile.js';

/** Reports what is loaded when the program ends. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  `import module from 'node:module';
process.on('exit', () => console.error(JSON.stringify(Object.keys(module._cache))));`,
)}`;

/** The files of the build that a program loads, and the packages. */
function loadedBy(file: string, ...words: readonly string[]): readonly string[] {
  const options = ['--import', REPORT, join(BUILD, file), ...words];
  const { stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
  // Node may have something to say before.
  const paths = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as string[];
  return paths.flatMap((path) => (dirname(path) === BUILD ? [basename(path)] : packageOf(path))).sort();
}

/** Nothing for the packages of CDKTF, which a construct cannot be without. */
function packageOf(path: string): readonly string[] {
  const [, name] = /^.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(path) ?? [];
  const isOurs = name === undefined && !path.includes('__tests__') && basename(path) !== 'package.json';
  return isOurs ? [path] : ['undici', '@hpke/core'].filter((ours) => ours === name);
}

test('the library is four files, without parser, evaluator and command line', () => {
  expect(loadedBy('index.js')).toEqual(['constructs.js', 'errors.js', 'exceptions.js', 'index.js']);
});

test('no pattern of the code has a class of Unicode, which would be made with the file that holds it', () => {
  const files = readdirSync(BUILD).filter((name) => name.endsWith('.js') && !name.startsWith('vendor-'));
  const code = files.map((name) => readFileSync(join(BUILD, name), 'utf8'));
  expect(code.flatMap((text) => text.match(/\/[^\n/`]*\\p\{[^\n/`]*\/[a-z]*[uv]/g) ?? [])).toEqual([]);
});

test('the version is the command line alone', () => {
  expect(loadedBy('waf.js', '--version')).toEqual([
    'command-line.js',
    'errors.js',
    'rolldown-runtime.js',
    'vendor-commander.js',
    'waf.js',
  ]);
});

test('a command loads what it needs, and only `sandbox` the sandbox', () => {
  expect(loadedBy('waf.js', 'sandbox', '--help')).toContain('vendor-sandbox.js');
  const ofReview = loadedBy('waf.js', 'review', '--help');
  expect(ofReview).toContain('late-cli-commands-review.js');
  const others = ['vendor-sandbox.js', 'late-cli-commands-lint.js', 'constructs.js'];
  expect(ofReview.filter((name) => others.includes(name))).toEqual([]);
});

test('lint reads patterns only where there are some', () => {
  const lint = (expression: string) => loadedBy('waf.js', 'lint', '--expression', expression);
  const ofTexts = lint('http.host eq "a.example.com" and http.request.uri.path eq "/a"');
  expect(ofTexts).toContain('late-cli-commands-lint.js');
  expect(ofTexts).not.toContain(REGULAR_EXPRESSIONS);
  expect(lint('http.host eq "a.example.com" and http.request.uri.path matches "^/a/[0-9]+$"')).toContain(
    REGULAR_EXPRESSIONS,
  );
});
