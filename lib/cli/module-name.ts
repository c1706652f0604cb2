import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const PACKAGE = 'waf-exceptions';

/** How an import of one TypeScript file names another one. */
export function moduleName(importer: string, file: string): string {
  const path = relative(dirname(resolve(importer)), resolve(file))
    .split(sep)
    .join('/')
    .replace(/\.[cm]?ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

/** How an import of a file names this package: inside of its own repository, which is not built, by its sources. */
export function packageName(importer: string): string {
  for (let folder = dirname(resolve(importer)); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: unknown };
      return name === PACKAGE ? moduleName(importer, join(folder, 'lib')) : PACKAGE;
    }
    if (dirname(folder) === folder) return PACKAGE;
  }
}
