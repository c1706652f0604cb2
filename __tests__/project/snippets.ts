import { join } from 'node:path';
import ts from 'typescript';
import type { CodeBlock } from './markdown';
import { ENTRY_POINTS, type EntryPoint, publicNames } from './public-names';
import { ROOT } from './source-files';

/**
 * Where the statements of a snippet stand, by its first line, and what stands around them. All public names of
 * `waf-exceptions`, `CloudflareProvider` and `TerraformStack` are imported already. A snippet without such a line is a
 * whole file at the root of the repository, with imports of its own.
 */
const CONTEXTS = {
  /** `this` is the stack, in its constructor. */
  '// in a stack': {
    before: 'class Stack extends TerraformStack { constructor() { super(app, "stack"); {',
    after: '} } }',
  },
  /**
   * The example of a doc comment: `this` is the stack, and `waf` a `ZoneWaf` in it. The names of the other entry points
   * are imported as well.
   */
  '// in an example': {
    before: 'class Stack extends TerraformStack { constructor(waf: ZoneWaf) { super(app, "stack"); {',
    after: '} } }',
  },
  /** `waf` is a `ZoneWaf`. */
  '// in a ZoneWaf': { before: 'function define(waf: ZoneWaf): void {', after: '}' },
} as const;

/** What the compiler finds wrong in TypeScript snippets, as `page:line: message`. */
export function compileSnippets(blocks: readonly CodeBlock[]): readonly string[] {
  const files = new Map(
    blocks.map((block, index) => [join(ROOT, `snippet-${index}.ts`), { block, ...fileOf(block) }]),
  );
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const file = files.get(name);
    return file === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, file.text, rest[0]);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([name, { block, linesBefore }]) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => {
        const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
        const message = ts.flattenDiagnosticMessageText(messageText, ' ');
        return `${block.page}:${block.line + Math.max(0, line - linesBefore)}: ${message}`;
      },
    );
  });
}

/** The project's own options, and the package's name for its source. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile.bind(ts.sys)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  return {
    ...options,
    baseUrl: ROOT,
    paths: {
      'waf-exceptions': ['./lib/index.ts'],
      'waf-exceptions/rules-language': ['./lib/rules-language/index.ts'],
      'waf-exceptions/testing': ['./lib/testing/index.ts'],
    },
  };
}

/** The file that a snippet makes, and how many lines stand in it before the snippet's first. */
function fileOf({ code }: CodeBlock): { readonly text: string; readonly linesBefore: number } {
  const [first = ''] = code.split('\n');
  if (!isContext(first.trim())) return { text: `${code}\nexport {};\n`, linesBefore: 0 };
  const context = first.trim() as keyof typeof CONTEXTS;
  const { before, after } = CONTEXTS[context];
  const { imports, importedNames, body } = liftImports(code);
  const taken = new Set(importedNames);
  const given = [
    ...Object.entries(namesIn(context)).flatMap(([from, names]) => importOf(from, names, taken)),
    'declare const app: App;',
  ];
  // One line, so that the lines of the snippet keep their distance.
  const head = `${[...imports, ...given].join(' ')} ${before}\n`;
  return { text: `${head}${body}\n${after}\n`, linesBefore: 1 };
}

function isContext(line: string): line is keyof typeof CONTEXTS {
  return Object.hasOwn(CONTEXTS, line);
}

/** What a context imports, by module. */
function namesIn(context: keyof typeof CONTEXTS): Readonly<Record<string, readonly string[]>> {
  const modules: readonly EntryPoint[] =
    context === '// in an example' ? (Object.keys(ENTRY_POINTS) as EntryPoint[]) : ['waf-exceptions'];
  return {
    ...Object.fromEntries(modules.map((module) => [module, publicNames(module).map(({ name }) => name)])),
    cdktf: ['App', 'TerraformStack'],
    '@cdktf/provider-cloudflare/lib/provider': ['CloudflareProvider'],
  };
}

/** A name that two modules export is imported from the first. */
function importOf(from: string, names: readonly string[], taken: Set<string>): readonly string[] {
  const free = names.filter((name) => !taken.has(name));
  for (const name of free) taken.add(name);
  return free.length === 0 ? [] : [`import { ${free.join(', ')} } from '${from}';`];
}

/** Imports stand at the top of a file: they are taken out of the body, which keeps its lines. */
function liftImports(code: string): {
  readonly imports: readonly string[];
  readonly importedNames: ReadonlySet<string>;
  readonly body: string;
} {
  const source = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022);
  const declarations = source.statements.filter(ts.isImportDeclaration);
  const importedNames = declarations.flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name }) => name.text)
      : [];
  });
  let body = code;
  for (const declaration of declarations) {
    const text = declaration.getText(source);
    body = body.replace(text, () => text.replaceAll(/[^\n]/g, ' '));
  }
  return {
    imports: declarations.map((declaration) => declaration.getText(source).replaceAll('\n', ' ')),
    importedNames: new Set(importedNames),
    body,
  };
}
