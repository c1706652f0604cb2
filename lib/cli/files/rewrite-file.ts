import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { escapeControls, InputError, show } from '../../errors';

/** A file, and what it is to hold. */
export interface Rewrite {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Gives files another content, whole or not at all, with their permissions: all of them, or none.
 *
 * @throws InputError `file/write`
 */
export function rewriteFiles(files: readonly Rewrite[]): void {
  writeInPlace(files.map((file) => ({ ...file, path: targetOf(file.path) })));
}

/** A link stays one, and what it leads to is rewritten. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It is gone: writing it says so.
    return path;
  }
}

function writeInPlace(files: readonly Rewrite[]): void {
  const written: string[] = [];
  const renamed: Rewrite[] = [];
  let current = '';
  try {
    for (const { path, after } of files) {
      current = path;
      writeFileSync(temporaryOf(path), after, { mode: statSync(path).mode });
      written.push(path);
    }
    for (const file of files) {
      current = file.path;
      renameSync(temporaryOf(file.path), file.path);
      renamed.push(file);
    }
  } catch (error) {
    for (const path of [...written, current]) rmSync(temporaryOf(path), { force: true });
    for (const { path, before } of renamed) writeFileSync(path, before);
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('file/write', {
      message: `${show(current)} cannot be written: ${escapeControls(reason)}`,
      help: 'make the file and its folder writable; nothing was changed',
    });
  }
}

function temporaryOf(path: string): string {
  return `${path}.${process.pid}.tmp`;
}
