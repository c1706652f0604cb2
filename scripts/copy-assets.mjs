// Second half of `npm run build`: what the compiler leaves out. Code reads these files from beside itself.
import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const ASSETS = new Set(['.json', '.proto']);

for (const entry of readdirSync('lib', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !ASSETS.has(extname(entry.name))) continue;
  const source = join(entry.parentPath, entry.name);
  cpSync(source, join('dist', source));
}

// npm makes a bin executable when it installs the package, but not for those who run the build in place.
chmodSync(join('dist', 'lib', 'cli', 'main.js'), 0o755);
