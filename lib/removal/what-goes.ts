import type ts from 'typescript';
import { type ExceptionCall, notSure } from './find-exception';
import { namesIn } from './names';
import { nodesOf, type SourceFile, type TypeScript } from './typescript';

/** The part of a file that makes the exception and does nothing else. */
export interface Part {
  readonly node: ts.Node;
  /** With the comment above it, and what stood between it and its neighbours. */
  readonly range: readonly [start: number, end: number];
}

/**
 * What goes with the exception: its statement, or its element of a list.
 *
 * @throws InputError `remove/not-sure` where other code would have to change
 */
export function partOf(typescript: TypeScript, found: ExceptionCall): Part {
  const { file, call } = found;
  refuseOwnList(typescript, found);
  const { parent } = call;
  const isStatement = typescript.isExpressionStatement(parent) && isInList(typescript, parent);
  const statement = isStatement ? parent : unusedVariable(typescript, found);
  if (statement !== undefined) return { node: statement, range: wholeLines(typescript, file, statement) };
  if (typescript.isArrayLiteralExpression(parent) && isOnlyWalked(typescript, file, parent)) {
    const { elements } = parent;
    if (elements.length === 1) throw notSure(found, 'its array would be empty');
    const index = elements.indexOf(call);
    const [previous, next] = [elements[index - 1], elements[index + 1]];
    const range: Part['range'] =
      next === undefined
        ? [previous?.getEnd() ?? call.getStart(), call.getEnd()]
        : [call.getFullStart(), next.getFullStart()];
    return { node: call, range };
  }
  throw notSure(found, 'other code uses what this line creates');
}

/** A list that is made for the exception alone is in no other place: with it, the list would go from Cloudflare, too. */
function refuseOwnList(typescript: TypeScript, found: ExceptionCall): void {
  const isList = (node: ts.Node): boolean =>
    typescript.isNewExpression(node) && /(?:^|\.)IpList$/.test(node.expression.getText());
  if ([...nodesOf(typescript, found.call)].some(isList)) {
    throw notSure(found, 'an `IpList` is created inside it, which other exceptions may need');
  }
}

const WALKS = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'length']);

/** A list whose elements have no place of their own: nothing counts on a first or a last one. */
function isOnlyWalked(typescript: TypeScript, file: SourceFile, array: ts.ArrayLiteralExpression): boolean {
  const { parent } = array;
  if (typescript.isExpressionStatement(parent)) return true;
  if (!typescript.isVariableDeclaration(parent) || !typescript.isIdentifier(parent.name)) return false;
  const statement = parent.parent.parent;
  if (!typescript.isVariableStatement(statement) || statement.modifiers !== undefined) return false;
  const { name } = parent;
  return [...nodesOf(typescript, file.tree)]
    .filter((node): node is ts.Identifier => typescript.isIdentifier(node) && node.text === name.text)
    .filter((node) => node !== name)
    .every(({ parent: use }) => {
      if (typescript.isPropertyAccessExpression(use)) return WALKS.has(use.name.text);
      return typescript.isForOfStatement(use) || typescript.isSpreadElement(use);
    });
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

/** A statement that is the whole body of an `if` or of an arrow function leaves nothing that could be there. */
function isInList(typescript: TypeScript, { parent }: ts.Node): boolean {
  return typescript.isBlock(parent) || typescript.isSourceFile(parent) || typescript.isModuleBlock(parent);
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
  const isFirst = lineStart === 0 || /\{\s*$/.test(text.slice(0, lineStart));
  if (blankAfter !== '' && (blankBefore || isFirst)) return [lineStart, lineEnd + blankAfter.length];
  if (blankBefore && isEnd) return [text.slice(0, lineStart).replace(/\r?\n$/, '').length, lineEnd];
  return [lineStart, lineEnd];
}
