import type ts from 'typescript';
import { namesIn } from './names';
import { nodesOf, parseFile, type SourceFile, type TypeScript } from './typescript';

/** A file without what only the exception used. */
export interface Cleared {
  readonly text: string;
  /** Constructs that nothing uses by name any more, such as an `IpList`: they are made all the same. */
  readonly kept: readonly { readonly construct: string; readonly name: string }[];
  /** Names that only the exception used: their declarations are left. */
  readonly unused: readonly string[];
}

/**
 * The file without the imports of what is used no more.
 *
 * @param names What the exception used.
 */
export function withoutLeftovers(typescript: TypeScript, file: SourceFile, names: Iterable<string>): Cleared {
  const left = namesIn(typescript, file.tree);
  const gone = [...names].filter((name) => left.get(name) === 1);
  const imported = gone.filter((name) => isImported(typescript, file, name));
  const named = gone.map((name) => constructOf(typescript, file, name)).filter((one) => one !== undefined);
  const unnamed = parseFile(typescript, file.path, withoutNames(file.text, named));
  return {
    text: withoutImports(typescript, unnamed, new Set(imported)),
    kept: named.map(({ name, construct }) => ({ name, construct })),
    unused: gone.filter(
      (name) =>
        !named.some((one) => one.name === name) &&
        !imported.includes(name) &&
        isDeclared(typescript, file, name),
    ),
  };
}

/** A construct that nothing uses by its name any more: it is made all the same, such as the `ZoneWaf` of the last exception. */
interface NamedConstruct {
  readonly name: string;
  /** Its class. */
  readonly construct: string;
  /** From `const` to the `new` behind it. */
  readonly range: readonly [start: number, end: number];
}

function constructOf(typescript: TypeScript, file: SourceFile, name: string): NamedConstruct | undefined {
  for (const node of nodesOf(typescript, file.tree)) {
    if (!typescript.isVariableStatement(node) || node.modifiers !== undefined) continue;
    const [declaration, ...others] = node.declarationList.declarations;
    if (declaration?.name.getText() !== name || others.length > 0) continue;
    const { initializer } = declaration;
    if (initializer === undefined || !typescript.isNewExpression(initializer)) return undefined;
    return {
      name,
      construct: initializer.expression.getText(),
      range: [node.getStart(), initializer.getStart()],
    };
  }
  return undefined;
}

function withoutNames(text: string, named: readonly NamedConstruct[]): string {
  return [...named]
    .sort((a, b) => b.range[0] - a.range[0])
    .reduce((result, { range: [start, end] }) => result.slice(0, start) + result.slice(end), text);
}

function isImported(typescript: TypeScript, { tree }: SourceFile, name: string): boolean {
  return importedNames(typescript, tree).some((one) => one.name.text === name);
}

type Imported = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport;

function importedNames(
  typescript: TypeScript,
  tree: ts.SourceFile,
): readonly (Imported & { readonly name: ts.Identifier })[] {
  return [...nodesOf(typescript, tree)].filter(
    (node): node is Imported & { readonly name: ts.Identifier } =>
      (typescript.isImportSpecifier(node) ||
        typescript.isImportClause(node) ||
        typescript.isNamespaceImport(node)) &&
      node.name !== undefined,
  );
}

/** Of a declaration that is exported, other files may know more. */
function isDeclared(typescript: TypeScript, { tree }: SourceFile, name: string): boolean {
  return [...nodesOf(typescript, tree)].some((node) => {
    const isDeclaration =
      typescript.isVariableDeclaration(node) ||
      typescript.isFunctionDeclaration(node) ||
      typescript.isClassDeclaration(node);
    if (!isDeclaration || node.name?.getText() !== name) return false;
    const flags = typescript.getCombinedModifierFlags(node);
    return (flags & typescript.ModifierFlags.Export) === 0;
  });
}

/** An import of which nothing is left goes as a whole; one that names nothing is there for what it does, and stays. */
function withoutImports(
  typescript: TypeScript,
  { tree, text }: SourceFile,
  names: ReadonlySet<string>,
): string {
  if (names.size === 0) return text;
  let result = text;
  for (const statement of [...tree.statements].reverse()) {
    if (!typescript.isImportDeclaration(statement)) continue;
    const clause = statement.importClause;
    const own = importedNames(typescript, tree).filter(
      (one) => one.pos >= statement.pos && one.end <= statement.end,
    );
    const gone = own.filter((one) => names.has(one.name.text));
    if (clause === undefined || gone.length === 0) continue;
    if (gone.length === own.length) {
      const next = result.indexOf('\n', statement.getEnd());
      result = result.slice(0, statement.getStart()) + result.slice(next === -1 ? result.length : next + 1);
      continue;
    }
    const bindings = clause.namedBindings;
    if (bindings === undefined || !typescript.isNamedImports(bindings)) continue;
    const kept = bindings.elements.filter((element) => !names.has(element.name.text));
    if (kept.length === bindings.elements.length) continue;
    const list = `{ ${kept.map((element) => element.getText()).join(', ')} }`;
    result = result.slice(0, bindings.getStart()) + list + result.slice(bindings.getEnd());
  }
  return result;
}
