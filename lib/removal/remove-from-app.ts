import { readFileSync } from 'node:fs';
import { appFiles } from './app-files';
import { findException } from './find-exception';
import { type Removal, removeException } from './remove-exception';
import { parseFile, projectTypeScript } from './typescript';

/** Exceptions that leave the code of an app. */
export interface AppRemoval {
  readonly removed: readonly (Omit<Removal, 'text'> & { readonly id: string })[];
  /** The files as they are and as they become. */
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
}

/**
 * What becomes of the code of an app without these exceptions; nothing is written.
 *
 * @param app The file that the app runs. @default - as in `cdktf.json`
 * @throws InputError `remove/not-found`, `remove/several`, `remove/not-a-statement`, `remove/app`, `remove/typescript`
 */
export function removeFromApp(directory: string, ids: readonly string[], app?: string): AppRemoval {
  const typescript = projectTypeScript(directory);
  const files = new Map(appFiles(typescript, directory, app).map((file) => [file.path, file]));
  const removed = ids.map((id) => {
    const found = findException(typescript, [...files.values()], id);
    const { text, ...removal } = removeException(typescript, found);
    files.set(removal.path, parseFile(typescript, removal.path, text));
    return { id, ...removal };
  });
  return {
    removed,
    files: [...new Set(removed.map(({ path }) => path))].map((path) => {
      const before = readFileSync(path, 'utf8');
      return { path, before, after: files.get(path)?.text ?? before };
    }),
  };
}
