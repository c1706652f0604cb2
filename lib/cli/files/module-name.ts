import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { decodeText } from '../../errors';

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
      return nameIn(manifest) === PACKAGE ? moduleName(importer, join(folder, 'lib')) : PACKAGE;
    }
    if (dirname(folder) === folder) return PACKAGE;
  }
}

/** The name in a package.json; one that is broken has none. */
function nameIn(manifest: string): unknown {
  try {
    return (JSON.parse(decodeText(readFileSync(manifest))) as { readonly name?: unknown } | null)?.name;
  } catch {
    return undefined;
  }
}
