import { renameSync, statSync, writeFileSync } from 'node:fs';
import { escapeControls, InputError, show } from '../errors';

/**
 * Gives a file another content, whole or not at all, with its permissions.
 *
 * @throws InputError `file/write`
 */
export function rewriteFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: statSync(file).mode });
    renameSync(temporary, file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('file/write', {
      message: `${show(file)} cannot be written: ${escapeControls(reason)}`,
      help: 'make the file and its folder writable',
    });
  }
}
