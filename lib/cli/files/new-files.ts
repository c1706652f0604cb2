import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { escapeControls, InputError, show } from '../../errors';
import { formattedAsProject } from '../../exception-code/formatted';

/**
 * Before anything is read: what someone has written since is not lost.
 *
 * @throws InputError `out/test`, `out/exists`
 */
export function requireNewFiles(out: string | undefined, test: string | undefined): void {
  if (out === undefined && test !== undefined) {
    throw new InputError('out/test', {
      message: '`--test` requires `--out`, because the tests import the exceptions from that file',
      help: 'add --out with a file for the exceptions',
    });
  }
  const existing = [out, test].find((file) => file !== undefined && existsSync(file));
  if (existing !== undefined) throw alreadyThere(existing);
}

function alreadyThere(file: string): InputError {
  return new InputError('out/exists', {
    message: `${show(file)} exists already`,
    help: 'remove it, or name another file; no file is overwritten',
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
      help: 'give a path that you can write to',
    });
  }
}
