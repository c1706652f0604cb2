import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escapeControls, InputError, show } from '../errors';
import { formattedAsProject } from '../exception-code/formatted';
import type { AppPlan } from './plan-app';

/**
 * Writes the files of a plan, all of them or none: what was written is removed again, with the folders made for it, if
 * one cannot be. An existing package.json comes last, whole.
 *
 * @throws InputError `init/exists` if a file has appeared since, `init/write`
 */
export async function writeApp(folder: string, { files, manifest }: AppPlan): Promise<void> {
  // Before the first is written: nothing interrupts the rest.
  const formatted = await Promise.all(
    files.map(async ({ path, text }) => {
      const file = join(folder, path);
      return { path, file, text: await formattedAsProject(file, text) };
    }),
  );
  const made: string[] = [];
  let current = '';
  try {
    for (const { path, file, text } of formatted) {
      current = path;
      const newFolder = mkdirSync(dirname(file), { recursive: true });
      if (newFolder !== undefined) made.push(newFolder);
      // What someone has written since is not lost.
      writeFileSync(file, text, { flag: 'wx' });
      made.push(file);
    }
    current = 'package.json';
    if (manifest.isNew) writeFileSync(join(folder, current), manifest.text, { flag: 'wx' });
    else {
      const file = realpathSync(join(folder, current));
      const temporary = `${file}.${process.pid}.tmp`;
      made.push(temporary);
      writeFileSync(temporary, manifest.text, { flag: 'wx', mode: statSync(file).mode });
      renameSync(temporary, file);
    }
  } catch (error) {
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    throw refusal(current, error as NodeJS.ErrnoException);
  }
}

function refusal(path: string, { code, message }: NodeJS.ErrnoException): InputError {
  if (code === 'EEXIST') {
    return new InputError('init/exists', {
      message: `${show(path)} exists already; nothing was written`,
      help: 'remove it, or run the command in another folder',
    });
  }
  return new InputError('init/write', {
    message: `nothing was written: ${show(path)} cannot be created: ${escapeControls(message)}`,
    help:
      code === 'ENOTDIR'
        ? 'a file has the name of a folder: remove it, or run the command in another folder'
        : 'make the folder writable, and run it again',
  });
}
