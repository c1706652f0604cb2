import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { removeFromApp } from '../../lib/removal';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A project whose app is `main.ts`. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'waf-removal-')));
  folders.push(folder);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const all = { 'cdktf.json': '{ "app": "npx ts-node main.ts" }', 'package.json': '{}', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const IMPORT = "import { Skip, WafException, ZoneWaf } from 'waf-exceptions';\n";
const WAF = "const waf = new ZoneWaf(stack, 'waf', {});\n";
const KEPT = "new WafException(waf, 'kept', { skip: Skip.allManagedRules() });\n";
const GONE = "new WafException(waf, 'gone', { skip: Skip.allManagedRules() });\n";

/** `main.ts` without the exception `gone`. */
function without(text: string): string | undefined {
  return removeFromApp(project({ 'main.ts': text }), ['gone']).files[0]?.after;
}

test.each([
  ['a statement', `${IMPORT}\n${WAF}\n${GONE}\n${KEPT}`, `${IMPORT}\n${WAF}\n${KEPT}`],
  ['the last one', `${IMPORT}\n${WAF}\n${KEPT}\n${GONE}`, `${IMPORT}\n${WAF}\n${KEPT}`],
  [
    'one with a comment above it',
    `${WAF}\n// Of all.\n\n// Why.\n${GONE}\n${KEPT}`,
    `${WAF}\n// Of all.\n\n${KEPT}`,
  ],
  ['one with a comment behind it', `${WAF}${GONE.trimEnd()} // why\n${KEPT}`, `${WAF}${KEPT}`],
  ['one beside another on its line', `${WAF}${GONE.trimEnd()} ${KEPT}`, `${WAF} ${KEPT}`],
  ['a constant that nothing uses', `${WAF}const gone = ${GONE}${KEPT}`, `${WAF}${KEPT}`],
  [
    'what only it used',
    `import { Skip, WafException, ZoneWaf, IpList } from 'waf-exceptions';\nimport { office } from './office';\nimport './side-effect';\n${WAF}${GONE.replace('})', ', from: office })')}`,
    `import { ZoneWaf, IpList } from 'waf-exceptions';\nimport './side-effect';\nnew ZoneWaf(stack, 'waf', {});\n`,
  ],
  [
    'a renamed import, a default and a namespace',
    `import path from 'p';\nimport * as all from 'a';\nimport { a as b, c } from 'b';\nc();\nnew WafException(waf, 'gone', { from: [path, all.x, b] });\n`,
    `import { c } from 'b';\nc();\n`,
  ],
  [
    'one in a constructor',
    `class A {\n  constructor() {\n    const waf = new ZoneWaf(this, 'waf');\n\n    new WafException(waf, 'gone', {\n      a: 1,\n    });\n  }\n}\n`,
    `class A {\n  constructor() {\n    new ZoneWaf(this, 'waf');\n  }\n}\n`,
  ],
  ['one in a condition', `if (isOn) {\n  ${GONE}}\n${KEPT}`, `if (isOn) {\n}\n${KEPT}`],
  [
    'an id in a template without parts',
    `${WAF}${GONE.replaceAll("'gone'", '`gone`')}${KEPT}`,
    `${WAF}${KEPT}`,
  ],
  [
    'a class of a namespace',
    `${WAF}${GONE.replace('WafException', 'lib.WafException')}${KEPT}`,
    `${WAF}${KEPT}`,
  ],
])('removes %s', (_, before, after) => {
  expect(without(before)).toBe(after);
});

test.each([
  ['a loop', `for (const one of all) {\n  ${GONE}}\n`, 'it is made in a loop'],
  [
    'a callback',
    `zones.forEach((waf) => {\n  ${GONE}});\n`,
    'it is made in a function that other code calls',
  ],
  ['an argument', `use(${GONE.trimEnd().slice(0, -1)});\n`, 'other code uses what this line makes'],
  ['a list', `const all = [${GONE.trimEnd().slice(0, -1)}];\n`, 'other code uses what this line makes'],
  ['a constant that is used', `const gone = ${GONE}use(gone);\n`, 'other code uses what this line makes'],
  ['an export', `export const gone = ${GONE}`, 'other code uses what this line makes'],
  ['the body of a condition', `if (isOn) ${GONE}`, 'other code uses what this line makes'],
  ['an arrow function', `const make = () => ${GONE}`, 'other code uses what this line makes'],
])('leaves %s as it is', (_, text, reason) => {
  expect(() => without(text)).toThrow(reason);
});

test.each([
  ['of no such id', KEPT, "no `new WafException(..., 'gone', ...)` is in the code of the app"],
  [
    'of a computed id',
    "const id = 'gone';\nnew WafException(waf, id, {});\n",
    /an id that is no plain text is not looked into: see .*main\.ts:2/,
  ],
  ['made twice', GONE + GONE, /in 2 places: .*main\.ts:1, .*main\.ts:2/],
])('an exception %s is refused', (_, text, message) => {
  expect(() => without(text)).toThrow(message);
});

test('only files of the app are looked into', () => {
  const folder = project({
    'main.ts': "import './stacks/a.js';\nimport fs from 'node:fs';\n",
    'stacks/a.ts': `export * from './b';\n${KEPT}`,
    'stacks/b/index.ts': `import '../../main';\n${GONE}`,
    'other.ts': GONE,
    'main.test.ts': GONE,
  });
  const { removed, files } = removeFromApp(folder, ['gone', 'kept']);
  expect(removed.map(({ id, path, lines }) => [id, path.slice(folder.length), lines])).toEqual([
    ['gone', '/stacks/b/index.ts', [2, 2]],
    ['kept', '/stacks/a.ts', [2, 2]],
  ]);
  expect(files.map(({ after }) => after)).toEqual(["import '../../main';\n", "export * from './b';\n"]);
});

test('names that are left without a use are told', () => {
  const folder = project({
    'main.ts': `const office = ['192.0.2.1'];\nexport const all = [1];\nnew WafException(waf, 'gone', { from: office, all });\n`,
  });
  expect(removeFromApp(folder, ['gone']).removed).toMatchObject([{ unused: ['office'] }]);
});

test.each([
  ['no cdktf.json', { 'cdktf.json': '' }, 'cdktf.json` cannot be read'],
  ['an app in another language', { 'cdktf.json': '{"app": "python3 main.py"}' }, 'runs no TypeScript file'],
  [
    'an app that is built before',
    { 'cdktf.json': '{"app": "node dist/main.js"}' },
    'runs no TypeScript file',
  ],
])('%s names --app', (_, files, message) => {
  const folder = project({ 'main.ts': GONE, ...files });
  expect(() => removeFromApp(folder, ['gone'])).toThrow(message);
  expect(removeFromApp(folder, ['gone'], 'main.ts').files).toHaveLength(1);
});
