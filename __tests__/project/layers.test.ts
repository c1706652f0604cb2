import { posix } from 'node:path';
import { LAYERS, type Layer } from './layers';
import { importsOf, projectFiles, read, sourceFiles } from './source-files';

/** Parts that check the others, and so may import any of them. */
const UNBOUND = /^(?:(?:__tests__|benchmarks)\/|scripts\/mutation)/;

const CDKTF = /^(?:cdktf|cdktn|constructs)(?:\/|$)|^@(?:cdktf|cdktn)\//;

/** An import of one file by another that its layer does not allow, told in a line. */
function forbiddenImports(path: string, text: string): readonly string[] {
  const layer = layerOf(path);
  if (layer === undefined) return [`${path} is in no layer: add its folder to __tests__/project/layers.ts`];
  return importsOf(text).flatMap((name) => {
    if (!name.startsWith('.')) {
      return CDKTF.test(name) && layer.cdktf !== true ? [`${path} imports ${name}`] : [];
    }
    const target = layerOf(resolve(path, name));
    if (target === layer || (target !== undefined && layer.imports.includes(target.part))) return [];
    return [`${path} imports ${name} of ${target?.part ?? 'no layer'}`];
  });
}

/** The path of an imported module, from the root; a folder is written as its `index.ts`. */
function resolve(importer: string, name: string): string {
  const path = posix.join(posix.dirname(importer), name);
  return FILES.has(`${path}/index.ts`) ? `${path}/index.ts` : FILES.has(`${path}.ts`) ? `${path}.ts` : path;
}

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ part }) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => a.part.length - b.part.length)
    .at(-1);
}

const FILES = new Set(projectFiles());
const BOUND = sourceFiles().filter(
  (path) => !UNBOUND.test(path) && (path.includes('/') || path === 'main.ts'),
);

test('each part imports only what its layer allows', () => {
  expect(BOUND.length).toBeGreaterThan(50);
  expect(BOUND.flatMap((path) => forbiddenImports(path, read(path)))).toEqual([]);
});

test('no part imports one that imports it', () => {
  // In an order in which each layer only knows those before it there can be no cycle.
  const above = new Set<string>();
  for (const { part, imports } of LAYERS) {
    expect(imports.filter((name) => !above.has(name))).toEqual([]);
    above.add(part);
  }
});

test('each layer is a part that exists', () => {
  const parts = LAYERS.map(({ part }) => part);
  expect(
    parts.filter((part) => !FILES.has(part) && !BOUND.some((path) => path.startsWith(`${part}/`))),
  ).toEqual([]);
});

test('each part makes the imports that its layer allows', () => {
  const made = new Set(
    BOUND.flatMap((path) =>
      importsOf(read(path)).map((name) => `${layerOf(resolve(path, name))?.part} <- ${layerOf(path)?.part}`),
    ),
  );
  // Any part may have to refuse an input.
  const allowed = LAYERS.flatMap(({ part, imports }) =>
    imports.filter((name) => name !== 'lib/errors').map((name) => `${name} <- ${part}`),
  );
  expect(allowed.filter((one) => !made.has(one))).toEqual([]);
});

describe("the contributor's guide", () => {
  /** A part as the guide names it; what stands beside the product is not in its diagram. */
  const nameOf = (part: string): string =>
    part === 'lib/index.ts' ? 'constructs' : part.replace(/^lib\//, '').replace(/^sandbox\/.*/, 'sandbox');
  const drawn = LAYERS.filter(({ part }) => /^(?:lib\/|stacks$|main\.ts$)/.test(part) && part !== 'lib/cli');
  const imported = new Set(
    drawn.flatMap(({ part, imports }) => imports.map((name) => `${nameOf(name)} <- ${nameOf(part)}`)),
  );
  const [, diagram = ''] = /Imports point one way[^]*?```\n([^]*?)```/.exec(read('CONTRIBUTING.md')) ?? [];
  const chains = diagram
    .split(/\n| {3,}/)
    .filter((chain) => chain.includes('<-') && !chain.includes('everything'));
  const arrows = chains.flatMap((chain) => {
    const links = chain.split('<-').map((names) => names.split(',').map((name) => nameOf(name.trim())));
    return links
      .slice(1)
      .flatMap((importers, index) =>
        importers.flatMap((importer) =>
          (links[index] ?? []).map((name): [string, string] => [name, importer]),
        ),
      );
  });

  test('draws arrows only where a part imports another', () => {
    expect(arrows.length).toBeGreaterThan(20);
    expect(arrows.map((arrow) => arrow.join(' <- ')).filter((arrow) => !imported.has(arrow))).toEqual([]);
  });

  test('draws a way for each import', () => {
    const reached = (from: string): readonly string[] =>
      arrows.filter(([, importer]) => importer === from).flatMap(([name]) => [name, ...reached(name)]);
    const missing = drawn.flatMap(({ part, imports }) => {
      const known = [nameOf(part), 'package.json', ...reached(nameOf(part))];
      return imports
        .filter((name) => !known.includes(nameOf(name)))
        .map((name) => `${nameOf(name)} <- ${nameOf(part)}`);
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  test('says that commands import everything but the constructs', () => {
    expect(diagram).toContain('everything but constructs <- cli');
    const { imports = [] } = LAYERS.find(({ part }) => part === 'lib/cli') ?? {};
    expect(imports.filter((name) => nameOf(name) === 'constructs')).toEqual([]);
    expect(drawn.filter(({ imports: names }) => names.includes('lib/cli'))).toEqual([]);
  });
});

test.each([
  ['lib/exceptions/x.ts', "import { y } from '../constructs';", 'imports ../constructs of lib/constructs'],
  ['lib/exceptions/x.ts', "export * from '../..';", 'imports ../.. of no layer'],
  ['lib/exceptions/x.ts', "import type { Construct } from 'constructs';", 'imports constructs'],
  ['lib/coexistence/x.ts', "const x = import('cdktf');", 'imports cdktf'],
  [
    'lib/cli/x.ts',
    "import { List } from '@cdktf/provider-cloudflare/lib/list';",
    'imports @cdktf/provider-cloudflare/lib/list',
  ],
  ['lib/sandbox/terraform-provider/x.ts', "import '../cloudflare-api';", 'of lib/sandbox/cloudflare-api'],
  ['lib/constructs/x.ts', "require('../sandbox');", 'imports ../sandbox of lib/sandbox'],
  ['stacks/x.ts', "import { escapeTemplates } from '../lib/coexistence';", 'of lib/coexistence'],
  ['lib/new-part/x.ts', '', 'is in no layer'],
])('an import in %s is refused: %s', (path, text, problem) => {
  expect(forbiddenImports(path, text)).toEqual([expect.stringContaining(problem)]);
});

test('an import downwards is allowed', () => {
  expect(forbiddenImports('lib/constructs/x.ts', "import { y } from '../exceptions';")).toEqual([]);
});
