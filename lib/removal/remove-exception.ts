import type ts from 'typescript';
import { InputError } from '../errors';
import { type ExceptionCall, lineOf, placeOf } from './find-exception';
import { parseFile, nodesOf, type SourceFile, type TypeScript } from './typescript';

/** A file without the exception. */
export interface Removal {
  readonly path: string;
  readonly text: string;
  /** First and last line that went, of the file as it was. */
  readonly lines: readonly [first: number, last: number];
  /** Names that only the exception used: their declarations are left. */
  readonly unused: readonly string[];
}

/**
 * The file without the exception, and without the imports that only it used.
 *
 * @throws InputError `remove/not-a-statement` where more than the exception would go, or code would need a change
 */
export function removeException(typescript: TypeScript, found: ExceptionCall): Removal {
  const { file } = found;
  const statement = statementOf(typescript, found);
  const [start, end] = wholeLines(typescript, file, statement);
  const names = namesIn(typescript, statement);
  const text = file.text.slice(0, start) + file.text.slice(end);
  const without = parseFile(typescript, file.path, text);
  const left = namesIn(typescript, without.tree);
  const gone = [...names.keys()].filter((name) => left.get(name) === 1);
  const imported = gone.filter((name) => isImported(typescript, without, name));
  const named = gone.map((name) => constructOf(typescript, without, name)).filter((one) => one !== undefined);
  const unnamed = withoutNames(without.text, named);
  return {
    path: file.path,
    text: withoutImports(typescript, parseFile(typescript, file.path, unnamed), new Set(imported)),
    lines: [lineOf(file, statement.getStart()), lineOf(file, statement.getEnd())],
    unused: gone.filter(
      (name) =>
        !named.some((one) => one.name === name) &&
        !imported.includes(name) &&
        isDeclared(typescript, without, name),
    ),
  };
}

/** A construct that nothing uses by its name any more: it is made all the same, such as the `ZoneWaf` of the last exception. */
interface NamedConstruct {
  readonly name: string;
  /** From `const` to the `new` behind it. */
  readonly range: readonly [start: number, end: number];
}

function constructOf(typescript: TypeScript, { tree }: SourceFile, name: string): NamedConstruct | undefined {
  for (const node of nodesOf(typescript, tree)) {
    if (!typescript.isVariableStatement(node) || node.modifiers !== undefined) continue;
    const [declaration, ...others] = node.declarationList.declarations;
    if (declaration?.name.getText() !== name || others.length > 0) continue;
    const { initializer } = declaration;
    if (initializer === undefined || !typescript.isNewExpression(initializer)) return undefined;
    return { name, range: [node.getStart(), initializer.getStart()] };
  }
  return undefined;
}

function withoutNames(text: string, named: readonly NamedConstruct[]): string {
  return [...named]
    .sort((a, b) => b.range[0] - a.range[0])
    .reduce((result, { range: [start, end] }) => result.slice(0, start) + result.slice(end), text);
}

/** The statement that makes the exception and does nothing else. */
function statementOf(typescript: TypeScript, found: ExceptionCall): ts.Statement {
  const { parent } = found.call;
  if (typescript.isExpressionStatement(parent) && isInList(typescript, parent)) {
    requireOnce(typescript, found, parent);
    return parent;
  }
  const statement = unusedVariable(typescript, found);
  if (statement !== undefined) {
    requireOnce(typescript, found, statement);
    return statement;
  }
  throw notSure(found, 'other code uses what this line makes');
}

/** `const x = new WafException(...)` where nothing uses `x`. */
function unusedVariable(
  typescript: TypeScript,
  { call: { parent }, file }: ExceptionCall,
): ts.VariableStatement | undefined {
  if (!typescript.isVariableDeclaration(parent) || !typescript.isIdentifier(parent.name)) return undefined;
  const list = parent.parent;
  if (!typescript.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  const statement = list.parent;
  if (!typescript.isVariableStatement(statement) || statement.modifiers !== undefined) return undefined;
  return namesIn(typescript, file.tree).get(parent.name.text) === 1 ? statement : undefined;
}

/** A statement that is the whole body of an `if` or of an arrow function leaves nothing that could stand there. */
function isInList(typescript: TypeScript, { parent }: ts.Node): boolean {
  return typescript.isBlock(parent) || typescript.isSourceFile(parent) || typescript.isModuleBlock(parent);
}

/** Code that runs for each of several makes more than one exception. */
function requireOnce(typescript: TypeScript, found: ExceptionCall, statement: ts.Node): void {
  for (let node = statement.parent; !typescript.isSourceFile(node); node = node.parent) {
    if (typescript.isIterationStatement(node, false)) throw notSure(found, 'it is made in a loop');
    if (
      (typescript.isArrowFunction(node) || typescript.isFunctionExpression(node)) &&
      typescript.isCallExpression(node.parent)
    ) {
      throw notSure(found, 'it is made in a function that other code calls');
    }
  }
}

function notSure(found: ExceptionCall, reason: string): InputError {
  return new InputError('remove/not-a-statement', {
    message: `the exception at ${placeOf(found)} is not removed: ${reason}`,
    help: 'remove it by hand; nothing was changed',
  });
}

/** The lines of a statement with the comment right above it, and with one of the empty lines around it. */
function wholeLines(
  typescript: TypeScript,
  { text }: SourceFile,
  statement: ts.Statement,
): readonly [start: number, end: number] {
  const comments = typescript.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  // Back to front: a comment belongs to the statement as long as no empty line comes between them.
  let first = statement.getStart();
  for (const { pos, end } of [...comments].reverse()) {
    if (/\n\s*\n/.test(text.slice(end, first))) break;
    first = pos;
  }
  const lineStart = text.lastIndexOf('\n', first - 1) + 1;
  const isAlone = text.slice(lineStart, first).trim() === '';
  const next = text.indexOf('\n', statement.getEnd());
  const lineEnd = next === -1 ? text.length : next + 1;
  const isLast = /^\s*(?:\/\/.*)?\s*$/.test(text.slice(statement.getEnd(), lineEnd));
  if (!isAlone || !isLast) return [first, statement.getEnd()];
  const blankBefore = /\r?\n\r?\n$/.test(text.slice(0, lineStart));
  const [blankAfter = ''] = /^[ \t]*\r?\n/.exec(text.slice(lineEnd)) ?? [];
  const isEnd = /^\s*(?:[})\]]|$)/.test(text.slice(lineEnd));
  if (blankAfter !== '' && (blankBefore || lineStart === 0)) return [lineStart, lineEnd + blankAfter.length];
  if (blankBefore && isEnd) return [text.slice(0, lineStart).replace(/\r?\n$/, '').length, lineEnd];
  return [lineStart, lineEnd];
}

/** How often each identifier is written; names of properties count only where they are shorthands. */
function namesIn(typescript: TypeScript, node: ts.Node): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const one of nodesOf(typescript, node)) {
    if (!typescript.isIdentifier(one) || isPropertyName(typescript, one)) continue;
    names.set(one.text, (names.get(one.text) ?? 0) + 1);
  }
  return names;
}

function isPropertyName(typescript: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  return (
    (typescript.isPropertyAccessExpression(parent) && parent.name === name) ||
    (typescript.isPropertyAssignment(parent) && parent.name === name)
  );
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
