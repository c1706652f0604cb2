import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';
import { InputError, show } from '../errors';

/** The compiler, whatever version the project has. */
export type TypeScript = typeof ts;

/**
 * The TypeScript of the project: it reads the code as the project's own build does.
 *
 * @throws InputError `remove/typescript`
 */
export function projectTypeScript(directory: string): TypeScript {
  try {
    return createRequire(join(directory, 'package.json'))('typescript') as TypeScript;
  } catch {
    throw new InputError('remove/typescript', {
      message: `there is no TypeScript in ${show(directory)}`,
      help: 'install it there (`npm install --save-dev typescript`), or remove the exception by hand',
    });
  }
}

/** A file of the app, as text and as a tree. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

export function parseFile(typescript: TypeScript, path: string, text: string): SourceFile {
  return { path, text, tree: typescript.createSourceFile(path, text, typescript.ScriptTarget.Latest, true) };
}

/** Every node of a tree, from the top. */
export function* nodesOf(typescript: TypeScript, node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  typescript.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(typescript, child);
}
