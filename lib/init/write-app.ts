import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escapeControls, InputError } from '../errors';
import { formattedAsProject } from '../exception-code/formatted';
import type { AppPlan } from './plan-app';

/**
 * Writes the files of a plan, all of them or none: what was written is removed again if one cannot be. An existing
 * package.json comes last, whole.
 *
 * @throws InputError `init/write`
 */
export async function writeApp(folder: string, { files, manifest }: AppPlan): Promise<void> {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      const file = join(folder, path);
      const formatted = await formattedAsProject(file, text);
      mkdirSync(dirname(file), { recursive: true });
      // What someone has written since is not lost.
      writeFileSync(file, formatted, { flag: 'wx' });
      written.push(file);
    }
    const file = join(folder, 'package.json');
    writeFileSync(file, manifest.text, { flag: manifest.isNew ? 'wx' : 'w' });
  } catch (error) {
    for (const file of written) rmSync(file);
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('init/write', {
      message: `nothing was written: ${escapeControls(reason)}`,
      help: 'make the folder writable, and run it again',
    });
  }
}
