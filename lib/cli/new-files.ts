import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { escapeControls, InputError, show } from '../errors';

/**
 * Before anything is read: what somebody has written since is not lost.
 *
 * @throws InputError `out/test`, `out/exists`
 */
export function requireNewFiles(out: string | undefined, test: string | undefined): void {
  if (out === undefined && test !== undefined) {
    throw new InputError('out/test', {
      message: '`--test` needs `--out`: the tests import the exceptions from that file',
      help: 'add --out with the file of the exceptions',
    });
  }
  const existing = [out, test].find((file) => file !== undefined && existsSync(file));
  if (existing !== undefined) throw alreadyThere(existing);
}

function alreadyThere(file: string): InputError {
  return new InputError('out/exists', {
    message: `${show(file)} exists already`,
    help: 'remove it, or name another file; nothing is overwritten',
  });
}

/**
 * Writes a TypeScript file that does not exist yet, and the folders that it is in. It is formatted as the project formats its
 * files, if Prettier is installed there.
 *
 * @throws InputError `out/exists`, `out/file`
 */
export async function writeNewFile(file: string, text: string): Promise<void> {
  const formatted = await formattedAsProject(resolve(file), text);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, formatted, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    throw new InputError('out/file', {
      message: `${show(file)} cannot be written: ${escapeControls(message)}`,
      help: 'give the path of a file that you may write',
    });
  }
}

/** The part of Prettier that is used. */
interface Prettier {
  resolveConfig(file: string): Promise<object | null>;
  format(text: string, options: object): Promise<string>;
}

/** A changed file, formatted by the Prettier of the project if it was so before. */
export async function formattedAsBefore<T extends { path: string; before: string; after: string }>(
  file: Readonly<T>,
): Promise<Readonly<T>> {
  const { path, before, after } = file;
  const isFormatted = (await formattedAsProject(path, before)) === before;
  return isFormatted ? { ...file, after: await formattedAsProject(path, after) } : file;
}

/** The text as the Prettier of the project formats it; as it is without one. */
async function formattedAsProject(file: string, text: string): Promise<string> {
  try {
    const prettier = createRequire(file)('prettier') as Prettier;
    return await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
  } catch {
    // Without Prettier, or with a configuration of it that fails, the text is right all the same.
    return text;
  }
}
