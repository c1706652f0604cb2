import type ts from 'typescript';
import { type ExceptionCall, lineOf, notSure, placeIn } from './find-exception';
import { nodesOf, type SourceFile, type TypeScript } from './typescript';

/** A node, and the file that it is in. */
interface Place {
  readonly file: SourceFile;
  readonly node: ts.Node;
}

/**
 * Refuses code that makes more exceptions than one: in a loop, in a function that other code calls for each of something, or in
 * a function or class that is used in several places.
 *
 * @throws InputError `remove/not-sure`
 */
export function requireMadeOnce(
  typescript: TypeScript,
  files: readonly SourceFile[],
  found: ExceptionCall,
): void {
  const seen = new Set<ts.Node>();
  let place: Place | undefined = { file: found.file, node: found.call };
  while (place !== undefined) {
    const { file } = place;
    const owner = ownerOf(typescript, found, place);
    if (owner === undefined) return;
    // A function that calls itself runs more than once.
    if (seen.has(owner.node)) throw notSure(found, `\`${owner.name}\` calls itself`);
    seen.add(owner.node);
    const uses = files.flatMap((one) => usesIn(typescript, one, owner));
    const [first, ...others] = uses;
    if (others.length > 0) {
      const places = uses.map((use) => placeIn(use.file, use.node)).join(', ');
      throw notSure(
        found,
        `\`${owner.name}\` (line ${lineOf(file, owner.node.getStart())}) creates it, and is used in ${uses.length} places: ${places}`,
      );
    }
    place = first;
  }
}

/** A named function or class around a place: each use of the name may run the place once more. */
interface Owner {
  readonly node: ts.Node;
  readonly name: string;
}

/** `undefined` at the top of a file, which runs once. */
function ownerOf(typescript: TypeScript, found: ExceptionCall, place: Place): Owner | undefined {
  for (let node = place.node.parent; !typescript.isSourceFile(node); node = node.parent) {
    if (typescript.isIterationStatement(node, false)) throw notSure(found, 'it is created in a loop');
    if (typescript.isConstructorDeclaration(node) || typescript.isPropertyDeclaration(node)) continue;
    if (typescript.isClassLike(node) || typescript.isFunctionLike(node)) {
      const name = nameOf(typescript, node);
      if (isDefaultExport(typescript, node)) {
        throw notSure(
          found,
          'it is created in a default export, which other files may import under any name',
        );
      }
      if (name !== undefined) return { node, name };
      if (!isCalledOnTheSpot(typescript, node)) {
        throw notSure(found, 'it is created in a function that other code calls');
      }
    }
  }
  return undefined;
}

function nameOf(typescript: TypeScript, node: ts.ClassLikeDeclaration | ts.SignatureDeclaration) {
  const named = node.name ?? (typescript.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named !== undefined && (typescript.isIdentifier(named) || typescript.isPrivateIdentifier(named))
    ? named.text
    : undefined;
}

function isDefaultExport(typescript: TypeScript, node: ts.Node): boolean {
  return (
    typescript.isExportAssignment(node.parent) ||
    (typescript.canHaveModifiers(node) &&
      (typescript.getModifiers(node) ?? []).some(({ kind }) => kind === typescript.SyntaxKind.DefaultKeyword))
  );
}

/** `(() => { ... })()` runs once. */
function isCalledOnTheSpot(typescript: TypeScript, node: ts.Node): boolean {
  let outer = node;
  while (typescript.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return typescript.isCallExpression(outer.parent) && outer.parent.expression === outer;
}

/** Where a file uses the name, but for where it declares, imports or exports it, or means the type. */
function usesIn(typescript: TypeScript, file: SourceFile, { node: owner, name }: Owner): readonly Place[] {
  const names = new Set([name, ...aliasesOf(typescript, file, name)]);
  return [...nodesOf(typescript, file.tree)]
    .filter(
      (node): node is ts.Identifier | ts.PrivateIdentifier =>
        (typescript.isIdentifier(node) || typescript.isPrivateIdentifier(node)) && names.has(node.text),
    )
    .filter((node) => node.parent !== owner && node.parent !== owner.parent && isUse(typescript, node))
    .map((node) => ({ file, node }));
}

/** What else a file calls it: `import { addExceptions as add }`. */
function aliasesOf(typescript: TypeScript, { tree }: SourceFile, name: string): readonly string[] {
  return [...nodesOf(typescript, tree)].flatMap((node) =>
    (typescript.isImportSpecifier(node) || typescript.isExportSpecifier(node)) &&
    node.propertyName?.text === name
      ? [node.name.text]
      : [],
  );
}

function isUse(typescript: TypeScript, name: ts.Identifier | ts.PrivateIdentifier): boolean {
  const { parent } = name;
  if (typescript.isPropertyAssignment(parent)) return parent.name !== name;
  if (typescript.isExpressionWithTypeArguments(parent)) return true;
  return !(
    typescript.isImportSpecifier(parent) ||
    typescript.isImportClause(parent) ||
    typescript.isExportSpecifier(parent) ||
    typescript.isTypeNode(parent)
  );
}
