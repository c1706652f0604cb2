import { relative } from 'node:path';
import type ts from 'typescript';
import { InputError, show } from '../errors';
import { nodesOf, type SourceFile, type TypeScript } from './typescript';

/** Where code makes an exception. */
export interface ExceptionCall {
  readonly file: SourceFile;
  readonly call: ts.NewExpression;
}

/**
 * The one place in which the code makes the exception of this id.
 *
 * @throws InputError `remove/not-found`, `remove/several`
 */
export function findException(
  typescript: TypeScript,
  files: readonly SourceFile[],
  id: string,
): ExceptionCall {
  const calls = files.flatMap((file) => exceptionCalls(typescript, file));
  const found = calls.filter(({ call }) => idOf(typescript, call) === id);
  const [first, ...others] = found;
  if (first === undefined) {
    const computed = calls.filter(({ call }) => idOf(typescript, call) === undefined);
    throw new InputError('remove/not-found', {
      message: `no \`new WafException(..., ${show(id).replaceAll('`', "'")}, ...)\` is in the code of the app`,
      help:
        computed.length === 0
          ? 'it may be in another repository, or a function with another name may create it: remove it by hand'
          : `an id that is not a plain string cannot be read: see ${computed.map(placeOf).join(', ')}`,
    });
  }
  if (others.length > 0) {
    throw new InputError('remove/several', {
      message: `the code creates an exception ${show(id)} in ${found.length} places: ${found.map(placeOf).join(', ')}`,
      help: 'remove the right one by hand',
    });
  }
  return first;
}

/** File and line, as editors and terminals link them. */
function placeOf({ file, call }: ExceptionCall): string {
  return placeIn(file, call);
}

export function placeIn(file: SourceFile, node: ts.Node): string {
  return `${relative(process.cwd(), file.path)}:${lineOf(file, node.getStart())}`;
}

/** First and last line of the call. */
export function linesOf({ file, call }: ExceptionCall): readonly [first: number, last: number] {
  return [lineOf(file, call.getStart()), lineOf(file, call.getEnd())];
}

export function notSure(found: ExceptionCall, reason: string): InputError {
  return new InputError('remove/not-sure', {
    message: `the exception at ${placeOf(found)} is not removed: ${reason}`,
    help: 'remove it by hand; nothing was changed',
  });
}

export function lineOf({ tree }: SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

function exceptionCalls(typescript: TypeScript, file: SourceFile): readonly ExceptionCall[] {
  return [...nodesOf(typescript, file.tree)]
    .filter((node) => typescript.isNewExpression(node))
    .filter(({ expression }) => /(?:^|\.)WafException$/.test(expression.getText()))
    .map((call) => ({ file, call }));
}

function idOf(typescript: TypeScript, { arguments: given }: ts.NewExpression): string | undefined {
  const [, id] = given ?? [];
  return id !== undefined && typescript.isStringLiteralLike(id) ? id.text : undefined;
}
