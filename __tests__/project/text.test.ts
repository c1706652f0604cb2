import { projectFiles, read } from './source-files';

/** What would tie a file to the machine or the network that it was written on. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['a path of a machine', /(?<![\w.~)\]}*-])\/(?:work|root|home|Users)\/[\w.-]/],
  [
    'a package registry',
    /registry\.(?:npmjs|yarnpkg|npmmirror)\.|npm\.pkg\.github\.|^\s*(?:@[\w-]+:)?registry\s*=/m,
  ],
  ['a folder outside the repository', /\.\.\/shared\b/],
];

/** The kinds of forbidden text in a file. */
function forbiddenIn(text: string): readonly string[] {
  return FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
}

test('no file names the machine or the network that it was written on', () => {
  const found = projectFiles().flatMap((path) => forbiddenIn(read(path)).map((kind) => `${path}: ${kind}`));
  expect(found).toEqual([]);
});

// Put together here, or the test would find itself.
test.each([
  [['', 'home', 'ada', 'waf'].join('/'), 'a path of a machine'],
  [`see ${['', 'root', '.npmrc'].join('/')}`, 'a path of a machine'],
  [`https://${['registry', 'npmjs', 'org'].join('.')}/x`, 'a package registry'],
  [['save=true', 'registry = x'].join('\n'), 'a package registry'],
  [['..', '..', 'shared', 'x.md'].join('/'), 'a folder outside the repository'],
])('%j is %s', (text, kind) => {
  expect(forbiddenIn(text)).toEqual([kind]);
});

test.each(['https://example.com/work/', '~/home/x', './root/x'])('%j is harmless', (text) => {
  expect(forbiddenIn(text)).toEqual([]);
});
