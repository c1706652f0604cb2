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
  [
    'an element of a list that is walked',
    `${WAF}const all = [\n  ${KEPT.trim().slice(0, -1)},\n  // Why.\n  ${GONE.trim().slice(0, -1)},\n];\nfor (const one of all) use(one);\n`,
    `${WAF}const all = [\n  ${KEPT.trim().slice(0, -1)},\n];\nfor (const one of all) use(one);\n`,
  ],
  [
    'the first element of a list',
    `${WAF}[\n  ${GONE.trim().slice(0, -1)},\n  ${KEPT.trim().slice(0, -1)},\n];\n`,
    `${WAF}[\n  ${KEPT.trim().slice(0, -1)},\n];\n`,
  ],
  [
    'one in a function that is called once, in a class that is made once',
    `class A {\n  constructor() {\n    add(waf);\n  }\n}\nfunction add(waf: ZoneWaf): void {\n  ${GONE}\n  ${KEPT}}\nnew A();\n`,
    `class A {\n  constructor() {\n    add(waf);\n  }\n}\nfunction add(waf: ZoneWaf): void {\n  ${KEPT}}\nnew A();\n`,
  ],
  [
    'one in a function that is called on the spot',
    `(() => {\n  ${GONE}  ${KEPT}})();\n`,
    `(() => {\n  ${KEPT}})();\n`,
  ],
])('removes %s', (_, before, after) => {
  expect(without(before)).toBe(after);
});

test.each([
  ['a loop', `for (const one of all) {\n  ${GONE}}\n`, 'it is created in a loop'],
  [
    'a callback',
    `zones.forEach((waf) => {\n  ${GONE}});\n`,
    'it is created in a function that other code calls',
  ],
  ['an argument', `use(${GONE.trimEnd().slice(0, -1)});\n`, 'other code uses what this line creates'],
  ['a list of one', `[${GONE.trimEnd().slice(0, -1)}];\n`, 'its array would be empty'],
  [
    'a list with a first',
    `const all = [1, ${GONE.trimEnd().slice(0, -1)}];\nuse(all[0]);\n`,
    'other code uses what this line creates',
  ],
  [
    'a list that is handed on',
    `function add() {\n  return [1, ${GONE.trimEnd().slice(0, -1)}];\n}\n`,
    'other code uses what this line creates',
  ],
  [
    'a function that is called twice',
    `function add(waf: ZoneWaf): void {\n  ${GONE}}\nadd(one);\nadd(two);\n`,
    /`add` \(line 1\) creates it, and is used in 2 places: .*main\.ts:4, .*main\.ts:5/,
  ],
  [
    'a method that is called twice',
    `class A {\n  #add() {\n    ${GONE}  }\n  constructor() {\n    this.#add();\n    this.#add();\n  }\n}\n`,
    '`#add` (line 2) creates it, and is used in 2 places',
  ],
  [
    'a class that is made in a loop',
    `class A {\n  constructor() {\n    ${GONE}  }\n}\nfor (const zone of zones) new A(zone);\n`,
    'it is created in a loop',
  ],
  [
    'a class that another one extends',
    `class A {\n  constructor() {\n    ${GONE}  }\n}\nclass B extends A {}\nnew B();\nnew B();\n`,
    '`B` (line 6) creates it, and is used in 2 places',
  ],
  [
    'a function that is handed on',
    `const add = (waf: ZoneWaf) => {\n  ${GONE}};\nconst parts = { add };\nuse(add);\n`,
    '`add` (line 1) creates it, and is used in 2 places',
  ],
  ['a function that calls itself', `function add() {\n  ${GONE}  add();\n}\n`, '`add` calls itself'],
  ['a default export', `export default function add() {\n  ${GONE}}\n`, 'a default export'],
  [
    'a list of its own',
    GONE.replace('})', ", from: new IpList(stack, 'office') })"),
    'an `IpList` is created inside it',
  ],
  ['a constant that is used', `const gone = ${GONE}use(gone);\n`, 'other code uses what this line creates'],
  ['an export', `export const gone = ${GONE}`, 'other code uses what this line creates'],
  ['the body of a condition', `if (isOn) ${GONE}`, 'other code uses what this line creates'],
  ['an arrow function', `const make = () => ${GONE}`, 'other code uses what this line creates'],
])('leaves %s as it is', (_, text, reason) => {
  expect(() => without(text)).toThrow(reason);
});

test.each([
  ['of no such id', KEPT, "no `new WafException(..., 'gone', ...)` is in the code of the app"],
  [
    'of a computed id',
    "const id = 'gone';\nnew WafException(waf, id, {});\n",
    /an id that is not a plain string cannot be read: see .*main\.ts:2/,
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

test('a function that another file imports by another name is counted', () => {
  const folder = project({
    'main.ts': "import { add as more } from './add';\nmore(one);\nmore(two);\n",
    'add.ts': `export function add() {\n  ${GONE}}\n`,
  });
  expect(() => removeFromApp(folder, ['gone'])).toThrow('is used in 2 places');
});

test('lines are those of the file as it was', () => {
  const { removed } = removeFromApp(project({ 'main.ts': `${WAF}${GONE}\n${KEPT}` }), ['gone', 'kept']);
  expect(removed.map(({ lines }) => lines)).toEqual([
    [2, 2],
    [4, 4],
  ]);
});

test('a list that only the exception used stays, and is told', () => {
  const text = `const office = new IpList(stack, 'office');\n${GONE.replace('})', ', from: office })')}`;
  const { removed, files } = removeFromApp(project({ 'main.ts': text }), ['gone']);
  expect(files[0]?.after).toBe("new IpList(stack, 'office');\n");
  expect(removed).toMatchObject([{ kept: [{ construct: 'IpList', name: 'office' }] }]);
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
  expect(removeFromApp(folder, ['gone'], { app: 'main.ts' }).files).toHaveLength(1);
});
