import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError, show } from '../errors';
import { parseFile, type SourceFile, type TypeScript } from './typescript';

const ENDINGS = ['', '.ts', '.mts', '.cts', '.tsx', '/index.ts'];

/**
 * The TypeScript files that the app of `cdktf.json` is made of: the file that it runs, and what that imports by relative
 * paths, and so on. Tests and other apps beside it are none of them.
 *
 * @param app The file that the app runs. @default - the last TypeScript file that `app` of `cdktf.json` names
 * @throws InputError `remove/app`
 */
export function appFiles(
  typescript: TypeScript,
  directory: string,
  app = appOf(directory),
): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  const open = [resolve(directory, app)];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (files.has(path)) continue;
    const text = readFileSync(path, 'utf8');
    files.set(path, parseFile(typescript, path, text));
    for (const { fileName } of typescript.preProcessFile(text, true, true).importedFiles) {
      const found = fileName.startsWith('.') ? fileOf(join(dirname(path), fileName)) : undefined;
      if (found !== undefined) open.push(found);
    }
  }
  return [...files.values()];
}

/** `./x` and, as ES modules write it, `./x.js` are both `x.ts`. */
function fileOf(target: string): string | undefined {
  return [target, target.replace(/\.([cm]?)js$/, '.$1ts')]
    .flatMap((name) => ENDINGS.map((ending) => `${name}${ending}`))
    .find((name) => /\.[cm]?tsx?$/.test(name) && existsSync(name) && statSync(name).isFile());
}

function appOf(directory: string): string {
  const file = join(directory, 'cdktf.json');
  const help = 'run the command in the folder with cdktf.json, or name the file that the app runs with --app';
  let app: unknown;
  try {
    ({ app } = JSON.parse(readFileSync(file, 'utf8')) as { readonly app?: unknown });
  } catch {
    throw new InputError('remove/app', { message: `${show(file)} cannot be read`, help });
  }
  const words = typeof app === 'string' ? app.split(/\s+/) : [];
  const named = words.filter((word) => /\.[cm]?tsx?$/.test(word) && existsSync(join(directory, word)));
  const [last] = named.slice(-1);
  if (last !== undefined) return last;
  throw new InputError('remove/app', {
    message: `\`app\` of ${show(file)} runs no TypeScript file, got: ${show(app)}`,
    help,
  });
}
