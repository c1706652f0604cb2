import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { buildLibrary } from '../support/build-waf';

const BUILD = dirname(buildLibrary());

/** What a synth without a mistake does not need; loading it would cost each one a tenth and more. */
const NOT_AT_SYNTH = [
  '/lib/rules-language/index.js',
  '/lib/rules-language/parse/parse.js',
  '/lib/rules-language/evaluate/evaluate.js',
  '/lib/rules-language/analyse/analyse.js',
  '/lib/lint/lint.js',
  '/lib/lint/rules/index.js',
  '/lib/rulesets/index.js',
];

/** The paths of what is loaded when the script ends. */
function loadedBy(script: string, ...words: readonly string[]): readonly string[] {
  const tell = `process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));`;
  const options = ['-e', `${tell} ${script}`, ...words];
  const { stderr } = spawnSync(process.execPath, options, { cwd: BUILD, encoding: 'utf8' });
  // Node may have something to say before.
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as string[];
}

test('the library loads neither parser nor evaluator, and of lint what a construct runs', () => {
  const loaded = loadedBy(`require('./lib')`);
  expect(loaded).toContainEqual(expect.stringContaining('/lib/lint/lint-exception.js'));
  expect(loaded.filter((path) => NOT_AT_SYNTH.some((part) => path.includes(part)))).toEqual([]);
});

test('a command loads what it needs, and only `sandbox` the sandbox', () => {
  const start = `require('./lib/cli/main')`;
  const sandbox = ['/node_modules/@grpc/grpc-js/', '/node_modules/graphql/'];
  const ofSandbox = loadedBy(start, '--', 'waf', 'sandbox', '--help');
  for (const path of sandbox) expect(ofSandbox).toContainEqual(expect.stringContaining(path));
  const ofReview = loadedBy(start, '--', 'waf', 'review', '--help');
  expect(ofReview).toContainEqual(expect.stringContaining('/lib/cli/commands/review.js'));
  const others = [...sandbox, '/commands/lint.js'];
  expect(ofReview.filter((path) => others.some((part) => path.includes(part)))).toEqual([]);
});

test('lint loads neither the whole language nor what reads patterns before it needs them', () => {
  const parser = '/lib/rules-language/regex/parse.js';
  const late = ['/lib/rules-language/index.js', '/lib/rules-language/regex/compile.js', parser];
  const loadedFor = (expression: string): readonly string[] =>
    loadedBy(
      `const [, expression] = process.argv; require('./lib/lint').lintDocument({ expression })`,
      '--',
      expression,
    );
  const ofTexts = loadedFor('http.host eq "a.example.com" and http.request.uri.path eq "/a"');
  expect(ofTexts).toContainEqual(expect.stringContaining('/lib/lint/rules/index.js'));
  expect(ofTexts.filter((path) => late.some((part) => path.includes(part)))).toEqual([]);
  const ofPattern = loadedFor('http.host eq "a.example.com" and http.request.uri.path matches "^/a/[0-9]+$"');
  expect(ofPattern).toContainEqual(expect.stringContaining(parser));
});
