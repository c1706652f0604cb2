import { readFileSync } from 'node:fs';
import { InputError, show } from '../errors';
import { appFiles } from './app-files';
import { linesOf, findException } from './find-exception';
import { type Removal, removeException } from './remove-exception';
import { nodesOf, parseFile, projectTypeScript, type SourceFile, type TypeScript } from './typescript';

export interface RemovedException extends Omit<Removal, 'text'> {
  readonly id: string;
  /** First and last line that went, of the file as it was. */
  readonly lines: readonly [first: number, last: number];
}

/** Exceptions that leave the code of an app. */
export interface AppRemoval {
  readonly removed: readonly RemovedException[];
  /** The files as they are and as they become. */
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
}

/** Where the code is, and whose exceptions are meant. */
export interface AppOptions {
  /** The file that the app runs. @default - as in `cdktf.json` */
  readonly app?: string | undefined;
  /** Namespaces that the code must name. @default - none: ids say enough */
  readonly namespaces?: readonly string[];
}

/**
 * What becomes of the code of an app without these exceptions; nothing is written.
 *
 * @throws InputError `remove/not-found`, `remove/namespace`, `remove/several`, `remove/not-sure`, `remove/app`, `remove/typescript`
 */
export function removeFromApp(
  directory: string,
  ids: readonly string[],
  { app, namespaces = [] }: AppOptions = {},
): AppRemoval {
  const typescript = projectTypeScript(directory);
  const files = new Map(appFiles(typescript, directory, app).map((file) => [file.path, file]));
  for (const namespace of namespaces) requireNamed(typescript, [...files.values()], namespace);
  // Of the files as they are, before any of them changes.
  const lines = new Map(ids.map((id) => [id, linesOf(findException(typescript, [...files.values()], id))]));
  const removed = ids.map((id) => {
    const all = [...files.values()];
    const { text, ...removal } = removeException(typescript, all, findException(typescript, all, id));
    files.set(removal.path, parseFile(typescript, removal.path, text));
    return { id, lines: lines.get(id) ?? [0, 0], ...removal };
  });
  return {
    removed,
    files: [...new Set(removed.map(({ path }) => path))].map((path) => {
      const before = readFileSync(path, 'utf8');
      return { path, before, after: files.get(path)?.text ?? before };
    }),
  };
}

/** A rule of another team may have the same id in its `ref`. */
function requireNamed(typescript: TypeScript, files: readonly SourceFile[], namespace: string): void {
  const isNamed = files.some(({ tree }) =>
    [...nodesOf(typescript, tree)].some(
      (node) => typescript.isStringLiteralLike(node) && node.text === namespace,
    ),
  );
  if (isNamed) return;
  throw new InputError('remove/namespace', {
    message: `the code of the app does not name the namespace ${show(namespace)}`,
    help: 'the rule belongs to other code; if the namespace is set outside the code, give only the id of the exception',
  });
}
