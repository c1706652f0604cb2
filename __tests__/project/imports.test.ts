import { importsOf, read, sourceFiles } from './source-files';

/** The index of all resources: loading it takes longer than all the rest of the app. */
const BARREL = /^@cdktf\/provider-cloudflare(?:\/(?:lib(?:\/(?:index|lazy-index)(?:\.js)?)?)?)?$/;

test('nobody imports the barrel of the bindings', () => {
  const importers = sourceFiles().filter((path) => importsOf(read(path)).some((name) => BARREL.test(name)));
  expect(importers).toEqual([]);
});

test.each([
  '@cdktf/provider-cloudflare',
  '@cdktf/provider-cloudflare/lib',
  '@cdktf/provider-cloudflare/lib/index',
  '@cdktf/provider-cloudflare/lib/lazy-index',
])('%s is the barrel', (name) => {
  expect(importsOf(`import { ruleset } from '${name}';`).filter((found) => BARREL.test(found))).toEqual([
    name,
  ]);
});

test('the module of one resource is not the barrel', () => {
  expect('@cdktf/provider-cloudflare/lib/ruleset').not.toMatch(BARREL);
});
