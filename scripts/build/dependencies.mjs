import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'),
);
const OUTSIDE = [...Object.keys({ ...dependencies, ...peerDependencies }), ...builtinModules];

/** Whether an import stays one: what a user's npm installs, and Node's own. Every other package goes into the build. */
export function isExternal(id) {
  return id.startsWith('node:') || OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`));
}
